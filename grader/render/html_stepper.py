"""Figures to step through: a window that slides, patches, stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count, product
from typing import Any, Final

from grader.checkers.numbers import plain
from grader.figures import Grid, Patches, Sliding, Stamping
from grader.render.comparison import Comparison
from grader.render.html_table import Cell, Place, Table, table
from grader.render.html_view import SceneView, Step, View

__all__ = ["Stepper"]

HUES: Final = 8


class Stepper:
    """Numbers cells while it lays out the tables of a figure with steps."""

    def __init__(
        self,
        figure: Sliding | Patches | Stamping,
        compared: Comparison | None,
        expected: Any,
    ) -> None:
        self._numbers = count()
        self._figure = figure
        self._compared = compared if compared is not None and compared.wrong is not None else None
        self._expected = expected
        self._otherwise = (
            "" if compared is None else f"; yours has the shape {compared.yours.shape}"
        )
        self._places = list(
            product(range(len(figure.rows.windows)), range(len(figure.columns.windows)))
        )

    def sliding(self, figure: Sliding) -> View:
        """Return a window on the input and its cell of the answer, starting at what is wrong."""
        scenes: list[SceneView] = []
        steps: list[Step] = []
        for number, scene in enumerate(figure.scenes):
            first = len(steps)
            inputs = [self._framed(one, "input") for one in scene.inputs]
            kernels = [self._still(one, "kernel") for one in scene.kernels]
            outputs = self._outputs(scene.index, first)
            scenes.append(self._scene(number, [*inputs, *kernels, *outputs]))
            for at, (i, j) in enumerate(self._places):
                where = f"cell {j}" if figure.ranks == 1 else f"row {i}, column {j}"
                steps.append(
                    Step(
                        scene=number,
                        on=_stepping(outputs, first + at),
                        window=self._window(inputs, i, j),
                        where=self._where(number, where),
                        work=scene.work[at] if scene.work else "",
                        told=self._told((*scene.index, *((i, j)[-figure.ranks :]))),
                    )
                )
        return View(
            figure.title,
            tuple(scenes),
            tuple(steps),
            self._first_wrong(len(self._places), figure.ranks),
            across=len(figure.columns.windows),
            hint="a cell of the answer",
        )

    def patches(self, figure: Patches) -> View:
        """Return a window on the input and its column of the matrix, in one colour."""
        scenes: list[SceneView] = []
        steps: list[Step] = []
        for number, scene in enumerate(figure.scenes):
            first = len(steps)
            inputs = [self._framed(one, "input") for one in scene.inputs]
            matrix = self._columns(Grid("columns", figure.matrices[number].rows), first)
            outputs = [matrix]
            if self._fits((*scene.index, *_shape(figure.matrices[number]))):
                outputs.append(self._columns_of_yours(scene.index, first))
            scenes.append(self._scene(number, [*inputs, *outputs]))
            for at, (i, j) in enumerate(self._places):
                steps.append(
                    Step(
                        scene=number,
                        on=_stepping(outputs, first + at),
                        window=self._window(inputs, i, j),
                        where=self._where(number, f"window {at}"),
                        work=f"the marked cells, row by row, are column {at} of the matrix",
                        hue=at % HUES,
                    )
                )
        across = len(figure.columns.windows)
        return View(figure.title, tuple(scenes), tuple(steps), across=across, hint="a column")

    def stamping(self, figure: Stamping) -> View:
        """Return a target that fills, stamp by stamp."""
        scenes: list[SceneView] = []
        steps: list[Step] = []
        for number, (scene, stamps) in enumerate(zip(figure.scenes, figure.stamps, strict=True)):
            first = len(steps)
            marks = {cell: first + at for at, stamp in enumerate(stamps) for cell in stamp.source}
            sources = [self._source(one, plane, marks) for plane, one in enumerate(scene.inputs)]
            kernels = [self._still(one, "kernel") for one in scene.kernels]
            target = self._framed(Grid("the sum so far", stamps[-1].target.rows), "target")
            outputs = self._still_outputs(scene.index)
            scenes.append(self._scene(number, [*sources, *kernels, target, *outputs]))
            for at, stamp in enumerate(stamps):
                texts = [plain(cell or 0) for row in stamp.target.rows for cell in row]
                steps.append(
                    Step(
                        scene=number,
                        on=_stepping(sources, first + at),
                        window=self._window([target], *stamp.window),
                        where=self._where(number, f"stamp {at + 1} of {len(stamps)}"),
                        work=f"{stamp.says}, added to the marked window",
                        texts=texts,
                    )
                )
        across = len(figure.columns.windows)
        hint = "a cell that stamps"
        return View(figure.title, tuple(scenes), tuple(steps), across=across, hint=hint)

    def _scene(self, number: int, tables: Sequence[Table]) -> SceneView:
        return SceneView(self._label(number), tuple(tables))

    def _label(self, number: int) -> str:
        index = self._figure.scenes[number].index
        pairs = zip(self._figure.names, index, strict=True)
        return ", ".join(f"{name}={at}" for name, at in pairs)

    def _where(self, number: int, where: str) -> str:
        return ", ".join(filter(None, (self._label(number), where)))

    def _cell(self, number: Any, _: Place, *classes: str, step: int | None = None) -> Cell:
        text = "" if number is None else plain(number)
        return Cell(text, classes, number=next(self._numbers), step=step)

    def _framed(self, grid: Grid, role: str) -> Table:
        rows, columns = self._figure.rows, self._figure.columns

        def cell(number: Any, at: Place) -> Cell:
            outside = rows.in_frame(at[0]) or columns.in_frame(at[1])
            return self._cell(number, at, *(("frame",) if outside else ()))

        made = table(
            grid.name or role,
            grid.rows,
            cell,
            before=(rows.before, columns.before),
            length=(rows.length, columns.length),
        )
        return replace(made, role=role)

    def _still(self, grid: Grid, role: str) -> Table:
        return replace(table(grid.name or role, grid.rows, self._cell), role=role)

    def _source(self, grid: Grid, plane: int, marks: dict[tuple[int, int, int], int]) -> Table:
        def cell(number: Any, at: Place) -> Cell:
            return self._cell(number, at, step=marks.get((plane, *at)))

        return replace(table(grid.name or "input", grid.rows, cell), role="source")

    def _columns(self, grid: Grid, first: int) -> Table:
        def cell(number: Any, at: Place) -> Cell:
            return self._cell(number, at, f"h{at[1] % HUES}", step=first + at[1])

        return replace(table(grid.name, grid.rows, cell), role="output")

    def _columns_of_yours(self, index: tuple[int, ...], first: int) -> Table:
        assert self._compared is not None
        yours, wrong = self._compared.yours[index], self._compared.wrong
        made = self._columns(Grid("yours", tuple(map(tuple, yours.tolist()))), first)
        assert wrong is not None
        rows = tuple(
            tuple(replace(cell, wrong=bool(wrong[(*index, i, j)])) for j, cell in enumerate(row))
            for i, row in enumerate(made.rows)
        )
        return replace(made, rows=rows)

    def _outputs(self, index: tuple[int, ...], first: int) -> list[Table]:
        """Return expected and yours, whose cells are steps; expected alone without yours."""
        across = len(self._figure.columns.windows)
        return self._planes(index, lambda at: first + at[0] * across + at[1])

    def _still_outputs(self, index: tuple[int, ...]) -> list[Table]:
        shape = (self._figure.rows.length, self._figure.columns.length)
        return self._planes(index, None) if self._fits((*index, *shape)) else []

    def _planes(self, index: tuple[int, ...], step_of: Any) -> list[Table]:
        import numpy as np

        compared = self._compared
        arrays = [("expected", self._expected)]
        if compared is not None:
            arrays.append(("yours", compared.yours))
        tables = []
        for name, array in arrays:
            if array is None:
                continue
            wrong = compared.wrong if compared is not None and name == "yours" else None
            marks = None if wrong is None else np.atleast_2d(wrong[index])

            def cell(number: Any, at: Place, marks: Any = marks) -> Cell:
                step = None if step_of is None else step_of(at)
                made = self._cell(number, at, step=step)
                return replace(made, wrong=marks is not None and bool(marks[at]))

            made = table(name, np.atleast_2d(array[index]).tolist(), cell)
            tables.append(replace(made, role="output"))
        return tables

    def _fits(self, last: tuple[int, ...]) -> bool:
        """Say whether the answer has planes of this shape, up to the index before it."""
        if self._compared is None or self._expected is None:
            return False
        shape = self._expected.shape
        ranks = 2
        inside = all(at < extent for at, extent in zip(last[:-ranks], shape, strict=False))
        return len(shape) == len(last) and shape[-ranks:] == last[-ranks:] and inside

    def _window(self, tables: Sequence[Table], i: int, j: int) -> list[int]:
        down = self._figure.rows.windows[i]
        across = self._figure.columns.windows[j]
        return [_number(one, a, b) for one in tables for a in down for b in across]

    def _told(self, index: tuple[int, ...]) -> str:
        if self._expected is None:
            return ""
        index = index if self._expected.ndim else ()
        expected = f"expected {plain(self._expected[index].item())}"
        compared = self._compared
        if compared is None or compared.wrong is None:
            return expected + self._otherwise
        verdict = "wrong" if compared.wrong[index] else "right"
        return f"{expected}, yours {plain(compared.yours[index].item())}: {verdict}"

    def _first_wrong(self, positions: int, ranks: int) -> int:
        first = None if self._compared is None else self._compared.first_wrong()
        if first is None:
            return 0
        i, j = (0, *first)[-2:] if ranks == 1 else first[-2:]
        leading = first[:-ranks]
        scene = next(n for n, one in enumerate(self._figure.scenes) if one.index == leading)
        return scene * positions + i * len(self._figure.columns.windows) + j


def _shape(grid: Grid) -> tuple[int, int]:
    return len(grid.rows), len(grid.rows[0])


def _number(made: Table, i: int, j: int) -> int:
    number = made.rows[i][j].number
    assert number is not None
    return number


def _stepping(tables: Sequence[Table], step: int) -> list[int]:
    """Return the cells that stand for a step."""
    cells = (cell for one in tables for row in one.rows for cell in row)
    return [cell.number for cell in cells if cell.step == step and cell.number is not None]
