"""What a student has done in a workspace: hints seen and verdicts, by problem."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from grader.workspace.place import STATE, workspace_above

__all__ = ["Progress", "Record", "open_progress"]

FILE: Final = "progress.json"
SOLVED: Final = "accepted"
SAYS_NOTHING: Final = frozenset({"judge error", "not attempted"})


class Record(Struct, frozen=True):
    """What a student has done about one problem."""

    hints: int = 0
    verdict: str = ""


class Progress:
    """What has been done in a workspace.

    The file alone remembers: `grader watch` may run in one window and `grader hint` in another.
    Where it cannot be written, `trouble` says why, and nothing else happens.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.trouble = ""

    def of(self, slug: str) -> Record:
        """Return what is known of a problem."""
        return self._read().get(slug, Record())

    def solved(self) -> frozenset[str]:
        """Return the problems whose last verdict was accepted."""
        return frozenset(s for s, record in self._read().items() if record.verdict == SOLVED)

    def hint_seen(self, slug: str, count: int) -> None:
        """Remember that so many hints of a problem have been shown."""
        self._set(slug, replace(self.of(slug), hints=count))

    def at_work_on(self) -> str | None:
        """Return the problem that was judged or asked about last, unless it is solved."""
        records = self._read()
        last = next(reversed(records), None)
        return last if last is not None and records[last].verdict != SOLVED else None

    def judged(self, slug: str, verdict: str) -> None:
        """Remember the last verdict on a problem, if it says something of the student's work."""
        if verdict not in SAYS_NOTHING:
            self._set(slug, replace(self.of(slug), verdict=verdict))

    def _set(self, slug: str, record: Record) -> None:
        records = self._read()
        records.pop(slug, None)
        records[slug] = record  # the last in the file is the last one worked on
        temporary = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(msgspec.json.format(msgspec.json.encode(records)) + b"\n")
            temporary.replace(self._path)
        except OSError as error:
            self.trouble = f"nothing can be remembered here: {self._path}: {error.strerror}"

    def _read(self) -> dict[str, Record]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, Record])
        except (OSError, msgspec.DecodeError):
            return {}  # lost progress is a pity, not a fault


def open_progress(here: Path) -> Progress | None:
    """Return the progress of the workspace that `here` lies in, or None outside of one."""
    workspace = workspace_above(here)
    return None if workspace is None else Progress(workspace / STATE / FILE)
