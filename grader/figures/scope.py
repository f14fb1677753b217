"""The expressions of a picture, evaluated over the inputs of one case."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence as SequenceOf
from typing import TYPE_CHECKING, Any, Final

from grader.cases.expression import run
from grader.cases.vocabulary import PYTHON
from grader.figures.figure import Grid
from grader.picture import Formula
from grader.values import Array, Mapping, Sequence, Value, array_of

if TYPE_CHECKING:
    import numpy as np

__all__ = ["MOST_CELLS", "MOST_PLANES", "Scope", "grid", "named"]

MOST_CELLS: Final = 400
"""The most cells of one grid: beyond that nobody sees anything."""
MOST_PLANES: Final = 8
LONGEST_LABEL: Final = 24


class Scope:
    """The names that a picture's expressions may use: parameters and the names of `each`."""

    def __init__(
        self, names: MappingOf[str, object], index: MappingOf[str, int] | None = None
    ) -> None:
        self._names = names
        self._index = index or {}

    @classmethod
    def of_inputs(cls, inputs: MappingOf[str, Value]) -> Scope:
        """Return the scope of one case's inputs."""
        return cls({**PYTHON, **{name: _thing(value) for name, value in inputs.items()}})

    def with_index(self, index: MappingOf[str, int]) -> Scope:
        """Return the scope in which the names of `each` have these values."""
        return Scope({**self._names, **index}, index)

    def label(self, formula: Formula | None) -> str:
        """Return a formula as a reader sees it, with the numbers of this index: x[0] for x[n]."""
        if not isinstance(formula, str) or len(formula) > LONGEST_LABEL:
            return ""
        return re.sub(r"\w+", lambda word: str(self._index.get(word[0], word[0])), formula)

    def value(self, formula: Formula | None) -> Any:
        """Return what a formula stands for; ValueError says why it stands for nothing."""
        if isinstance(formula, str):
            return run(formula, self._names)
        if isinstance(formula, list):
            return [self.value(part) for part in formula]
        return formula

    def number(self, formula: Formula) -> int:
        """Return a whole number."""
        return _whole(self.value(formula), formula)

    def real(self, formula: Formula | None) -> float | None:
        """Return a real number, or None where the formula stands for nothing."""
        value = self.value(formula)
        if value is None:
            return None
        try:
            return float(value)
        except TypeError:
            raise ValueError(f"{formula!r} is no number") from None

    def numbers(self, formula: Formula, count: int) -> tuple[int, ...]:
        """Return `count` whole numbers: one number stands for all of them."""
        value = self.value(formula)
        if not isinstance(value, (list, tuple)):
            return (_whole(value, formula),) * count
        if len(value) != count:
            raise ValueError(f"{formula!r} gives {len(value)} numbers where {count} are needed")
        return tuple(_whole(part, formula) for part in value)

    def frame(self, formula: Formula, count: int) -> tuple[tuple[int, int], ...]:
        """Return (before, after) for each of `count` axes."""
        value = self.value(formula)
        parts = value if isinstance(value, (list, tuple)) else (value,) * count
        if len(parts) != count:
            raise ValueError(f"{formula!r} is no padding for {count} axes")
        return tuple(_before_and_after(part, formula) for part in parts)

    def array(self, formula: Formula) -> np.ndarray[Any, Any]:
        """Return an array of real numbers."""
        import numpy as np

        array = np.asarray(self.value(formula))
        if array.dtype.kind not in "biuf":
            raise ValueError(f"{formula!r} is no array of numbers")
        return array


def grid(name: str, plane: np.ndarray[Any, Any]) -> Grid:
    """Return a plane as a grid; ValueError where it is too large to look at."""
    if plane.ndim != 2 or plane.size > MOST_CELLS:
        raise ValueError(f"an array of shape {plane.shape} is no plane to draw")
    return Grid(name, tuple(tuple(row) for row in plane.tolist()))


def named(planes: SequenceOf[Grid], label: str, noun: str) -> tuple[Grid, ...]:
    """Return the planes of one array under its label, numbered where there are several."""
    if len(planes) == 1:
        return (Grid(label, planes[0].rows),)
    return tuple(
        Grid(f"{label}, {noun} {number}" if label else f"{noun} {number}", plane.rows)
        for number, plane in enumerate(planes)
    )


def _before_and_after(part: object, formula: Formula) -> tuple[int, int]:
    if isinstance(part, (list, tuple)) and len(part) == 2:
        return _whole(part[0], formula), _whole(part[1], formula)
    return (_whole(part, formula),) * 2


def _whole(value: object, formula: Formula) -> int:
    import numpy as np

    if isinstance(value, (int, np.integer)):
        return int(value)
    raise ValueError(f"{formula!r} gives {value!r} where a whole number is needed")


def _thing(value: Value) -> object:
    """Return a value as expressions see it: tensors as NumPy arrays, torch is not needed."""
    match value:
        case Array(shape=()):
            return array_of(value)[()].item()
        case Array():
            return array_of(value)
        case Sequence(kind="list"):
            return [_thing(item) for item in value.items]
        case Sequence():
            return tuple(_thing(item) for item in value.items)
        case Mapping():
            return {name: _thing(item) for name, item in value.items.items()}
        case _:
            return value
