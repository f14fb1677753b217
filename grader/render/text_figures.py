"""Pictures for the terminal: the window that made the first wrong cell, the line of window starts.

image                 kernel
( 0)( 0)( 1)  0  0     1  0 -1
( 0)( 0)( 1)  0  0     2  0 -2
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from click import style

from grader.checkers.numbers import plain
from grader.figures import Axis, Figure, Grid, Sliding, Starts
from grader.render.comparison import Comparison
from grader.render.grid import Panel, beside
from grader.render.lines import broken

__all__ = ["figure_lines"]

MOST_ROWS: Final = 12
MOST_COLUMNS: Final = 14
MOST_PLANES: Final = 3
WINDOW: Final = 153
"""The background of a window's cells, of the terminal's 256 colours."""


def figure_lines(
    figures: Sequence[Figure], compared: Comparison | None, width: int
) -> Iterator[str]:
    """Yield the first window that went wrong, and a number line where there is one alone."""
    sliding = next((figure for figure in figures if isinstance(figure, Sliding)), None)
    first = None if compared is None else compared.first_wrong()
    if sliding is not None and first is not None and _is_small(sliding):
        yield from _window_lines(sliding, first, width)
    starts = [figure for figure in figures if isinstance(figure, Starts)]
    if len(starts) == 1 and len(starts[0].line.windows) < MOST_ROWS:
        yield from _starts_lines(starts[0], width)


def _is_small(figure: Sliding) -> bool:
    scene = figure.scenes[0]
    return (
        figure.rows.total <= MOST_ROWS
        and figure.columns.total <= MOST_COLUMNS
        and len(scene.inputs) <= MOST_PLANES
    )


def _window_lines(figure: Sliding, first: tuple[int, ...], width: int) -> Iterator[str]:
    leading = first[: -figure.ranks]
    i, j = (0, first[-1]) if figure.ranks == 1 else first[-2:]
    scene = next(scene for scene in figure.scenes if scene.index == leading)
    window = {(a, b) for a in figure.rows.windows[i] for b in figure.columns.windows[j]}
    panels = [(one.name, _input(one, figure, window)) for one in scene.inputs]
    panels += [(one.name, _rows(one)) for one in scene.kernels]
    at = f"({', '.join(map(str, first))})"
    yield f"the window of the first wrong cell, index {at}:"
    yield from beside(panels, width)
    if scene.work:
        work = scene.work[i * len(figure.columns.windows) + j]
        plain_work = work.replace(chr(0xB7), "*").replace(chr(0x2026), "...")
        yield from broken(f"there: {plain_work}", width)


def _input(grid: Grid, figure: Sliding, window: set[tuple[int, int]]) -> Panel:
    """Return an input with brackets around the window's cells; the frame is dots."""
    rows, columns = figure.rows, figure.columns
    texts = [
        [
            "." if rows.in_frame(i) or columns.in_frame(j) else plain(number or 0)
            for j, number in enumerate(row)
        ]
        for i, row in enumerate(grid.rows)
    ]
    wide = max(len(text) for row in texts for text in row)
    return [
        "".join(_marked(text.rjust(wide), marked=(i, j) in window) for j, text in enumerate(row))
        for i, row in enumerate(texts)
    ]


def _marked(text: str, *, marked: bool) -> str:
    return style(f"({text})", fg=16, bg=WINDOW) if marked else f" {text} "


def _rows(grid: Grid) -> Panel:
    texts = [[plain(number or 0) for number in row] for row in grid.rows]
    wide = max(len(text) for row in texts for text in row)
    return [" " + "  ".join(text.rjust(wide) for text in row) for row in texts]


def _starts_lines(figure: Starts, width: int) -> Iterator[str]:
    line = figure.line
    cells = [_line_cell(line, at) for at in range(line.total)]
    wide = max(len(cell) for cell in cells)
    label = len("window ") + len(str(len(line.windows)))
    if label + 2 + (figure.dropped[-1] + 1) * (wide + 1) > width:
        return
    yield from broken(f"{figure.title or 'windows'}: {figure.says}", width)
    yield _line("cells", [cell.rjust(wide) for cell in cells], label)
    for number, window in enumerate(line.windows):
        yield _line(f"window {number}", _cells_of(window, "#".rjust(wide), wide), label)
    yield _line("dropped", _cells_of(figure.dropped, "x".rjust(wide), wide), label)


def _line(name: str, cells: Sequence[str], label: int) -> str:
    return f"{name:{label}}  {' '.join(cells)}".rstrip()


def _line_cell(line: Axis, at: int) -> str:
    return "." if line.in_frame(at) else str(at - line.before)


def _cells_of(window: Sequence[int], mark: str, wide: int) -> list[str]:
    return [mark if at in window else " " * wide for at in range(window[-1] + 1)]
