"""Windows along an axis: where they start, and which cells they hold."""

from __future__ import annotations

from msgspec import Struct

from grader.figures.figure import Axis
from grader.figures.scope import MOST_CELLS

__all__ = ["NO_AXIS", "Steps", "axis"]

NO_AXIS = Axis(before=0, length=1, after=0, windows=((0,),))
"""The rows of what has only columns."""


class Steps(Struct, frozen=True):
    """How windows of `size` cells lie along an axis; `frame` is before and after the cells."""

    size: int
    stride: int = 1
    frame: tuple[int, int] = (0, 0)
    dilation: int = 1

    @property
    def span(self) -> int:
        """Return how many cells a window reaches over, the gaps among them."""
        return self.dilation * (self.size - 1) + 1

    def window(self, number: int) -> tuple[int, ...]:
        """Return the cells of one window, whether it fits or not."""
        return tuple(number * self.stride + tap * self.dilation for tap in range(self.size))


def axis(length: int, steps: Steps, most: int | None = None) -> Axis:
    """Return the windows that fit on `length` cells; at most `most`, where that is given."""
    before, after = steps.frame
    if min(length, before, after) < 0 or min(steps.size, steps.stride, steps.dilation) < 1:
        raise ValueError(f"no windows of {steps.size} cells, {steps.stride} apart, on {length}")
    total = before + length + after
    fitting = max(0, (total - steps.span) // steps.stride + 1)
    if max(total, fitting * steps.size) > MOST_CELLS:
        raise ValueError(f"{total} cells are too many to draw")
    if most is not None and most > fitting:
        raise ValueError(f"{most} windows where only {fitting} fit")
    count = fitting if most is None else most
    return Axis(before, length, after, tuple(map(steps.window, range(count))))
