"""Choices that Hypothesis makes, so that it can shrink them: the second reader of the vocabulary.

What each word of the vocabulary shrinks towards stands in its table there. An array is one span of
choices, which shrinks to zeros in one step; the numbers of its shape are drawn before it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from hypothesis.strategies import DrawFn, SearchStrategy
    from numpy.typing import NDArray

__all__ = ["ShrinkableDraw"]

T = TypeVar("T")

QUARTERS: Final = 12
"""Normal numbers are drawn as quarters from -3 to 3: a simple number shows a mistake as well."""


class ShrinkableDraw:
    """A `Draw` over the draw function that Hypothesis hands to a composite strategy.

    An array that makes it more than `most` numbers in all is a ValueError, before it is drawn.
    """

    def __init__(self, draw: DrawFn, most: float = math.inf) -> None:
        self._draw = draw
        self._left = most

    def integer(self, lo: int, hi: int) -> int:
        """Return a whole number, lo <= number <= hi."""
        return self._draw(_integers(lo, hi))

    def integers(self, lo: int, hi: int, shape: tuple[int, ...]) -> NDArray[np.int64]:
        """Return an int64 array of whole numbers, lo <= number <= hi."""
        import numpy as np

        self._take(math.prod(shape))
        numbers = self._draw(_many(lo, hi, math.prod(shape)))
        return np.array(numbers, dtype=np.int64).reshape(shape)

    def normal(self, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """Return a float64 array of multiples of 1/4 from -3 to 3."""
        return self.integers(-QUARTERS, QUARTERS, shape) / 4.0

    def choice(self, options: Sequence[T]) -> T:
        """Return one of the options; there is at least one."""
        return options[self.integer(0, len(options) - 1)]

    def permutation(self, size: int) -> NDArray[np.int64]:
        """Return 0..size-1 in some order."""
        import numpy as np
        from hypothesis import strategies

        self._take(size)
        return np.array(self._draw(strategies.permutations(range(size))), dtype=np.int64)

    def _take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise ValueError("a case of too many numbers")


@lru_cache(maxsize=256)
def _integers(lo: int, hi: int) -> SearchStrategy[int]:
    from hypothesis import strategies

    return strategies.integers(lo, hi)


@lru_cache(maxsize=256)
def _many(lo: int, hi: int, count: int) -> SearchStrategy[tuple[Any, ...]]:
    from hypothesis import strategies

    return strategies.tuples(*(_integers(lo, hi),) * count)
