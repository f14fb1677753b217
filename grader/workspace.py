"""A student's folder: one stub a file, in units, and what they have done so far.

DIR/
  README.md                               how to start
  1-the-notebook-s-first-convolution/
    01-make-conv.py                       written from the stub, never overwritten
  .grader/progress.json                   hints seen and verdicts, by problem
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from grader.errors import UsageError
from grader.load import Pack
from grader.problem import Problem

__all__ = [
    "STATE",
    "Progress",
    "Record",
    "Written",
    "exercises_of",
    "open_progress",
    "workspace_files",
    "write_workspace",
]

STATE: Final = ".grader"
FILE: Final = "progress.json"
NOTED: Final = "exercises"


class Record(Struct, frozen=True):
    """What a student has done about one problem."""

    hints: int = 0
    verdict: str = ""


class Written(Struct, frozen=True):
    """Which files `init` made, and which it found and left alone."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_workspace(pack: Pack, folder: Path) -> Written:
    """Write every stub that is not there yet; nothing that is there is changed."""
    made: list[Path] = []
    kept: list[Path] = []
    for path, text in workspace_files(pack, folder):
        (made if _write_new(path, text) else kept).append(path)
    (folder / STATE).mkdir(exist_ok=True)
    (folder / STATE / NOTED).write_text(f"{pack.exercises.resolve()}\n", encoding="utf-8")
    return Written(tuple(made), tuple(kept))


def exercises_of(folder: Path) -> Path | None:
    """Return the exercises that a workspace was made from, if it is one and they are there."""
    try:
        noted = Path((folder / STATE / NOTED).read_text(encoding="utf-8").strip())
    except OSError:
        return None
    return noted if noted.is_dir() else None


def workspace_files(pack: Pack, folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file of a workspace and what it holds at first."""
    yield folder / "README.md", _readme(pack)
    number = 0
    for place, unit in enumerate(pack.course.units, start=1):
        for slug in unit.problems:
            number += 1
            name = f"{number:02}-{slug}.py"
            yield folder / f"{place}-{_words(unit.title)}" / name, _stub(pack.problem(slug))


def _stub(problem: Problem) -> str:
    return (
        f"# {problem.file.title}\n"
        f"#   read it:   grader show {problem.slug}\n"
        f"#   check it:  grader run {problem.slug}\n"
        f"#   stuck?     grader hint {problem.slug}\n\n"
        f"{problem.file.stub}"
    )


def _readme(pack: Pack) -> str:
    first = pack.slugs[0]
    units = "\n".join(
        f"{place}. {unit.title}: {', '.join(unit.problems)}"
        for place, unit in enumerate(pack.course.units, start=1)
    )
    return (
        f"# {pack.course.title}\n\n"
        f"{len(pack.slugs)} exercises, one file each, easiest first:\n\n{units}\n\n"
        "How to go about it:\n\n"
        f"- `grader show {first}` shows what to do.\n"
        "- Open the file of that name and replace `raise NotImplementedError` by your answer.\n"
        f"- `grader run {first}` checks it; `grader hint {first}` gives a hint, one at a time.\n"
        "- `grader next` shows the next exercise that is not solved yet.\n"
        "- `grader run` checks all that you have begun.\n\n"
        "`grader init .` writes files that are missing and never touches those that are there.\n"
    )


def _words(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")


def _write_new(path: Path, text: str) -> bool:
    """Write a file unless it exists; say whether it was written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    return True


class Progress:
    """What has been done in a workspace; every change is on disk at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._records = _read(path)

    def of(self, slug: str) -> Record:
        """Return what is known of a problem."""
        return self._records.get(slug, Record())

    def solved(self) -> frozenset[str]:
        """Return the problems whose last verdict was accepted."""
        return frozenset(s for s, record in self._records.items() if record.verdict == "accepted")

    def hint_seen(self, slug: str, count: int) -> None:
        """Remember that so many hints of a problem have been shown."""
        self._set(slug, replace(self.of(slug), hints=count))

    def judged(self, slug: str, verdict: str) -> None:
        """Remember the last verdict on a problem."""
        if self.of(slug).verdict != verdict:
            self._set(slug, replace(self.of(slug), verdict=verdict))

    def _set(self, slug: str, record: Record) -> None:
        self._records[slug] = record
        temporary = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(msgspec.json.format(msgspec.json.encode(self._records)))
            temporary.replace(self._path)
        except OSError as error:
            raise UsageError(f"{self._path} cannot be written: {error.strerror}") from None


def open_progress(here: Path) -> Progress | None:
    """Return the progress of the workspace that `here` lies in, or None outside of one."""
    for folder in (here, *here.parents):
        if (folder / STATE).is_dir():
            return Progress(folder / STATE / FILE)
    return None


def _read(path: Path) -> dict[str, Record]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Record])
    except (OSError, msgspec.DecodeError):
        return {}  # lost progress is a pity, not a fault
