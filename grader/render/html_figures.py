"""Figures as a page shows them; those to step through are made by the stepper."""

from __future__ import annotations

from typing import Any

from grader.checkers.numbers import plain
from grader.figures import Axis, Cover, Figure, Panels, Patches, Sliding, Stamping, Starts
from grader.render.comparison import Comparison, greatest
from grader.render.html_stepper import Stepper
from grader.render.html_table import Cell, Place, Table, shade, table
from grader.render.html_view import SceneView, View

__all__ = ["view"]


def view(figure: Figure, compared: Comparison | None, expected: Any) -> View:
    """Return a figure for the page; `expected` is the answer as an array, where it is one."""
    match figure:
        case Sliding():
            return Stepper(figure, compared, expected).sliding(figure)
        case Patches():
            return Stepper(figure, compared, expected).patches(figure)
        case Stamping():
            return Stepper(figure, compared, expected).stamping(figure)
        case Starts():
            return _starts(figure)
        case Cover():
            return _cover(figure)
        case Panels():
            return _panels(figure)


def _starts(figure: Starts) -> View:
    line = figure.line
    width = max(line.total, figure.dropped[-1] + 1)
    windows = [(f"window {at}", cells, "taken") for at, cells in enumerate(line.windows)]
    windows.append(("dropped", figure.dropped, "dropped"))
    rows = (
        tuple(_line_cell(line, at) for at in range(width)),
        *(tuple(_start_cell(cells, mark, at) for at in range(width)) for _, cells, mark in windows),
    )
    heads = tuple(str(at) if at < line.total else "" for at in range(width))
    sides = ("cells", *(name for name, _, _ in windows))
    return View(
        figure.title,
        (SceneView("", (Table("", rows, heads, sides),)),),
        says=figure.says,
        style="starts",
    )


def _line_cell(line: Axis, at: int) -> Cell:
    if at >= line.total:
        return Cell("", ("empty",))
    return Cell("0", ("frame",)) if line.in_frame(at) else Cell("")


def _start_cell(cells: tuple[int, ...], mark: str, at: int) -> Cell:
    if at in cells:
        return Cell("\u00d7" if mark == "dropped" else "\u25a0", (mark,))
    return Cell("\u00b7" if cells[0] < at < cells[-1] else "", ("empty",))


def _cover(figure: Cover) -> View:
    rows, columns = figure.rows, figure.columns
    scale = greatest([figure.counts.rows])

    def cell(number: Any, at: Place) -> Cell:
        outside = rows.in_frame(at[0]) or columns.in_frame(at[1])
        return Cell(plain(number), (shade(number, scale), *(("frame",) if outside else ())))

    made = table(
        "windows that cover each cell",
        figure.counts.rows,
        cell,
        before=(rows.before, columns.before),
        length=(rows.length, columns.length),
    )
    framed = rows.total > rows.length or columns.total > columns.length
    says = "The dashed cells are the frame, which is cut off." if framed else ""
    return View(figure.title, (SceneView("", (made,)),), says=says, style="cover")


def _panels(figure: Panels) -> View:
    scale = greatest(grid.rows for row in figure.rows for grid in row)

    def cell(number: Any, _: Place) -> Cell:
        return Cell(plain(number), (shade(number, scale),))

    scenes = tuple(
        SceneView("", tuple(table(grid.name, grid.rows, cell) for grid in row))
        for row in figure.rows
    )
    return View(figure.title, scenes, style="panels")
