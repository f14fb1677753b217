"""A returned value against the expected one, as the problem's `returns` asks for it.

int      int, NumPy integer, 0-d integer array; no bool, no float
float    any real number or 0-d array
ndarray  a NumPy array (or, where the answer is 0-d, a number)
tensor   a torch tensor
pair, list, tuple   a list, tuple or named tuple, item by item
any      whatever the reference gave: named parts one by one
"""

from __future__ import annotations

import math
from typing import Final

from msgspec import structs

from grader.checkers.mismatch import Departure, Mismatch
from grader.checkers.numbers import check_array, check_number, number_of
from grader.laws import SIDES
from grader.pack_file import Returns, Tolerance
from grader.values import Array, Mapping, Opaque, Sequence, Value

__all__ = ["check", "type_text"]

ANY: Final = Returns(type="any")
SEQUENCES: Final = frozenset({"pair", "list", "tuple"})
ARRAYS: Final = frozenset({"ndarray", "tensor"})
LAZY: Final = frozenset({"enumerate", "filter", "generator", "map", "range", "reversed", "zip"})
"""Types of things that give their items one by one, when they are asked."""
EXACT: Final = frozenset({"Decimal", "Fraction"})


def check(
    expected: Value, got: Value, returns: Returns = ANY, tolerance: Tolerance = Tolerance()
) -> Mismatch | None:
    """Return the first respect in which `got` departs from `expected`, or None."""
    if got is None and expected is not None:
        return Mismatch(
            Departure.TYPE,
            "your function returned None",
            "end it with `return ...`, on every way through; print alone hands nothing over",
        )
    return _compared(expected, got, returns, tolerance)


def _compared(
    expected: Value, got: Value, returns: Returns, tolerance: Tolerance
) -> Mismatch | None:
    if not isinstance(expected, Mapping) and (says := _uneven_sides(got)):
        return Mismatch(Departure.SHAPE, says)
    match expected:
        case Mapping():
            return _check_parts(expected, got, tolerance)
        case Sequence():
            return _check_items(expected, got, tolerance)
        case Array(shape=(), dtype="bool") if not (isinstance(got, Array) or _is_tensor(returns)):
            return _check_same(number_of(expected), got)  # type: ignore[arg-type]
        case Array():
            return _check_box(expected, got, returns, tolerance)
        case None | str() | bool():
            return _check_same(expected, got)
        case int() | float():
            return _check_number(expected, got, returns, tolerance)
        case Opaque():
            return Mismatch(Departure.TYPE, f"the reference gave {type_text(expected)}")


def type_text(value: Value) -> str:
    """Return what a value is, in a student's words."""
    match value:
        case None:
            return "None"
        case Array(kind="tensor"):
            return f"a torch tensor of shape {value.shape}"
        case Array(kind="ndarray"):
            return f"an array of shape {value.shape}"
        case Array():
            return f"a NumPy number ({value.dtype})"
        case Sequence():
            return f"a {value.kind} of {len(value.items)}"
        case Mapping():
            return "a dict"
        case Opaque(name) if " of dtype " in name:
            return f"a {name}" if name.startswith("Tensor") else f"an {name}"
        case Opaque(name):
            return f"an object of type {name}"
        case _:
            return f"{'an' if isinstance(value, int) else 'a'} {type(value).__name__} ({value!r})"


def _uneven_sides(got: Value) -> str:
    """Return in words that a law's two sides cannot be compared, where `laws.gap` found that."""
    if not isinstance(got, Mapping) or tuple(got.items) != SIDES:
        return ""
    one, other = (_side(side) for side in got.items.values())
    return f"one side of the law {one}, the other {other}"


def _side(side: Value) -> str:
    match side:
        case Sequence(items=()):
            return "is a number"
        case Sequence(items=items):
            return f"has shape ({', '.join(map(str, items))}{',' * (len(items) == 1)})"
        case "NoneType":
            return "is None"
        case str():
            return f"is a {side}"
        case _:
            return f"is {type_text(side)}"


def _check_number(
    expected: float, got: Value, returns: Returns, tolerance: Tolerance
) -> Mismatch | None:
    if number_of(got) is None:
        return _wrong_type(got, "a number", _number_fix(got))
    whole = returns.type == "int" or (isinstance(expected, int) and returns.type != "float")
    return check_number(expected, got, tolerance, whole=whole)


def _number_fix(got: Value) -> str:
    match got:
        case Array(shape=shape) if math.prod(shape) == 1:
            return "take its one element with .item()"
        case Array():
            return "return a single number"
        case Sequence(items=[_]):
            return "take its one item with [0]"
        case Opaque(name) if name in EXACT:
            return "convert it: float(...)"
        case str():
            return "return the number itself, without quotes and without str(...)"
        case _:
            return ""


def _box_fix(got: Value) -> str:
    match got:
        case Opaque(name) if name in LAZY:
            return "collect its items first: np.array(list(...))"
        case Opaque(name) if name.startswith("ndarray of dtype"):
            return "make it an array of numbers: .astype(float)"
        case _:
            return ""


def _items_fix(got: Value) -> str:
    match got:
        case Array(shape=[_]):
            return "convert it: tuple(...)"
        case Array(shape=[_, *_]):
            return "turn it into a list: .tolist()"
        case Opaque(name) if name in LAZY:
            return "collect its items: list(...)"
        case _:
            return ""


def _check_box(
    expected: Array, got: Value, returns: Returns, tolerance: Tolerance
) -> Mismatch | None:
    if returns.type in ("int", "float"):
        number = number_of(expected)
        if isinstance(number, int | float):
            return _check_number(number, got, returns, tolerance)
    wanted = "a torch tensor" if _is_tensor(returns) else "an array"
    if expected.shape == () and not _is_tensor(returns) and isinstance(got, int | float):
        number = number_of(expected)
        if isinstance(number, int | float):
            return check_number(number, got, tolerance, whole=False)
    if isinstance(got, Sequence):
        return _wrong_type(got, wanted, f"wrap it: {_wrapper(returns)}")
    if not isinstance(got, Array):
        return _wrong_type(got, f"{wanted} of shape {expected.shape}", _box_fix(got))
    if returns.type in ARRAYS and (got.kind == "tensor") != _is_tensor(returns):
        return _wrong_type(got, wanted, f"convert it: {_wrapper(returns)}")
    return check_array(expected, got, tolerance, returns.dtype)


def _is_tensor(returns: Returns) -> bool:
    return returns.type == "tensor"


def _wrapper(returns: Returns) -> str:
    return "torch.tensor(...)" if _is_tensor(returns) else "np.array(...)"


def _check_items(expected: Sequence, got: Value, tolerance: Tolerance) -> Mismatch | None:
    wanted = f"a {expected.kind} of {len(expected.items)}"
    if not isinstance(got, Sequence):
        return _wrong_type(got, wanted, _items_fix(got))
    if len(got.items) != len(expected.items):
        return Mismatch(Departure.SHAPE, f"{len(got.items)} items where {wanted} is expected")
    for index, (right, item) in enumerate(zip(expected.items, got.items, strict=True)):
        mismatch = _compared(right, item, ANY, tolerance)
        if mismatch is not None:
            return _inside(mismatch, f"item {index}")
    return None


def _check_parts(expected: Mapping, got: Value, tolerance: Tolerance) -> Mismatch | None:
    if not isinstance(got, Mapping):
        return _wrong_type(got, "named parts")
    for name, right in expected.items.items():
        if name not in got.items:
            return Mismatch(Departure.PARTS, "this part is missing", part=name)
        mismatch = _compared(right, got.items[name], ANY, tolerance)
        if mismatch is not None:
            return _inside(mismatch, name)
    extra = [name for name in got.items if name not in expected.items]
    if extra:
        return Mismatch(Departure.PARTS, "this part should not be there", part=extra[0])
    return None


def _inside(mismatch: Mismatch, name: str) -> Mismatch:
    part = f"{name}, {mismatch.part}" if mismatch.part else name
    return structs.replace(mismatch, part=part)


def _check_same(expected: Value, got: Value) -> Mismatch | None:
    number = number_of(got)
    if isinstance(expected, bool) and isinstance(number, bool):
        got = number
    if type(got) is type(expected) and got == expected:
        return None
    if type(got) is type(expected):
        return Mismatch(Departure.VALUE, f"expected {expected!r}, got {got!r}")
    return _wrong_type(got, "None" if expected is None else repr(expected))


def _wrong_type(got: Value, wanted: str, fix: str = "") -> Mismatch:
    return Mismatch(Departure.TYPE, f"{type_text(got)} where {wanted} is expected", fix)
