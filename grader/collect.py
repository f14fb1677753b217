"""Find submissions: problem names, files and folders on the command line become sources.

A file belongs to the problem that it is named after (`slide-kernel.py`, `05_slide_kernel.py`),
else to the one that a folder above it is named after, else to the one whose function it alone
defines. Links are not followed: they could point at the solutions.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from grader.clean import clean
from grader.errors import UsageError
from grader.load import Pack
from grader.load.source import shown
from grader.submission import Submission

__all__ = ["Collected", "collect"]

MAX_SOURCE: Final = 1_000_000  # with the stub it has to fit into one frame of the wire
MOST_NOTES: Final = 20
SKIPPED_FOLDERS: Final = frozenset({"__pycache__", "node_modules", "site-packages", "venv"})
DEFINITION: Final = re.compile(rb"^(?:async[ \t]+)?(?:def|class)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)


class Collected(Struct, frozen=True):
    """The submissions in the order of the course, and what was passed over and why."""

    submissions: tuple[Submission, ...]
    notes: tuple[str, ...]


def collect(pack: Pack, targets: Sequence[str]) -> Collected:
    """Return what the targets name; with none, everything in the current folder."""
    collector = _Collector(pack)
    for target in targets or (".",):
        collector.add(target)
    order = {slug: number for number, slug in enumerate(pack.slugs)}
    found = sorted(collector.found, key=lambda one: (order[one.slug], one.label))
    if not found:
        where = clean(", ".join(targets)) if targets else "this folder"
        says = (
            f"nothing to judge in {where}: no file is named after a problem "
            f"(such as {pack.slugs[0]}.py)"
        )
        raise UsageError("\n".join([says, *_few(collector.notes)]))
    return Collected(tuple(dict.fromkeys(found)), _few(collector.notes))


class _Collector:
    """Gathers submissions and notes, target by target."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._slugs = frozenset(pack.slugs)
        self._functions: dict[str, list[str]] | None = None
        self.found: list[Submission] = []
        self.notes: list[str] = []

    def add(self, target: str) -> None:
        path = Path(target)
        if path.is_symlink():
            raise UsageError(f"{clean(target)} is a link; name the file itself")
        if path.is_dir():
            self._add_folder(path)
        elif path.exists():
            self._add_named_file(path)
        elif target in self._slugs:
            self._add_problem(target)
        else:
            raise UsageError(f"no file, folder or problem {target!r}{self._near(target)}")

    def _add_folder(self, folder: Path) -> None:
        for path in _python_files(folder):
            if path.is_symlink():
                self._pass_over_link(path)
            else:
                self._add_found_file(path)

    def _add_found_file(self, path: Path) -> None:
        """Add a file that nobody named: what cannot be judged is passed over with a note."""
        try:
            if not self._add_file(path):
                self.notes.append(f"{_named(path)} belongs to no problem and was passed over")
        except UsageError as error:
            self.notes.append(f"{error}; passed over")

    def _pass_over_link(self, path: Path) -> None:
        self.notes.append(f"{_named(path)} is a link and was not followed")

    def _add_named_file(self, path: Path) -> None:
        if path.suffix != ".py":
            raise UsageError(f"{_named(path)} is no Python file; a submission ends in .py")
        if not self._add_file(path):
            raise UsageError(
                f"{_named(path)}: to which problem does it belong? "
                f"Name it after one, such as {self._pack.slugs[0]}.py"
            )

    def _add_problem(self, slug: str) -> None:
        named = [path for path in _python_files(Path()) if self._slug_in(path.stem) == slug]
        files = [path for path in named if not path.is_symlink()]
        for link in named:
            if link.is_symlink():
                self._pass_over_link(link)
        if not files:
            raise UsageError(f"no {slug}.py in this folder or below; write your answer there")
        for path in files:
            self._append(slug, path)

    def _add_file(self, path: Path) -> bool:
        """Add a file for every problem it belongs to; say whether there is one."""
        slugs = self._slugs_of(path)
        for slug in slugs:
            self._append(slug, path)
        return bool(slugs)

    def _slugs_of(self, path: Path) -> list[str]:
        plain = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
        for name in (path.stem, *(folder.name for folder in plain.parents)):
            slug = self._slug_in(name)
            if slug is not None:
                return [slug]
        defined = {name.decode() for name in DEFINITION.findall(_read(path))}
        owners = self._owners()
        return [owners[name][0] for name in sorted(defined) if len(owners.get(name, ())) == 1]

    def _slug_in(self, name: str) -> str | None:
        """Return the problem that a file or folder is named after, a leading number aside."""
        slug = name.replace("_", "-").lower()
        options = (slug, re.sub(r"^\d+[-. ]+", "", slug))
        return next((option for option in options if option in self._slugs), None)

    def _owners(self) -> dict[str, list[str]]:
        """Return the problems that ask for each function name."""
        if self._functions is None:
            self._functions = {}
            for slug in self._pack.slugs:
                function = self._pack.problem(slug).file.function
                self._functions.setdefault(function, []).append(slug)
        return self._functions

    def _append(self, slug: str, path: Path) -> None:
        self.found.append(Submission(slug, _named(path), _read(path)))

    def _near(self, target: str) -> str:
        import difflib

        near = difflib.get_close_matches(target, self._pack.slugs, n=1)
        return f"; did you mean {near[0]!r}?" if near else f" in {shown(self._pack.exercises)}"


def _named(path: Path) -> str:
    """Return a path as it is shown: students choose the names of their files."""
    return clean(str(shown(path)))


def _few(notes: list[str]) -> tuple[str, ...]:
    """Return the first notes, and how many there are besides."""
    more = len(notes) - MOST_NOTES
    return (*notes[:MOST_NOTES], *([f"{more} more files were passed over"] if more > 0 else []))


def _python_files(folder: Path) -> Iterator[Path]:
    """Yield the Python files below a folder in a fixed order, hidden folders left out."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if name[0] != "." and name not in SKIPPED_FOLDERS
        )
        for name in sorted(files):
            if name.endswith(".py") and name[0] != ".":
                yield Path(here, name)


def _read(path: Path) -> bytes:
    if path.exists() and not path.is_file():  # a pipe would keep us waiting, a device never end
        raise UsageError(f"{_named(path)} is no regular file")
    try:
        with path.open("rb") as stream:
            source = stream.read(MAX_SOURCE + 1)
    except OSError as error:
        raise UsageError(f"{_named(path)} cannot be read: {error.strerror}") from None
    if len(source) > MAX_SOURCE:
        raise UsageError(f"{_named(path)} is over 1 MB; a submission is source code alone")
    return source
