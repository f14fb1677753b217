"""A target that is filled stamp by stamp."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from grader.figures.figure import Axis, Grid, Scene, Stamp, Stamping
from grader.figures.geometry import Steps, axis
from grader.figures.scope import MOST_CELLS, MOST_PLANES, Scope, grid, named
from grader.figures.work import term
from grader.picture import StampPicture

if TYPE_CHECKING:
    import numpy as np

__all__ = ["stamping"]


def stamping(picture: StampPicture, scopes: Iterable[tuple[tuple[int, ...], Scope]]) -> Stamping:
    """Return the stamps of every scene; ValueError where they do not fit one another."""
    scenes: list[Scene] = []
    rows_of_stamps: list[tuple[Stamp, ...]] = []
    found: tuple[Axis, Axis] | None = None
    for index, scope in scopes:
        inputs, kernels, prints = _prints(picture, scope)
        size = prints[0][1].shape
        found = rows, columns = _axes(picture, scope, size)
        places = list(product(range(len(rows.windows)), range(len(columns.windows))))
        last = prints[-1][0][0][1:]
        fits = len(prints) == len(places) if picture.columns is not None else last == places[-1]
        if not fits or len(prints) > MOST_CELLS:
            raise ValueError(f"{len(prints)} stamps do not fit {len(places)} windows")
        scenes.append(Scene(index, inputs, kernels))
        rows_of_stamps.append(tuple(_stamps(prints, places, rows, columns)))
    if found is None:
        raise ValueError("nothing to draw")
    return Stamping(
        picture.title,
        tuple(picture.each),
        tuple(scenes),
        tuple(rows_of_stamps),
        found[0],
        found[1],
    )


_Print = tuple[tuple[tuple[int, int, int], ...], Any, str]
"""Which cells stamp, what they add to their window, and what that is called."""


def _prints(
    picture: StampPicture, scope: Scope
) -> tuple[tuple[Grid, ...], tuple[Grid, ...], list[_Print]]:
    if picture.columns is not None and picture.size is not None:
        return _columns(scope.array(picture.columns), scope.numbers(picture.size, 2))
    if picture.input is None or picture.kernel is None:
        raise ValueError("a stamp needs an input and a kernel, or columns and a size")
    source, kernel = scope.array(picture.input), scope.array(picture.kernel)
    cells = source.reshape(-1, *source.shape[-2:])
    kernels = kernel.reshape(-1, *kernel.shape[-2:])
    if not 0 < len(cells) <= MOST_PLANES or len(kernels) not in (1, len(cells)) or not cells.size:
        raise ValueError(f"{len(kernels)} kernels for {len(cells)} planes")
    prints: list[_Print] = []
    for plane, i, j in product(*map(range, cells.shape)):
        cell, stamp = cells[plane, i, j].item(), kernels[plane % len(kernels)]
        prints.append((((plane, i, j),), cell * stamp, f"{term(cell)} \u00b7 kernel"))
    inputs = named([grid("", plane) for plane in cells], scope.label(picture.input), picture.planes)
    stamps = named(
        [grid("", plane) for plane in kernels], scope.label(picture.kernel), picture.planes
    )
    return inputs, stamps, prints


def _columns(
    matrix: np.ndarray[Any, Any], size: Sequence[int]
) -> tuple[tuple[Grid, ...], tuple[Grid, ...], list[_Print]]:
    if matrix.ndim != 2 or not matrix.size:
        raise ValueError(f"columns of shape {matrix.shape}")
    prints: list[_Print] = [
        (
            tuple((0, row, number) for row in range(len(matrix))),
            matrix[:, number].reshape(tuple(size)),
            f"column {number}",
        )
        for number in range(matrix.shape[1])
    ]
    return (grid("", matrix),), (), prints


def _axes(picture: StampPicture, scope: Scope, size: Sequence[int]) -> tuple[Axis, Axis]:
    lengths = scope.numbers(picture.target, 2)
    strides = scope.numbers(picture.stride, 2)
    frames = scope.frame(picture.padding, 2)
    gaps = scope.numbers(picture.dilation, 2)
    rows, columns = (
        axis(lengths[n], Steps(size[n], strides[n], frames[n], gaps[n])) for n in range(2)
    )
    if not rows.windows or not columns.windows:
        raise ValueError("no window fits")
    return rows, columns


def _stamps(
    prints: Sequence[_Print], places: Sequence[tuple[int, int]], rows: Axis, columns: Axis
) -> Iterator[Stamp]:
    import numpy as np

    target = np.zeros((rows.total, columns.total))
    for number, (source, added, says) in enumerate(prints):
        place = places[number % len(places)]
        target[np.ix_(rows.windows[place[0]], columns.windows[place[1]])] += added
        yield Stamp(source, place, says, grid("", target))
