"""A file that was handed in: its path as the student knows it, and its bytes."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from msgspec import Struct

from grader.errors import UsageError

__all__ = [
    "MAX_NOTEBOOK",
    "MAX_SOURCE",
    "SKIPPED_FOLDERS",
    "SourceFile",
    "Unreadable",
    "is_archive",
    "is_passed_over",
    "limit_of",
    "read_regular",
    "stem_of",
]

MAX_SOURCE: Final = 1_000_000  # with the stub it has to fit into one frame of the wire
MAX_NOTEBOOK: Final = 32_000_000  # pictures are in it, and are not read
MAX_ARCHIVE: Final = 50_000_000
SKIPPED_FOLDERS: Final = frozenset(
    {"__pycache__", "node_modules", "site-packages", "venv", "__MACOSX"}
)
TARS: Final = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
ARCHIVES: Final = (".zip", *TARS)


class Unreadable(Exception):
    """A file cannot be read, and why; the words go on after its name."""


class SourceFile(Struct, frozen=True):
    """A file by its path within what was handed in, folders separated by `/`."""

    name: str
    data: bytes

    @property
    def path(self) -> PurePosixPath:
        """The name as a path."""
        return PurePosixPath(self.name)

    @property
    def is_notebook(self) -> bool:
        """Whether it is a notebook, by its name."""
        return self.name.lower().endswith(".ipynb")


def is_archive(name: str) -> bool:
    """Say whether a file is an archive that can be read, by its name."""
    return name.lower().endswith(ARCHIVES)


def is_passed_over(name: str) -> bool:
    """Say whether a path leads through a folder, or to a file, that holds no answers."""
    parts = PurePosixPath(name).parts
    return any(part[0] == "." and part != ".." for part in parts) or not SKIPPED_FOLDERS.isdisjoint(
        parts
    )


def limit_of(name: str) -> tuple[int, str]:
    """Return how large a file may be and that in words; 0 for what is not read at all."""
    lower = name.lower()
    if lower.endswith(".py"):
        return MAX_SOURCE, "1 MB; a submission is source code alone"
    if lower.endswith(".ipynb"):
        return MAX_NOTEBOOK, "32 MB; clear its outputs and save it again"
    if is_archive(lower):
        return MAX_ARCHIVE, "50 MB; an archive is to hold source code alone"
    return 0, ""


def stem_of(name: str) -> str:
    """Return a file's or folder's name without the endings that are read."""
    lower = name.lower()
    endings = (*ARCHIVES, ".py", ".ipynb")
    longest = max((len(e) for e in endings if lower.endswith(e)), default=0)
    return name[: len(name) - longest]


def read_regular(path: Path, shown: str) -> bytes:
    """Return a file's bytes; UsageError where it is too large, unreadable or no regular file."""
    if path.exists() and not path.is_file():  # a pipe would keep us waiting, a device never end
        raise UsageError(f"{shown} is no regular file")
    limit, words = limit_of(path.name)
    try:
        too_large = path.stat().st_size > limit
        with path.open("rb") as stream:
            data = b"" if too_large else stream.read(limit + 1)
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}") from None
    if too_large or len(data) > limit:
        raise UsageError(f"{shown} is over {words}")
    return data
