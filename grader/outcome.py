"""What happened when a submission was called: a value, never an exception of ours.

    Outcome = Returned          the call came back with a value
            | Raised            the student's code raised
            | TimedOut          the parent's clock ran out
            | MemoryExceeded    the memory limit was hit
            | OutputExceeded    it printed, or returned, more than may be kept
            | Died              the process ended by itself (exit, signal)
            | Garbled           it wrote nonsense where its replies belong
            | Skipped           it was not run at all

Only `Returned` ever reaches a checker.
"""

from __future__ import annotations

from typing import Literal, Union

import msgspec

from grader.values import Value

__all__ = [
    "Died",
    "Frame",
    "Garbled",
    "MemoryExceeded",
    "Outcome",
    "OutputExceeded",
    "Raised",
    "Returned",
    "Skipped",
    "TimedOut",
]


class Frame(msgspec.Struct, frozen=True):
    """One step of a traceback inside the student's own file."""

    line: int
    function: str


class Returned(msgspec.Struct, frozen=True, tag="returned"):
    """The call came back; `mutated` names the inputs that it changed."""

    value: Value
    mutated: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


class Raised(msgspec.Struct, frozen=True, tag="raised"):
    """The student's code raised; `frames` are the student's own, outermost first.

    `parts` holds what a stepwise call had produced before it raised. `call_line` is the line of
    the grader's own call where it raised outside the student's file, else 0.
    """

    type_name: str
    message: str
    frames: tuple[Frame, ...] = ()
    mutated: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    parts: Value = None
    call_line: int = 0


class TimedOut(msgspec.Struct, frozen=True, tag="timed-out"):
    """The call was still running after `limit_seconds`."""

    limit_seconds: float


class MemoryExceeded(msgspec.Struct, frozen=True, tag="memory-exceeded"):
    """The call asked for more than `limit_megabytes`."""

    limit_megabytes: int


class OutputExceeded(msgspec.Struct, frozen=True, tag="output-exceeded"):
    """The call printed or returned more than may be kept."""

    what: str


class Died(msgspec.Struct, frozen=True, tag="died"):
    """The process ended before it replied, by a signal or with an exit status."""

    signal: int | None
    status: int | None


class Garbled(msgspec.Struct, frozen=True, tag="garbled"):
    """The process sent something that is not a reply."""

    what: str


class Skipped(msgspec.Struct, frozen=True, tag="skipped"):
    """The call was never made."""

    why: Literal["timeouts in this group", "time budget used up", "the submission did not load"]


Outcome = Union[  # noqa: UP007 - msgspec reads the union
    Returned, Raised, TimedOut, MemoryExceeded, OutputExceeded, Died, Garbled, Skipped
]
