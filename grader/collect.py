"""Find submissions: problem names, files and folders on the command line become sources.

Which file belongs to which problem is `grader.intake.belonging`'s to say; here it is found. Links
are not followed: they could point at the solutions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from grader.clean import clean
from grader.errors import UsageError
from grader.intake import Belonging, Claim, SourceFile
from grader.intake.gathering import Gathering, few, files_below
from grader.intake.source_file import MAX_SOURCE, is_archive, limit_of, read_regular
from grader.load import Pack
from grader.load.shown import shown
from grader.submission import Submission

__all__ = ["MAX_SOURCE", "Collected", "collect"]


TEXT: Final = ".txt"
PYTHON: Final = ".py"


class Collected(Struct, frozen=True):
    """The submissions in the order of the course, and what was passed over and why."""

    submissions: tuple[Submission, ...]
    notes: tuple[str, ...]


def collect(pack: Pack, targets: Sequence[str], workspace: Path | None = None) -> Collected:
    """Return what the targets name; with none, everything in the current folder.

    A problem that is named is looked for in the current folder, then in the whole workspace.
    """
    collector = _Collector(pack, workspace)
    for target in targets or (".",):
        collector.add(target)
    order = {slug: number for number, slug in enumerate(pack.slugs)}
    found = sorted(collector.found, key=lambda one: (order[one.slug], one.label))
    if not found:
        raise UsageError("\n".join([*_nothing(pack, targets), *few(collector.notes)]))
    return Collected(tuple(dict.fromkeys(found)), few(collector.notes))


def _nothing(pack: Pack, targets: Sequence[str]) -> Iterator[str]:
    """Yield that no answer was found, what one looks like, and how to start from nothing."""
    where = clean(", ".join(targets)) if targets else "this folder"
    yield (
        f"nothing to judge in {where}: no file is named after a problem "
        f"(such as {pack.slugs[0]}.py), and none defines what a problem asks for"
    )
    if not targets:
        yield "if your exercises are in another folder, go there with cd"
        yield "if you have none yet, get them: grader init my-course"


class _Collector:
    """Gathers submissions and notes, target by target."""

    def __init__(self, pack: Pack, workspace: Path | None) -> None:
        self._pack = pack
        self._places = [Path()]
        if workspace is not None:
            self._places.append(Path(os.path.relpath(workspace)))
        self._belonging = Belonging(pack)
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
        elif target in self._pack.slugs:
            self._add_problem(target)
        else:
            meant = self._pack.meant(self._belonging.slug_in(path.name) or target)
            raise UsageError(f"no file, folder or problem {target!r}; {meant}")

    def _add_folder(self, folder: Path) -> None:
        for path in _answers(folder):
            if path.is_symlink():
                self._pass_over_link(path)
            else:
                self._add_found_file(path)

    def _add_found_file(self, path: Path) -> None:
        """Add a file that nobody named: what cannot be judged is passed over with a note."""
        try:
            claims, notes = self._claims(path)
        except UsageError as error:
            self.notes.append(f"{error}; passed over")
            return
        if not claims and not notes:
            notes = [f"{_named(path)} belongs to no problem and was passed over"]
        self._keep(claims, notes)

    def _pass_over_link(self, path: Path) -> None:
        self.notes.append(f"{_named(path)} is a link and was not followed")

    def _add_named_file(self, path: Path) -> None:
        if limit_of(path.name)[0] == 0:
            raise UsageError(
                f"{_named(path)} is no Python file, notebook or archive; {_renamed(path)}"
            )
        claims, notes = self._claims(path)
        if not claims:
            raise UsageError("\n".join(few(notes)) if notes else self._whose(path))
        self._keep(claims, notes)

    def _whose(self, path: Path) -> str:
        return (
            f"{_named(path)}: to which problem does it belong? "
            f"Name it after one, such as {self._pack.slugs[0]}.py"
        )

    def _add_problem(self, slug: str) -> None:
        """Add what is named after a problem, here and below, else in the workspace."""
        before = len(self.found)
        for place in self._places:
            self._add_problem_in(place, slug)
            if len(self.found) > before:
                return
        raise UsageError(self._no_answer(slug))

    def _add_problem_in(self, place: Path, slug: str) -> None:
        """Add what is named after a problem; else what is in a notebook."""
        files = [path for path in _answers(place) if not is_archive(path.name)]
        named = [path for path in files if self._belonging.slug_in(path.name) == slug]
        for link in named:
            if link.is_symlink():
                self._pass_over_link(link)
        named = [path for path in named if not path.is_symlink()]
        notebooks = [path for path in files if path.suffix == ".ipynb" and not path.is_symlink()]
        for path in named or notebooks:
            claims, notes = self._claims(path)
            mine = [one for one in claims if one.slug == slug]
            self._keep(mine, notes if mine else [])

    def _no_answer(self, slug: str) -> str:
        """Say that a problem has no answer here; a text editor may have named it otherwise."""
        says = f"no {slug}.py in this folder or below"
        for path, name in files_below(Path()):
            if path.suffix.lower() == TEXT and self._belonging.slug_in(path.stem) == slug:
                return f"{says}, but {_named(path)}; {_renamed(Path(name))}"
        return f"{says}; go to the folder of your exercises, or write your answer there"

    def _claims(self, path: Path) -> tuple[list[Claim], list[str]]:
        """Return the problems that a file answers, or the files in an archive; and notes."""
        above = Path(os.path.abspath(path)).parent.parts  # noqa: PTH100 - resolve() follows links
        claims: list[Claim] = []
        files, notes = self._files(path)
        for file in files:
            label = clean(str(shown(path).parent / file.name))
            folders = (*above, *file.path.parts[:-1])
            found, said = self._belonging.claims(file, folders, label)
            claims += found
            notes += said
        return claims, notes

    def _files(self, path: Path) -> tuple[list[SourceFile], list[str]]:
        source = SourceFile(path.name, read_regular(path, _named(path)))
        if not is_archive(path.name):
            return [source], []
        gathering = Gathering()
        gathering.add(path.name, lambda _: source.data)
        return gathering.files, gathering.notes

    def _keep(self, claims: list[Claim], notes: list[str]) -> None:
        self.found += [one.submission for one in claims]
        self.notes += notes


def _named(path: Path) -> str:
    """Return a path as it is shown: students choose the names of their files."""
    return clean(str(shown(path)))


def _renamed(path: Path) -> str:
    """Return the next step for a file that is not judged because of how its name ends."""
    if path.suffix.lower() != TEXT:
        return "a submission ends in .py, .ipynb or .zip"
    return f"save it as {clean(path.stem.removesuffix(PYTHON))}{PYTHON}"


def _answers(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that may hold answers, in a fixed order."""
    return (path for path, name in files_below(folder) if limit_of(name)[0])
