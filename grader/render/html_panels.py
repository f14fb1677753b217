"""The panels of a page: expected, yours, the difference, what the named mistake gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from grader.checkers.numbers import plain
from grader.render.comparison import Comparison, greatest
from grader.render.grid import plane_label
from grader.render.html_table import Cell, Place, Table, shade, table

__all__ = ["PanelRow", "panel_rows"]

MOST_PLANES: Final = 6
MOST_SIDE: Final = 20


@dataclass(frozen=True)
class PanelRow:
    """One plane of the answer in its panels; `label` says which, where there are several."""

    label: str
    tables: tuple[Table, ...]


def panel_rows(compared: Comparison) -> tuple[tuple[PanelRow, ...], int]:
    """Return a row of panels a plane, those with something wrong, and how many are left out."""
    scale = _scale(compared)
    if compared.wrong is None:
        rows = tuple(
            PanelRow("", (_first_plane(name, array, scale),)) for name, array in _arrays(compared)
        )
        return (PanelRow("", tuple(row.tables[0] for row in rows)),), 0
    planes = compared.wrong_planes() or tuple(compared.planes())[:1]
    shown = planes[:MOST_PLANES]
    rows = tuple(_row(compared, index, scale) for index in shown)
    return rows, len(planes) - len(shown)


def _row(compared: Comparison, index: tuple[int, ...], scale: float) -> PanelRow:
    wrong = _plane(compared.wrong, index)
    tables = [
        _table(name, _plane(array, index), scale, None if name in _RIGHT else wrong)
        for name, array in _arrays(compared)
    ]
    return PanelRow(plane_label(index, compared.axes) if index else "", tuple(tables))


_RIGHT: Final = ("expected", "that mistake gives")


def _arrays(compared: Comparison) -> list[tuple[str, Any]]:
    arrays = [("expected", compared.expected), ("yours", compared.yours)]
    if compared.gap is not None:
        arrays.append(("yours \u2212 expected", compared.gap))
    mistaken = compared.mistaken
    if mistaken is not None and mistaken.shape == compared.yours.shape:
        arrays.append(("that mistake gives", mistaken))
    return arrays


def _scale(compared: Comparison) -> float:
    return greatest(array for _, array in _arrays(compared))


def _plane(array: Any, index: tuple[int, ...]) -> Any:
    import numpy as np

    return np.atleast_2d(array[index])


def _first_plane(name: str, array: Any, scale: float) -> Table:
    """Return the first plane of an array whose shape is not the expected one."""
    import numpy as np

    shape = "\u00d7".join(map(str, array.shape))
    if not array.size:
        return Table(f"{name}, shape {shape}", (), note="no cells")
    plane = np.atleast_2d(array)
    index = (0,) * (plane.ndim - 2)
    made = _table(f"{name}, shape {shape}", plane[index], scale, None)
    note = (
        f"only its plane {plane_label(index)}"
        if plane.ndim > 2 and plane[index].size < plane.size
        else ""
    )
    return Table(
        made.name, made.rows, made.heads, made.sides, " ".join(filter(None, (made.note, note)))
    )


def _table(name: str, plane: Any, scale: float, wrong: Any) -> Table:
    def cell(number: Any, at: Place) -> Cell:
        return Cell(plain(number), (shade(number, scale),), wrong is not None and bool(wrong[at]))

    made = table(name, plane[:MOST_SIDE, :MOST_SIDE].tolist(), cell)
    cut = plane.shape[0] > MOST_SIDE or plane.shape[1] > MOST_SIDE
    note = f"the first {MOST_SIDE} rows and columns of {plane.shape[0]}\u00d7{plane.shape[1]}"
    return Table(made.name, made.rows, made.heads, made.sides, note if cut else "")
