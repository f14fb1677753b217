"""How far a stepwise call came: which named parts were right, and the first that was not.

Only the names that the author's call made are ever told, never a name that came from a child.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from grader.checkers import check
from grader.outcome import Outcome, Raised, Returned
from grader.pack_file import Tolerance
from grader.values import Mapping, Value

__all__ = ["Progress", "progress", "progress_text"]

LISTED: Final = 4


class Progress(Struct, frozen=True):
    """The parts that came back right, in order, and the first wrong one, "" for none."""

    right: tuple[str, ...] = ()
    wrong: str = ""


def progress(expected: Value, outcome: Outcome, tolerance: Tolerance) -> Progress:
    """Return how far a call came; nothing where its answer has no named parts."""
    match outcome:
        case Returned(value=Mapping(items=items)) | Raised(parts=Mapping(items=items)):
            pass
        case _:
            return Progress()
    if not isinstance(expected, Mapping):
        return Progress()
    right: list[str] = []
    for name, part in expected.items.items():
        if name not in items and isinstance(outcome, Raised):
            return Progress(tuple(right))
        if name not in items or check(part, items[name], tolerance=tolerance) is not None:
            return Progress(tuple(right), name)
        right.append(name)
    return Progress(tuple(right) if isinstance(outcome, Raised) else ())


def progress_text(right: tuple[str, ...], wrong: str) -> str:
    """Return "y in step 1 right, dx in step 1 wrong"; without a wrong one, that it stopped."""
    if not right and not wrong:
        return ""
    if len(right) > LISTED:
        told = [f"the first {len(right)} parts right, up to {right[-1]}"]
    else:
        told = [f"{name} right" for name in right]
    return ", ".join([*told, f"{wrong} wrong" if wrong else "then it stopped"])
