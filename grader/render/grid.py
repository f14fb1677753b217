"""Small arrays as text: aligned columns, wrong cells marked, panels side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from click import style, unstyle

from grader.checkers.numbers import plain
from grader.values import Array, Mapping, Opaque, Value, array_of, room_of
from grader.values import Sequence as SequenceValue

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Panel", "beside", "cells", "plane_label", "value_text"]

MOST_ROWS: Final = 12
MOST_COLUMNS: Final = 12
GAP: Final = "   "
BLUES: Final = (195, 153, 117, 75)
ORANGES: Final = (230, 223, 216, 209)
BLACK: Final = 16
"""Of the terminal's 256 colours; black is readable on all of these, on light and dark screens."""

Panel = list[str]


def value_text(value: Value, axes: Sequence[str] = ()) -> str:
    """Return a value on one line where it fits, an array as its planes, row by row.

    `axes` are the names of an array's axes: they label its planes.
    """
    match value:
        case Array(shape=()):
            return plain(array_of(value)[()].item())
        case Array():
            return _array_text(value, axes)
        case SequenceValue():
            inner = ", ".join(value_text(item) for item in value.items[:MOST_COLUMNS])
            more = ", ..." if len(value.items) > MOST_COLUMNS else ""
            comma = "," if value.kind == "tuple" and len(value.items) == 1 else ""
            opening, closing = "[]" if value.kind == "list" else "()"
            return f"{opening}{inner}{more}{comma}{closing}"
        case Mapping():
            return "{" + ", ".join(f"{k}: {value_text(v)}" for k, v in value.items.items()) + "}"
        case Opaque():
            return f"<{value.type_name}>"
        case float():
            return plain(value)
        case str() if value.isprintable():
            return f"'{value}'"  # no repr: a student's text has been spelled out already
        case _:
            return repr(value)


def plane_label(index: Sequence[int], axes: Sequence[str] = ()) -> str:
    """Return what a plane of an array is: "N=0, C=1" where its axes have names, else [0, 1, :, :].

    `axes` are the names of all axes, the plane's own two among them.
    """
    names = axes[: len(index)]
    if len(axes) == len(index) + 2 and all(name.isidentifier() for name in names):
        return ", ".join(f"{name}={at}" for name, at in zip(names, index, strict=True))
    return f"[{', '.join(map(str, index))}, :, :]"


def _array_text(value: Array, axes: Sequence[str]) -> str:
    if room_of(value.shape) > MOST_ROWS * MOST_COLUMNS:  # an empty one may have endless rows
        return f"an array of shape {value.shape}"
    array = array_of(value)
    if array.ndim == 1:
        return "[" + " ".join(plain(item.item()) for item in array) + "]"
    return "\n".join(cells(array)) if array.ndim == 2 else _stacked(array, axes)


def _stacked(array: np.ndarray[Any, Any], axes: Sequence[str]) -> str:
    """Return an array of three dimensions or more as its planes, one after the other."""
    import numpy as np

    lines: list[str] = []
    for index in np.ndindex(*array.shape[:-2]):
        lines.append(plane_label(index, axes))
        lines += cells(array[index])
    return "\n".join(lines)


def cells(
    plane: np.ndarray[Any, Any], marked: np.ndarray[Any, Any] | None = None, scale: float = 0.0
) -> Panel:
    """Return a plane as lines of equal width; a marked cell is followed by `*`.

    With a scale, blue backgrounds are below 0 and orange ones above, the stronger the greater.
    """
    rows, columns = min(plane.shape[0], MOST_ROWS), min(plane.shape[1], MOST_COLUMNS)
    texts = [[plain(plane[i, j].item()) for j in range(columns)] for i in range(rows)]
    width = max((len(text) for row in texts for text in row), default=0)
    lines = []
    for i, row in enumerate(texts):
        tinted = [
            _tinted(text.rjust(width), plane[i, j].item(), scale) for j, text in enumerate(row)
        ]
        if marked is not None:
            tinted = [text + ("*" if marked[i, j] else " ") for j, text in enumerate(tinted)]
        lines.append(f"[{' '.join(tinted)}]")
    return lines + (["..."] if rows < plane.shape[0] else [])


def _tinted(text: str, number: complex, scale: float) -> str:
    size = abs(number)
    if not scale or not size or not math.isfinite(size):
        return text
    level = min(len(BLUES), max(1, round(len(BLUES) * size / scale)))
    below = complex(number).real < 0
    return style(text, fg=BLACK, bg=(BLUES if below else ORANGES)[level - 1])


def beside(panels: Sequence[tuple[str, Panel]], width: int) -> list[str]:
    """Return titled panels next to one another, or below one another where too wide."""
    blocks = [[title, *lines] for title, lines in panels]
    widths = [max(map(_seen, block)) for block in blocks]
    if sum(widths) + len(GAP) * (len(blocks) - 1) > width:
        return [line for block in blocks for line in (*block, "")][:-1]
    height = max(map(len, blocks))
    padded = [block + [""] * (height - len(block)) for block in blocks]
    return [
        GAP.join(
            line + " " * (w - _seen(line)) for line, w in zip(row, widths, strict=True)
        ).rstrip()
        for row in zip(*padded, strict=True)
    ]


def _seen(line: str) -> int:
    """Return how many characters of a line are seen: colours are not."""
    return len(unstyle(line))
