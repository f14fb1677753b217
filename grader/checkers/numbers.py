"""Numbers and arrays against the expected ones: shape, then dtype kind, then values.

A number is close when |a - b| <= max(atol, rtol * |b|). An infinity is close only to itself and
NaN only to NaN: the textbook formula accepts 5.0 against inf and rejects inf against inf. Two
whole numbers are close within atol alone: they are exact, and rtol would let 10**10 + 1 pass.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from grader.checkers.mismatch import Departure, Difference, Mismatch
from grader.pack_file import Tolerance
from grader.values import Array, array_of

if TYPE_CHECKING:
    import numpy as np

__all__ = ["check_array", "check_number", "close", "kind_of", "number_of", "wrong_cells"]

KINDS: Final = {
    "bool": "boolean",
    "int": "whole numbers",
    "float": "real numbers",
    "complex": "complex numbers",
}


def kind_of(dtype: str) -> str:
    """Return bool, int, float or complex for the name of a dtype."""
    return dtype.rstrip("0123456789").removeprefix("u")


def number_of(value: object) -> int | float | complex | bool | None:
    """Return the Python number a value stands for, 0-d arrays included; None for others."""
    match value:
        case bool() | int() | float():
            return value
        case Array(shape=()):
            item: int | float | complex | bool = array_of(value)[()].item()
            return item
        case _:
            return None


def close(got: float, expected: float, tolerance: Tolerance) -> bool:
    """Say whether a number is within the tolerance of the expected one."""
    if isinstance(got, int) and isinstance(expected, int):
        return abs(got - expected) <= tolerance.atol
    if math.isnan(expected) or math.isnan(got):
        return math.isnan(expected) and math.isnan(got)
    if math.isinf(expected) or math.isinf(got):
        return got == expected
    return abs(got - expected) <= max(tolerance.atol, tolerance.rtol * abs(expected))


def check_number(
    expected: float, got: object, tolerance: Tolerance, *, whole: bool
) -> Mismatch | None:
    """Compare one number; with `whole` a float is no answer, even 2.0."""
    number = number_of(got)
    if isinstance(number, bool):
        return Mismatch(Departure.DTYPE, f"{number} is a bool where a number is expected")
    if isinstance(number, complex):
        return Mismatch(
            Departure.DTYPE, "a complex number where a real one is expected", "take its .real"
        )
    assert number is not None
    if whole and isinstance(number, float):
        return Mismatch(
            Departure.DTYPE,
            f"{number!r} is a float where a whole number (int) is expected",
            "divide with // or round down on purpose with int()",
        )
    if close(number, expected, tolerance):
        return None
    return Mismatch(Departure.VALUE, f"expected {plain(expected)}, got {plain(number)}")


def check_array(
    expected: Array, got: Array, tolerance: Tolerance, dtype: str | None = None
) -> Mismatch | None:
    """Compare shape, dtype kind (or the exact dtype, where one is asked for) and values."""
    if got.shape != expected.shape:
        says = f"shape {shape_text(got.shape)} where {shape_text(expected.shape)} is expected"
        return Mismatch(Departure.SHAPE, says, _shape_fix(expected.shape, got.shape))
    return _check_dtype(expected, got, dtype) or _check_values(expected, got, tolerance)


def wrong_cells(
    got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], tolerance: Tolerance
) -> np.ndarray[Any, Any]:
    """Return where two arrays of one shape differ by more than the tolerance."""
    wrong: np.ndarray[Any, Any] = ~_close_everywhere(got, expected, tolerance)
    return wrong


def plain(number: complex) -> str:
    """Return a number as a student writes it: 4 for 4.0, six digits otherwise."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.6g}" if isinstance(number, float) else str(number)


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as Python prints it."""
    return str(tuple(shape))


def _shape_fix(expected: tuple[int, ...], got: tuple[int, ...]) -> str:
    if len(expected) == 2 and got == expected[::-1]:
        return "rows and columns look swapped"
    if sorted(expected) == sorted(got):
        return "the axes look to be in another order"
    if tuple(extent for extent in got if extent != 1) == tuple(e for e in expected if e != 1):
        return "an axis of length 1 is too many or missing"
    return ""


def _check_dtype(expected: Array, got: Array, dtype: str | None) -> Mismatch | None:
    if dtype is not None:
        if got.dtype == dtype:
            return None
        return Mismatch(Departure.DTYPE, f"dtype {got.dtype} where {dtype} is expected")
    wanted, found = kind_of(expected.dtype), kind_of(got.dtype)
    if wanted == found or (wanted in ("int", "float") and found in ("int", "float")):
        return None
    says = f"dtype {got.dtype} where {KINDS[wanted]} are expected"
    fix = "take its .real" if found == "complex" else ""
    return Mismatch(Departure.DTYPE, says, fix)


def _check_values(expected: Array, got: Array, tolerance: Tolerance) -> Mismatch | None:
    if expected.dtype == got.dtype and expected.data == got.data:
        return None  # the usual case, without importing NumPy
    import numpy as np

    right, left = array_of(expected), array_of(got)
    wrong = ~_close_everywhere(left, right, tolerance)
    if not wrong.any():
        return None
    difference = _difference(left, right, wrong)
    says = f"expected {plain(difference.expected_there)}, got {plain(difference.got_there)}"
    if np.ndim(wrong):
        says = f"first difference at index {shape_text(difference.first_index)}: {says}"
    return Mismatch(Departure.VALUE, says, difference=difference)


def _close_everywhere(
    got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], tolerance: Tolerance
) -> np.ndarray[Any, Any]:
    import numpy as np

    if "b" in (got.dtype.kind, expected.dtype.kind):
        same: np.ndarray[Any, Any] = got == expected
        return same
    if _whole(got) and _whole(expected):
        return _whole_close_everywhere(got, expected, tolerance)
    wide = complex if "c" in (got.dtype.kind, expected.dtype.kind) else float
    left, right = got.astype(wide), expected.astype(wide)
    with np.errstate(all="ignore"):
        bound = np.maximum(tolerance.atol, tolerance.rtol * np.abs(right))
        near = np.abs(left - right) <= bound  # <= rejects NaN; not > would let it through
    finite = np.isfinite(left) & np.isfinite(right)
    both_nan = np.isnan(left) & np.isnan(right)
    result: np.ndarray[Any, Any] = np.where(finite, near, (left == right) | both_nan)
    return result


def _whole(array: np.ndarray[Any, Any]) -> bool:
    return array.dtype.kind in "iu"


def _whole_close_everywhere(
    got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], tolerance: Tolerance
) -> np.ndarray[Any, Any]:
    import numpy as np

    if tolerance.atol < 1:
        same: np.ndarray[Any, Any] = got == expected
        return same
    return np.asarray(_distance(got, expected) <= tolerance.atol)


def _distance(got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return |got - expected|; of whole numbers exactly, beyond 2**53 too."""
    import numpy as np

    wide = object if _whole(got) and _whole(expected) else complex
    with np.errstate(all="ignore"):
        return np.asarray(np.abs(got.astype(wide) - expected.astype(wide)), dtype=float)


def _difference(
    got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], wrong: np.ndarray[Any, Any]
) -> Difference:
    import numpy as np

    first = tuple(int(axis) for axis in np.argwhere(wrong)[0])
    distance = np.where(wrong, _distance(got, expected), 0.0)
    distance = np.where(np.isnan(distance), np.inf, distance)
    greatest = np.unravel_index(int(np.argmax(distance)), distance.shape)
    return Difference(
        mismatched=int(wrong.sum()),
        total=int(wrong.size),
        first_index=first,
        expected_there=expected[first].item(),
        got_there=got[first].item(),
        greatest=float(distance[greatest]),
        greatest_index=tuple(int(axis) for axis in greatest),
    )
