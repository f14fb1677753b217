"""The answer beside the expected one: arrays of one shape, where they differ, by planes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.checkers import Mismatch
from grader.checkers.numbers import number_of, wrong_cells
from grader.clean import clean
from grader.render.grid import value_text
from grader.report import Shown
from grader.values import Array, Mapping, Sequence, Value, array_of

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

__all__ = ["Comparison", "comparison", "greatest", "part_of", "yours_text"]


@dataclass(frozen=True)
class Comparison:
    """Two arrays of any axes; `wrong` and `gap` only where they have one shape and cells."""

    expected: Numbers
    yours: Numbers
    axes: tuple[str, ...]
    mistaken: Numbers | None = None
    wrong: Numbers | None = None
    gap: Numbers | None = None

    def planes(self) -> Iterator[tuple[int, ...]]:
        """Yield the index of each plane of the expected answer; rows and columns are not in it."""
        import numpy as np

        yield from np.ndindex(*self.expected.shape[:-2])

    def wrong_planes(self) -> tuple[tuple[int, ...], ...]:
        """Return the planes in which something is wrong."""
        if self.wrong is None:
            return ()
        return tuple(index for index in self.planes() if self.wrong[index].any())

    def first_wrong(self) -> tuple[int, ...] | None:
        """Return the index of the first wrong cell."""
        import numpy as np

        if self.wrong is None or not self.wrong.any():
            return None
        return tuple(int(axis) for axis in np.argwhere(self.wrong)[0])


def comparison(shown: Shown) -> Comparison | None:
    """Return the two answers as arrays, if that is what they are and they have axes."""
    expected = part_of(shown.expected, shown.mismatch)
    got = part_of(shown.got, shown.mismatch)
    mistaken = part_of(shown.mistaken, shown.mismatch)
    if not (isinstance(expected, Array) and isinstance(got, Array)):
        return None
    if not (expected.shape and got.shape):
        return None
    right, left = array_of(expected), array_of(got)
    theirs = array_of(mistaken) if isinstance(mistaken, Array) and mistaken.shape else None
    plain = Comparison(right, left, shown.answer_axes, theirs)
    if right.shape != left.shape or not right.size:
        return plain
    wrong = wrong_cells(left, right, shown.tolerance)
    return Comparison(right, left, shown.answer_axes, theirs, wrong, _gap(left, right))


def greatest(arrays: Iterable[Any]) -> float:
    """Return the greatest finite magnitude in all arrays: the end of their shared scale."""
    import numpy as np

    most = 0.0
    for array in arrays:
        size = np.abs(np.asarray(array))
        finite = size[np.isfinite(size)]
        most = max(most, float(finite.max())) if finite.size else most
    return most


def part_of(value: Value, mismatch: Mismatch | None) -> Value:
    """Return the part of a compound answer that the mismatch is about, if it is there."""
    if mismatch is None or not mismatch.part:
        return value
    for step in mismatch.part.split(", "):
        if isinstance(value, Mapping):
            value = value.items.get(mismatch.part, value.items.get(step))
        elif isinstance(value, Sequence):
            index = step.removeprefix("item ")  # a dict's key, which a student chose, may look so
            there = index.isdecimal() and int(index) < len(value.items)
            value = value.items[int(index)] if there else None
    return value


def yours_text(expected: Value, got: Value) -> str:
    """Return a student's answer as text; a float that looks like the expected int has its point."""
    text = "\n".join(clean(line) for line in value_text(got).splitlines())
    whole = isinstance(expected, int) and isinstance(number_of(got), float)
    return f"{text}.0" if whole and text == value_text(expected) else text


def _gap(left: Numbers, right: Numbers) -> Numbers:
    import numpy as np

    with np.errstate(all="ignore"):
        wide: Numbers = left.astype(complex) - right.astype(complex)
    real: Numbers = wide.real
    return wide if "c" in (left.dtype.kind, right.dtype.kind) else real
