"""Whether two submissions did the same: what naming a known mistake rests on.

Value, shape, dtype kind, raised-or-not and mutated-or-not must agree. Of what was raised only
that it was: two programs with one mistake may crash with different words.
"""

from __future__ import annotations

from grader.checkers.numbers import check_array, close, kind_of, number_of
from grader.outcome import Outcome, Raised, Returned
from grader.pack_file import Tolerance
from grader.values import Array, Mapping, Opaque, Sequence, Value

__all__ = ["agree", "agree_values"]


def agree(one: Outcome, other: Outcome, tolerance: Tolerance) -> bool:
    """Say whether two outcomes of one call are the same in every respect that counts."""
    match one, other:
        case Returned(), Returned():
            return one.mutated == other.mutated and agree_values(one.value, other.value, tolerance)
        case Raised(), Raised():
            return one.mutated == other.mutated and agree_values(one.parts, other.parts, tolerance)
        case _:
            return type(one) is type(other)


def agree_values(one: Value, other: Value, tolerance: Tolerance) -> bool:
    """Say whether two values have the same structure, shape, dtype kind and numbers."""
    match one, other:
        case (Array(shape=()) | int() | float(), Array(shape=()) | int() | float()):
            return _agree_numbers(one, other, tolerance)
        case Array(), Array():
            same_box = (one.kind == "tensor") == (other.kind == "tensor")
            same_kind = kind_of(one.dtype) == kind_of(other.dtype)
            return same_box and same_kind and _close_both_ways(one, other, tolerance)
        case Sequence(), Sequence():
            return len(one.items) == len(other.items) and all(
                agree_values(left, right, tolerance)
                for left, right in zip(one.items, other.items, strict=True)
            )
        case Mapping(), Mapping():
            return one.items.keys() == other.items.keys() and all(
                agree_values(part, other.items[name], tolerance) for name, part in one.items.items()
            )
        case (None | str() | Opaque(), None | str() | Opaque()):
            return one == other
        case _:
            return False


def _agree_numbers(one: Value, other: Value, tolerance: Tolerance) -> bool:
    left, right = number_of(one), number_of(other)
    if type(left) is not type(right):
        return False
    if isinstance(left, complex) or isinstance(right, complex):
        return left == right
    assert left is not None
    assert right is not None
    return close(left, right, tolerance) and close(right, left, tolerance)


def _close_both_ways(one: Array, other: Array, tolerance: Tolerance) -> bool:
    """Say whether each array is close to the other: neither is the expected one here."""
    return check_array(one, other, tolerance) is None and check_array(other, one, tolerance) is None
