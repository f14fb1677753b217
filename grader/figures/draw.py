"""From a picture to its figure, over the inputs of one case.

A picture that cannot be drawn for these inputs (too large, or of another shape than this answer)
is left out: it is there to help, and what is missing is said by the numbers anyway.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, Final, assert_never

from grader.figures.figure import (
    Axis,
    Cover,
    Figure,
    Grid,
    Panels,
    Patches,
    Scene,
    Sliding,
    Starts,
)
from grader.figures.geometry import NO_AXIS, Steps, axis
from grader.figures.scope import MOST_CELLS, MOST_PLANES, Scope, grid, named
from grader.figures.stamping import stamping
from grader.figures.work import written_out
from grader.picture import (
    CoverPicture,
    PanelsPicture,
    PatchesPicture,
    Picture,
    StampPicture,
    StartsPicture,
    WindowPicture,
)
from grader.values import Array, Value

if TYPE_CHECKING:
    import numpy as np

__all__ = ["drawn", "figures_of", "undrawable"]

MOST_SCENES: Final = 16


def figures_of(
    pictures: Sequence[Picture], inputs: Mapping[str, Value], answer: Value = None
) -> tuple[Figure, ...]:
    """Return the figures that can be drawn for a case with this answer."""
    return tuple(
        figure
        for picture in pictures
        for figure in _possible(picture, inputs)
        if _fits(figure, answer)
    )


def drawn(picture: Picture, inputs: Mapping[str, Value]) -> tuple[Figure, ...]:
    """Return the figures of one picture; ValueError says why there are none."""
    scope = Scope.of_inputs(inputs)
    match picture:
        case WindowPicture():
            return (_sliding(picture, scope),)
        case PatchesPicture():
            return (_patches(picture, scope),)
        case StampPicture():
            return (stamping(picture, _scopes(picture, scope)),)
        case StartsPicture():
            return tuple(_starts(picture, inner, index) for index, inner in _scopes(picture, scope))
        case CoverPicture():
            return (_cover(picture, scope),)
        case PanelsPicture():
            return (_panels(picture, scope),)
        case _:
            assert_never(picture)


def undrawable(picture: Picture, inputs: Mapping[str, Value], answer: Value) -> str:
    """Return why a picture is left out of a case with this answer; nothing where it is drawn."""
    try:
        figures = drawn(picture, inputs)
    except ValueError as error:
        return str(error)
    fits = all(_fits(figure, answer) for figure in figures)
    return "" if fits else "the positions of its window are not the answer's cells"


def _possible(picture: Picture, inputs: Mapping[str, Value]) -> tuple[Figure, ...]:
    try:
        return drawn(picture, inputs)
    except ValueError:
        return ()


def _fits(figure: Figure, answer: Value) -> bool:
    """Say whether a figure's positions are the cells of this answer."""
    if not isinstance(figure, Sliding):
        return True
    if not isinstance(answer, Array):
        return isinstance(answer, (int, float)) and math.prod(figure.shape) == 1
    return answer.shape == figure.shape or (not answer.shape and math.prod(figure.shape) == 1)


def _scopes(picture: Picture, scope: Scope) -> Iterator[tuple[tuple[int, ...], Scope]]:
    """Yield every combination of the values that the names of `each` take."""
    counts = [scope.number(formula) for formula in picture.each.values()]
    scenes = list(product(*(range(count) for count in counts)))
    if len(scenes) > MOST_SCENES:
        raise ValueError(f"{len(scenes)} pictures are too many")
    for index in scenes:
        yield index, scope.with_index(dict(zip(picture.each, index, strict=True)))


def _sliding(picture: WindowPicture, scope: Scope) -> Sliding:
    scenes: list[Scene] = []
    found: tuple[Axis, Axis, int] | None = None
    for index, inner in _scopes(picture, scope):
        array = inner.array(picture.input)
        kernel = None if picture.kernel is None else inner.array(picture.kernel)
        ranks, size = _window(inner, picture, array, kernel)
        rows, columns = _axes(inner, picture, array.shape, size)
        if found not in (None, (rows, columns, ranks)):
            raise ValueError("the windows of one picture are not all alike")
        found = rows, columns, ranks
        outside = inner.value(picture.outside)
        inputs = _planes(array, ranks, rows, columns, outside)
        kernels = () if kernel is None else _kernel_planes(kernel, len(inputs), size)
        scenes.append(
            Scene(
                index=index,
                inputs=named(inputs, inner.label(picture.input), picture.planes),
                kernels=named(kernels, inner.label(picture.kernel), picture.planes),
                work=written_out(picture, inner, inputs, kernels, (rows, columns)),
            )
        )
    if found is None:
        raise ValueError("nothing to draw")
    return Sliding(picture.title, tuple(picture.each), tuple(scenes), *found)


def _patches(picture: PatchesPicture, scope: Scope) -> Patches:
    scenes: list[Scene] = []
    matrices: list[Grid] = []
    found: tuple[Axis, Axis] | None = None
    for index, inner in _scopes(picture, scope):
        array = inner.array(picture.input)
        ranks, size = _window(inner, picture, array, None)
        found = rows, columns = _axes(inner, picture, array.shape, size)
        inputs = _planes(array, ranks, rows, columns, 0)
        matrices.append(_matrix(inputs, rows, columns))
        scenes.append(Scene(index, named(inputs, inner.label(picture.input), picture.planes)))
    if found is None:
        raise ValueError("nothing to draw")
    return Patches(
        picture.title, tuple(picture.each), tuple(scenes), tuple(matrices), found[0], found[1]
    )


def _matrix(planes: Sequence[Grid], rows: Axis, columns: Axis) -> Grid:
    """Return the matrix with a column a window: plane by plane, row by row within it."""
    import numpy as np

    made = [
        [plane.rows[i][j] for plane in planes for i in down for j in across]
        for down, across in product(rows.windows, columns.windows)
    ]
    if not made:
        raise ValueError("no window fits")
    return grid("", np.array(made, dtype=float).T)


def _starts(picture: StartsPicture, scope: Scope, index: tuple[int, ...]) -> Starts:
    (frame,) = scope.frame(picture.padding, 1)
    steps = Steps(
        scope.number(picture.window),
        scope.number(picture.stride),
        frame,
        scope.number(picture.dilation),
    )
    line = axis(scope.number(picture.length), steps)
    count = len(line.windows)
    dropped = steps.window(count)
    at = ", ".join(f"{name} {at}" for name, at in zip(picture.each, index, strict=True))
    over = dropped[-1] + 1 - line.total
    says = (
        f"{count} {'window fits' if count == 1 else 'windows fit'}; "
        f"the next would start at {dropped[0]} and stick out by {over}"
    )
    return Starts(", ".join(filter(None, (picture.title, at))), says, line, dropped)


def _cover(picture: CoverPicture, scope: Scope) -> Cover:
    import numpy as np

    shape = scope.numbers(picture.target, 2)
    rows, columns = _axes(scope, picture, shape, scope.numbers(picture.size, 2))
    counts = np.zeros((rows.total, columns.total), int)
    for down, across in product(rows.windows, columns.windows):
        counts[np.ix_(down, across)] += 1
    return Cover(picture.title, grid("", counts), rows, columns)


def _panels(picture: PanelsPicture, scope: Scope) -> Panels:
    import numpy as np

    rows = tuple(
        tuple(grid(name, np.atleast_2d(scope.array(entry))) for name, entry in row.items())
        for row in picture.rows
    )
    return Panels(picture.title, rows)


def _window(
    scope: Scope,
    picture: WindowPicture | PatchesPicture,
    array: np.ndarray[Any, Any],
    kernel: np.ndarray[Any, Any] | None,
) -> tuple[int, tuple[int, ...]]:
    """Return over how many axes a window slides, and its size along them."""
    if picture.size is not None:
        value = scope.value(picture.size)
        ranks = len(value) if isinstance(value, (list, tuple)) else min(2, array.ndim)
        return ranks, scope.numbers(picture.size, ranks)
    if kernel is None:
        raise ValueError("a window needs a kernel or a size")
    ranks = min(2, array.ndim, kernel.ndim)
    return ranks, tuple(kernel.shape[-ranks:])


def _axes(
    scope: Scope,
    picture: WindowPicture | PatchesPicture | CoverPicture,
    shape: tuple[int, ...],
    size: tuple[int, ...],
) -> tuple[Axis, Axis]:
    """Return the windows along rows and columns; those along rows of what has none are one."""
    ranks = len(size)
    if not 1 <= ranks <= min(2, len(shape)):
        raise ValueError(f"a window of size {size} does not slide over an array of shape {shape}")
    strides = scope.numbers(picture.stride, ranks)
    frames = scope.frame(picture.padding, ranks)
    gaps = scope.numbers(picture.dilation, ranks)
    output = picture.output if isinstance(picture, WindowPicture) else None
    most = (None,) * ranks if output is None else scope.numbers(output, ranks)
    lengths = shape[-ranks:]
    made = [
        axis(lengths[n], Steps(size[n], strides[n], frames[n], gaps[n]), most[n])
        for n in range(ranks)
    ]
    rows, columns = made if ranks == 2 else (NO_AXIS, made[0])
    positions = len(rows.windows) * len(columns.windows)
    if not 0 < positions <= MOST_CELLS:
        raise ValueError(f"{positions} positions are none, or too many to step through")
    return rows, columns


def _planes(
    array: np.ndarray[Any, Any], ranks: int, rows: Axis, columns: Axis, outside: object
) -> tuple[Grid, ...]:
    """Return the planes of an input, each with its frame."""
    stack = array.reshape(-1, *(array.shape[-2:] if ranks == 2 else (1, array.shape[-1])))
    if not 0 < len(stack) <= MOST_PLANES:
        raise ValueError(f"{len(stack)} planes are none, or too many to draw")
    return tuple(_framed(plane, rows, columns, outside) for plane in stack)


def _framed(plane: np.ndarray[Any, Any], rows: Axis, columns: Axis, outside: object) -> Grid:
    if rows.total * columns.total > MOST_CELLS:
        raise ValueError("too many cells to draw")
    edge = outside if isinstance(outside, (int, float)) else None
    numbers = plane.tolist()
    return Grid(
        "",
        tuple(
            tuple(
                edge
                if rows.in_frame(i) or columns.in_frame(j)
                else numbers[i - rows.before][j - columns.before]
                for j in range(columns.total)
            )
            for i in range(rows.total)
        ),
    )


def _kernel_planes(
    kernel: np.ndarray[Any, Any], count: int, size: tuple[int, ...]
) -> tuple[Grid, ...]:
    stack = kernel.reshape(-1, *((1,) * (2 - len(size))), *size)
    if len(stack) not in (1, count):
        raise ValueError(f"{len(stack)} kernels for {count} planes")
    return tuple(grid("", plane) for plane in stack)
