"""Tables of numbers for a page: what each cell says, its place on the scale, its marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from grader.checkers.numbers import plain

__all__ = ["LEVELS", "Cell", "Place", "Table", "shade", "table"]

LEVELS: Final = 5
"""Shades on either side of 0."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """One cell: its text, its classes, what marks it for those who see no colour.

    `number` names it within its figure; `step` is where the figure goes when it is pointed at.
    """

    text: str
    classes: tuple[str, ...] = ()
    wrong: bool = False
    number: int | None = None
    step: int | None = None


@dataclass(frozen=True)
class Table:
    """A titled table; `heads` are the labels of its columns, `sides` those of its rows."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    heads: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    note: str = ""
    role: str = ""


def table(
    name: str,
    numbers: Sequence[Sequence[Any]],
    make: Callable[[Any, Place], Cell] | None = None,
    *,
    before: Place = (0, 0),
    length: Place | None = None,
) -> Table:
    """Return numbers as a table; `make` makes a cell of a number and its place.

    Labels count from `before`, so that a frame has none; `length` is how many have one.
    """
    made = make or _plain_cell
    rows = tuple(
        tuple(made(number, (i, j)) for j, number in enumerate(row)) for i, row in enumerate(numbers)
    )
    height, width = len(rows), len(rows[0]) if rows else 0
    tall, wide = length or (height, width)
    return Table(
        name,
        rows,
        _labels(width, before[1], wide),
        _labels(height, before[0], tall),
    )


def shade(number: Any, scale: float) -> str:
    """Return the class of a number's colour: n5 .. n1, z, p1 .. p5; "odd" for what has none."""
    if number is None:
        return "z"
    size = abs(number)
    if not math.isfinite(size):
        return "odd"
    if not size or not scale:
        return "z"
    level = min(LEVELS, max(1, round(LEVELS * size / scale)))
    real = number.real if isinstance(number, complex) else number
    return f"{'n' if real < 0 else 'p'}{level}"


def _plain_cell(number: Any, _: Place) -> Cell:
    return Cell("" if number is None else plain(number))


def _labels(count: int, before: int, length: int) -> tuple[str, ...]:
    return tuple(str(at - before) if before <= at < before + length else "" for at in range(count))
