"""Which calls a child may be sent before it has answered the first of them.

To wait for each reply costs two switches between processes a call, more than most calls take.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from grader.execute.job import PlannedCall
from grader.values import Array, Mapping, Sequence, Value

__all__ = ["sent_together"]

MOST_CALLS: Final = 100
MOST_BYTES: Final = 64 * 1024
"""So few that sending them never waits for the child to read: a socket holds more."""
OVERHEAD: Final = 64


def sent_together(calls: tuple[PlannedCall, ...]) -> tuple[PlannedCall, ...]:
    """Return the calls to send now: the first, or several where only secret ones are left.

    While a public call is to come, no secret input may be where the submission is: it could
    return or print it, and that is shown. Nor could it be told which call printed what.
    """
    if not all(call.secret for call in calls):
        return calls[:1]
    taken = accumulate(
        OVERHEAD + len(call.code) + _room(call.inputs) for call in calls[:MOST_CALLS]
    )
    return calls[: max(1, sum(room <= MOST_BYTES for room in taken))]


def _room(value: Value) -> int:
    """Return about how many bytes a value takes on its way."""
    match value:
        case Array():
            return OVERHEAD + len(value.data)
        case Sequence():
            return OVERHEAD + sum(map(_room, value.items))
        case Mapping():
            return OVERHEAD + sum(map(_room, value.items.values()))
        case str():
            return OVERHEAD + len(value)
        case _:
            return OVERHEAD
