"""What an expression can draw and build: the names that `let`, `inputs` and `cases` may use.

    Draw (protocol)      where the choices come from
    ├── SeededDraw       a NumPy generator: the same seed, the same cases
    └── ShrinkableDraw   (in shrinkable.py) Hypothesis, which shrinks a failing case

    word                       gives                             shrinks towards
    integers(lo, hi)           a whole number, ends included     0, or the end next to it
    booleans()                 False or True                     False
    choice([a, b, ...])        one of these                      a
    small_integers(*shape)     float64 array of -4..4            zeros
    nonzero_integers(*shape)   the same without 0                ones
    halves(*shape)             multiples of 1/2 in -4..4         zeros
    multiples(k, *shape)       k times small integers            zeros
    permutation(*shape)        0, 1, 2, ... shuffled             0, 1, 2, ... in order
    normal(*shape)             standard normal                   zeros

    zeros, ones(*shape)        constant
    full(value, *shape)        constant
    arange(*shape)             0, 1, 2, ... reshaped
    delta(*shape, at=None)     a single 1; by default at the last index, off the centre
    min max abs sum len range int float round tuple list zip     as in Python

Arrays shrink to small ones since the numbers of their shapes are drawn first. Every array is
float64. NumPy is imported where the first one is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from grader.cases.expression import check_syntax, free_names, run

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

__all__ = [
    "RANDOM",
    "VOCABULARY",
    "Draw",
    "SeededDraw",
    "check_syntax",
    "evaluate",
    "free_names",
    "names",
]

T = TypeVar("T")

MAX_SIZE: Final = 10_000_000
"""The most numbers that one array may hold."""

PYTHON: Final[dict[str, Callable[..., object]]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "sum": sum,
    "len": len,
    "range": range,
    "int": int,
    "float": float,
    "round": round,
    "tuple": tuple,
    "list": list,
    "zip": zip,
}
_NONZERO: Final = (1, -1, 2, -2, 3, -3, 4, -4)  # simplest first: draws shrink to the front


class Draw(Protocol):
    """Where an expression's choices come from; smaller numbers are the simpler ones."""

    def integer(self, lo: int, hi: int) -> int:
        """Return a whole number, lo <= number <= hi."""

    def integers(self, lo: int, hi: int, shape: tuple[int, ...]) -> NDArray[np.int64]:
        """Return an int64 array of whole numbers, lo <= number <= hi."""

    def normal(self, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """Return a float64 array, standard normal."""

    def choice(self, options: Sequence[T]) -> T:
        """Return one of the options; there is at least one."""

    def permutation(self, size: int) -> NDArray[np.int64]:
        """Return 0..size-1 in some order."""


class SeededDraw:
    """Choices from NumPy's PCG64: the same seed gives the same choices."""

    def __init__(self, seed: int) -> None:
        import numpy as np

        self._generator = np.random.Generator(np.random.PCG64(seed))

    def integer(self, lo: int, hi: int) -> int:
        """Return a whole number, lo <= number <= hi."""
        return int(self._generator.integers(lo, hi, endpoint=True))

    def integers(self, lo: int, hi: int, shape: tuple[int, ...]) -> NDArray[np.int64]:
        """Return an int64 array of whole numbers, lo <= number <= hi."""
        return self._generator.integers(lo, hi, size=shape, endpoint=True)

    def normal(self, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """Return a float64 array, standard normal."""
        return self._generator.standard_normal(shape)

    def choice(self, options: Sequence[T]) -> T:
        """Return one of the options; there is at least one."""
        return options[self.integer(0, len(options) - 1)]

    def permutation(self, size: int) -> NDArray[np.int64]:
        """Return 0..size-1 in some order."""
        return self._generator.permutation(size)


def names(draw: Draw) -> dict[str, Callable[..., Any]]:
    """Return the functions an expression may call, drawing from `draw`."""
    words = _Words(draw)
    drawn = {name: getattr(words, name) for name in _WORDS}
    return {**PYTHON, **drawn}


def evaluate(expression: str, scope: Mapping[str, object], draw: Draw) -> object:
    """Return what an expression yields; names in scope win over the vocabulary.

    Raises ValueError with the expression and the reason.
    """
    return run(expression, {**names(draw), **scope})


class _Words:
    """The vocabulary's own functions, over one source of choices."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def integers(self, lo: int, hi: int) -> int:
        """Return a whole number, both ends included."""
        _whole("integers", lo, hi)
        if lo > hi:
            raise ValueError(f"integers({lo}, {hi}): the low end is above the high end")
        return self._draw.integer(int(lo), int(hi))

    def booleans(self) -> bool:
        """Return False or True."""
        return self._draw.integer(0, 1) == 1

    def choice(self, options: Sequence[object]) -> object:
        """Return one of the options."""
        if not isinstance(options, (list, tuple, range)) or not options:
            raise ValueError("choice([a, b, ...]) wants a list with something in it")
        return self._draw.choice(options)

    def small_integers(self, *shape: int) -> Numbers:
        """Return an array of whole numbers in -4..4."""
        return self._whole_numbers("small_integers", 4, shape)

    def nonzero_integers(self, *shape: int) -> Numbers:
        """Return an array of whole numbers in -4..4 without 0."""
        import numpy as np

        picks = self._draw.integers(0, len(_NONZERO) - 1, _shape("nonzero_integers", shape))
        return np.asarray(np.array(_NONZERO, dtype=np.float64)[picks])

    def halves(self, *shape: int) -> Numbers:
        """Return an array of multiples of 1/2 in -4..4."""
        numbers = self._whole_numbers("halves", 8, shape)
        numbers /= 2
        return numbers

    def multiples(self, factor: float, *shape: int) -> Numbers:
        """Return `factor` times small integers."""
        numbers = self._whole_numbers("multiples", 4, shape)
        numbers *= float(factor)
        return numbers

    def _whole_numbers(self, name: str, most: int, shape: tuple[int, ...]) -> Numbers:
        """Return a float64 array of whole numbers in -most..most; 0-d ones are arrays too."""
        import numpy as np

        return np.asarray(self._draw.integers(-most, most, _shape(name, shape)), dtype=np.float64)

    def permutation(self, *shape: int) -> Numbers:
        """Return 0, 1, 2, ... shuffled, in this shape."""
        checked = _shape("permutation", shape)
        return self._draw.permutation(math.prod(checked)).astype("float64").reshape(checked)

    def normal(self, *shape: int) -> Numbers:
        """Return standard normal numbers."""
        return self._draw.normal(_shape("normal", shape))

    def zeros(self, *shape: int) -> Numbers:
        """Return an array of zeros."""
        return self.full(0.0, *shape)

    def ones(self, *shape: int) -> Numbers:
        """Return an array of ones."""
        return self.full(1.0, *shape)

    def full(self, value: float, *shape: int) -> Numbers:
        """Return an array that holds one value everywhere."""
        import numpy as np

        return np.full(_shape("full", shape), float(value))

    def arange(self, *shape: int) -> Numbers:
        """Return 0, 1, 2, ... in this shape."""
        import numpy as np

        checked = _shape("arange", shape)
        return np.arange(math.prod(checked), dtype=np.float64).reshape(checked)

    def delta(self, *shape: int, at: Sequence[int] | int | None = None) -> Numbers:
        """Return zeros with a single 1, by default at the last index."""
        spot = self.zeros(*shape)
        index = (-1,) * spot.ndim if at is None else (at,) if isinstance(at, int) else tuple(at)
        if len(index) != spot.ndim:
            raise ValueError(f"delta: at={at} does not name one place in shape {spot.shape}")
        spot[index] = 1.0
        return spot


_WORDS: Final = tuple(name for name in vars(_Words) if not name.startswith("_"))

VOCABULARY: Final = frozenset(_WORDS) | PYTHON.keys()
"""Every name an expression may call."""

RANDOM: Final = frozenset(_WORDS) - {"arange", "delta", "full", "ones", "zeros"}
"""The names that draw; the others build the same thing every time."""


def _whole(name: str, *numbers: object) -> None:
    for number in numbers:
        whole = isinstance(number, int) or getattr(number, "is_integer", bool)()
        if isinstance(number, bool) or not whole:
            raise ValueError(f"{name}: {number!r} is not a whole number")


def _shape(name: str, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return a shape that is one; raise ValueError where it is not."""
    _whole(name, *shape)
    if any(extent < 0 for extent in shape):
        raise ValueError(f"{name}: the shape {shape} has a negative extent")
    if math.prod(shape) > MAX_SIZE:
        raise ValueError(f"{name}: the shape {shape} holds more than {MAX_SIZE:,} numbers")
    return tuple(int(extent) for extent in shape)
