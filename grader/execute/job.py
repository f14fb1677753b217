"""What there is to do with a submission, and what happened when it was done: plain data."""

from __future__ import annotations

from typing import Union

from msgspec import Struct

from grader.outcome import Outcome
from grader.pack_file import Defaults
from grader.values import Value
from grader.wire import Load, Violation

__all__ = ["Execution", "Job", "Missing", "PlannedCall"]


class PlannedCall(Struct, frozen=True):
    """One call to make; calls of one group are skipped together after timeouts.

    Of a `secret` one nobody is told what it printed or how long it took.
    """

    group: int
    code: str
    inputs: Value
    secret: bool = False


class Job(Struct, frozen=True):
    """A submission's source and everything to do with it."""

    load: Load
    calls: tuple[PlannedCall, ...]
    limits: Defaults


class Missing(Struct, frozen=True):
    """The source ran, but does not define the function; `names` is what it does define."""

    function: str
    names: tuple[str, ...]


class Execution(Struct, frozen=True):
    """What happened: to the source as a whole, and to each call in order."""

    unchanged: bool = False
    violations: tuple[Violation, ...] = ()
    failure: Union[Outcome, Missing, None] = None  # noqa: UP007 - Outcome is a union
    outcomes: tuple[Outcome, ...] = ()
    printed: tuple[bytes, ...] = ()
    seconds: tuple[float, ...] = ()
