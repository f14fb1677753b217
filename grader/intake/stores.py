"""Where a class lies: a folder, or a zip that is read without unpacking it to disk."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grader.clean import clean
from grader.errors import UsageError
from grader.intake.archive import Member, zip_members
from grader.intake.gathering import Gathering
from grader.intake.source_file import SKIPPED_FOLDERS, Unreadable
from grader.intake.work import Part

__all__ = ["ClassStore", "Entry", "FolderStore", "ZipStore", "open_store"]

MAX_CLASS: Final = 500_000
MAX_METADATA: Final = 100_000_000


class Entry(Struct, frozen=True, order=True):
    """A file or folder at the top of a class."""

    name: str
    is_folder: bool


class FolderStore:
    """A class in a folder; links in it are not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def entries(self) -> tuple[Entry, ...]:
        """Return what lies at the top, sorted."""
        try:
            paths = sorted(self._folder.iterdir())
        except OSError as error:
            raise UsageError(f"{self._folder} cannot be read: {error.strerror}") from None
        return tuple(
            Entry(path.name, path.is_dir())
            for path in paths
            if _may_hold_answers(path.name) and not path.is_symlink()
        )

    def notes(self) -> tuple[str, ...]:
        """Return a note for each thing at the top that is no part of the class."""
        names = sorted(path.name for path in self._folder.iterdir() if path.is_symlink())
        return tuple(f"{clean(name)} is a link and was not followed" for name in names)

    def below(self, name: str) -> FolderStore:
        """Return a folder in this one as a class."""
        return FolderStore(self._folder / name)

    def text(self, name: str) -> bytes:
        """Return a file of the platform's own."""
        path = self._folder / name
        try:
            with path.open("rb") as stream:
                return stream.read(MAX_METADATA)
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None

    def gather(self, part: Part, gathering: Gathering, inside: str) -> None:
        """Read a part, a file or all below a folder; `inside` is where an archive's files lie."""
        gathering.add_path(self._folder / part.place, part.name, inside)


class ZipStore:
    """A class in a zip; the students' files are read when they are asked for."""

    def __init__(self, path: Path, members: list[Member], refused: tuple[str, ...]) -> None:
        self._path = path
        self._refused = refused
        self._tops: dict[str, list[Member]] = {}
        for member in members:
            top, _, inner = member.name.partition("/")
            if _may_hold_answers(top):
                self._tops.setdefault(top, []).append(replace(member, name=inner))

    def entries(self) -> tuple[Entry, ...]:
        """Return what lies at the top, sorted."""
        found = (Entry(top, any(m.name for m in members)) for top, members in self._tops.items())
        return tuple(sorted(found))

    def notes(self) -> tuple[str, ...]:
        """Return a note for each member that is no part of the class."""
        return self._refused

    def below(self, name: str) -> ZipStore:
        """Return a folder in the zip as a class."""
        return ZipStore(self._path, self._tops[name], self._refused)

    def text(self, name: str) -> bytes:
        """Return a file of the platform's own."""
        try:
            return self._tops[name][0].read(MAX_METADATA)
        except Unreadable as error:
            raise UsageError(f"{name} in {self._path} {error}") from None

    def gather(self, part: Part, gathering: Gathering, inside: str) -> None:
        """Read a part, a member or all below a folder; `inside` is where its files lie."""
        for member in self._tops[part.place]:
            if member.name:
                gathering.add(f"{part.name}/{member.name}".lstrip("/"), member.read)
            else:
                gathering.add(part.name, member.read, inside=inside)


ClassStore = FolderStore | ZipStore


def open_store(path: Path) -> ClassStore:
    """Return the class at a path; UsageError where there is none."""
    if path.is_dir():
        return FolderStore(path)
    if not path.exists():
        raise UsageError(f"no folder {path}; name the folder, or the zip, of what was handed in")
    if path.suffix.lower() != ".zip" or not path.is_file():
        raise UsageError(f"{path} is neither a folder nor a zip; unpack it and name the folder")
    try:
        opened = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UsageError(f"{path} cannot be read as a zip: {clean(str(error))}") from None
    if len(opened.infolist()) > MAX_CLASS:
        raise UsageError(f"{path} holds over {MAX_CLASS:,} files; grade the class in parts")
    found = list(zip_members(opened))
    members = [one for one in found if isinstance(one, Member)]
    return ZipStore(path, members, tuple(one.why for one in found if not isinstance(one, Member)))


def _may_hold_answers(name: str) -> bool:
    return bool(name) and name[0] != "." and name not in SKIPPED_FOLDERS
