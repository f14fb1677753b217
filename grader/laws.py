"""Small operations for `call`: laws that hold whatever the numbers are, written once for any pack.

They work alike on NumPy arrays (with the student's function) and on tensors (with the reference).
A law is stated as a difference that must vanish, so its expected answer is zeros.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

__all__ = ["SIDES", "embed", "gap", "inner", "linear_gap", "subsample"]

SIDES: Final = ("one side of the law", "the other side")
"""The parts of a gap that is none, since the two sides cannot be subtracted."""


def gap(one: Any, other: Any) -> Any:
    """Return one - other where both are numbers or arrays of one shape: zeros where a law holds.

    Else return what each side is, its shape or the name of its type, for the checker to put into
    words. Nothing is broadcast: a row is not equal to a matrix of such rows.
    """
    forms = _form(one), _form(other)
    if forms[0] == forms[1] and isinstance(forms[0], tuple):
        return one - other
    return dict(zip(SIDES, forms, strict=True))


def linear_gap(function: Callable[..., Any], arguments: Sequence[Any], index: int) -> Any:
    """Return f(a + b) - f(a) - f(b) in one argument; zeros for a linear function.

    `a` is `arguments[index]`, and `b` is `a` read backwards along its last axis, plus one.
    """
    first = arguments[index]
    second = _backwards(first) + 1

    def at(value: Any) -> Any:
        return function(*arguments[:index], value, *arguments[index + 1 :])

    return at(first + second) - at(first) - at(second)


def embed(array: Any, pad: int | tuple[int, int]) -> Any:
    """Return the array inside a border of zeros on its last two axes, `pad` cells on each side."""
    rows, columns = (pad, pad) if isinstance(pad, int) else pad
    *lead, height, width = array.shape
    larger = _zeros(array, (*lead, height + 2 * rows, width + 2 * columns))
    larger[..., rows : rows + height, columns : columns + width] = array
    return larger


def subsample(array: Any, stride: int | tuple[int, int]) -> Any:
    """Return every `stride`-th row and column, the first included."""
    rows, columns = (stride, stride) if isinstance(stride, int) else stride
    return array[..., ::rows, ::columns]


def inner(one: Any, other: Any) -> Any:
    """Return the sum of the products of two arrays of one shape."""
    return (one * other).sum()


def _form(thing: Any) -> tuple[int, ...] | str:
    if hasattr(thing, "shape"):
        return tuple(thing.shape)
    return () if isinstance(thing, int | float) else type(thing).__name__


def _backwards(array: Any) -> Any:
    return array.flip(-1) if hasattr(array, "flip") else array[..., ::-1]


def _zeros(like: Any, shape: tuple[int, ...]) -> Any:
    if hasattr(like, "new_zeros"):
        return like.new_zeros(shape)
    import numpy as np

    return np.zeros(shape, like.dtype)
