"""The files of one student, gathered within bounds: what is not read is said in a note."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from grader.clean import clean
from grader.errors import UsageError
from grader.intake.source_file import (
    SKIPPED_FOLDERS,
    SourceFile,
    Unreadable,
    is_archive,
    limit_of,
    read_regular,
)

__all__ = ["Gathering", "few", "files_below", "one_note"]

MAX_DEPTH: Final = 3
MAX_FILES: Final = 2_000
MAX_BYTES: Final = 96_000_000
MOST_NOTES: Final = 20
MOST_NAMES: Final = 5
FOREIGN: Final = (".rar", ".7z", ".gz", ".bz2", ".xz", ".zst", ".tar.zst")


class Gathering:
    """Takes in files and archives; `files` and `notes` are what came of it.

    `others` are the names of files of no kind that is read; they need no note beside an answer.
    """

    def __init__(self) -> None:
        self.files: list[SourceFile] = []
        self.notes: list[str] = []
        self.others: list[str] = []
        self._bytes = 0

    def add_path(self, path: Path, name: str, inside: str | None = None) -> None:
        """Take in a file, or all below a folder; `name` is what it is called in labels."""
        if path.is_symlink():
            self.notes.append(f"{clean(name or path.name)} is a link and was not followed")
        elif path.is_dir():
            for below, part in files_below(path, self._note_unreadable):
                self.add_path(below, f"{name}/{part}" if name else part)
        else:
            self.add(name, lambda _: read_regular(path, clean(name)), inside=inside)

    def _note_unreadable(self, error: OSError) -> None:
        folder = clean(Path(error.filename or "").name)
        self.notes.append(f"{folder}/ cannot be read: {error.strerror}; passed over")

    def add(
        self, name: str, read: Callable[[int], bytes], depth: int = 0, inside: str | None = None
    ) -> None:
        """Take in a file if it is Python, a notebook or an archive; `read(n)` gives n bytes.

        `inside` is what files in this archive are said to lie in: its name, as a rule.
        """
        limit, words = limit_of(name)
        if limit == 0 and name.lower().endswith(FOREIGN):
            self.notes.append(f"{clean(name)} is an archive of a kind that is not read; use zip")
        if limit == 0:
            self.others.append(name)
            return
        try:
            data = read(limit + 1)
        except (UsageError, Unreadable) as error:
            says = f"{error}" if isinstance(error, UsageError) else f"{clean(name)} {error}"
            self.notes.append(f"{says}; passed over")
            return
        self._bytes += len(data)
        if len(data) > limit:
            self.notes.append(f"{clean(name)} is over {words}; passed over")
        elif self._bytes > MAX_BYTES or len(self.files) >= MAX_FILES:
            self.notes.append(f"{clean(name)} and what follows is more than is read; passed over")
        elif is_archive(name):
            self._unpack(SourceFile(name, data), depth, name if inside is None else inside)
        else:
            self.files.append(SourceFile(name, data))

    def _unpack(self, archive: SourceFile, depth: int, inside: str) -> None:
        from grader.intake.archive import Member, members  # with all that unpacks

        if depth >= MAX_DEPTH:
            self.notes.append(f"{clean(archive.name)} lies in archives in archives; passed over")
            return
        prefix = f"{inside}/" if inside else ""
        try:
            for found in members(archive.name, archive.data):
                if isinstance(found, Member):
                    self.add(f"{prefix}{found.name}", found.read, depth + 1)
                else:
                    self.notes.append(f"{clean(archive.name)}: {found.why}")
        except Unreadable as error:
            self.notes.append(f"{clean(archive.name)} {error}; passed over")


def files_below(
    folder: Path, unreadable: Callable[[OSError], None] | None = None
) -> Iterator[tuple[Path, str]]:
    """Yield the files below a folder that may hold answers, and their names within it."""
    for here, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(n for n in folders if n[0] != "." and n not in SKIPPED_FOLDERS)
        for name in sorted(names):
            if name[0] != ".":
                path = Path(here, name)
                yield path, path.relative_to(folder).as_posix()


def one_note(names: list[str], says: str) -> list[str]:
    """Return a note for each name; of many names, one note for them all with the first."""
    if len(names) <= MOST_NAMES:
        return [f"{name} {says}" for name in names]
    more = len(names) - MOST_NAMES
    return [f"{', '.join(names[:MOST_NAMES])} and {more} more: each {says}"]


def few(notes: list[str]) -> tuple[str, ...]:
    """Return the first notes, and how many there are besides."""
    unique = list(dict.fromkeys(notes))
    more = len(unique) - MOST_NOTES
    return (*unique[:MOST_NOTES], *([f"{more} more such notes are left out"] if more > 0 else []))
