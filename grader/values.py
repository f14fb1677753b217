"""The closed set of data that may cross between the grader and a student's code.

    Value = None | bool | int | float | str
          | Array     numbers in a box: NumPy array, torch tensor or NumPy scalar
          | Sequence  list or tuple
          | Mapping   named parts
          | Opaque    anything else: only the name of its type crosses

Everything here is data: no pickle, no code, no object of a student's own making survives
`encode`. Arrays are little-endian and C-contiguous. NumPy and torch are imported only where
a value needs them.
"""

from __future__ import annotations

import math
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeGuard, TypeVar, Union

import msgspec

if TYPE_CHECKING:
    import numpy as np
    import torch

__all__ = [
    "DTYPES",
    "MAX_BYTES",
    "Array",
    "Mapping",
    "Opaque",
    "Sequence",
    "Value",
    "ValueTooLarge",
    "array_of",
    "decode",
    "encode",
    "nbytes_of",
    "room_of",
    "type_name",
]

DTYPES: Final[dict[str, int]] = {
    "bool": 1,
    "int8": 1,
    "int16": 2,
    "int32": 4,
    "int64": 8,
    "uint8": 1,
    "uint16": 2,
    "uint32": 4,
    "uint64": 8,
    "float16": 2,
    "float32": 4,
    "float64": 8,
    "complex64": 8,
    "complex128": 16,
}
"""The dtypes that may cross, with their item size in bytes."""

MAX_BYTES: Final = 64 * 1024 * 1024
"""The most array data that one value may hold, in bytes."""
MAX_DIMENSIONS: Final = 16
MAX_DEPTH: Final = 16
MAX_ITEMS: Final = 10_000
MAX_TEXT: Final = 10_000


class Array(msgspec.Struct, frozen=True, tag="array", omit_defaults=True):
    """Numbers in a box: `shape` items of `dtype`, little-endian, in C order.

    `kind` says what the box was: a NumPy array, a torch tensor, or a NumPy scalar.
    """

    kind: Literal["ndarray", "tensor", "scalar"]
    dtype: str
    shape: tuple[int, ...]
    data: bytes = b""


class Sequence(msgspec.Struct, frozen=True, tag="sequence"):
    """A list or a tuple (a named tuple counts as a tuple)."""

    kind: Literal["list", "tuple"]
    items: tuple[Value, ...]


class Mapping(msgspec.Struct, frozen=True, tag="mapping"):
    """Named parts, in the order they were given."""

    items: dict[str, Value]


class Opaque(msgspec.Struct, frozen=True, tag="opaque"):
    """A value that may not cross; only the name of its type does."""

    type_name: str


Value = Union[None, bool, int, float, str, Array, Sequence, Mapping, Opaque]  # noqa: UP007 - recursive


class ValueTooLarge(Exception):
    """A value is over the size that may cross."""


def nbytes_of(dtype: str, shape: tuple[int, ...]) -> int:
    """Return the size of an array in bytes; raise ValueError on a header that lies."""
    if dtype not in DTYPES:
        raise ValueError(f"dtype {dtype!r} may not cross")
    if len(shape) > MAX_DIMENSIONS or min(shape, default=0) < 0:
        raise ValueError(f"{shape!r} is not a shape")
    count = math.prod(shape)
    if DTYPES[dtype] * (count or room_of(shape)) > MAX_BYTES:
        # also where an extent is 0: NumPy refuses such shapes, and a loop over rows has no end
        raise ValueError(f"shape {shape!r} is over the limit")
    return DTYPES[dtype] * count


def room_of(shape: tuple[int, ...]) -> int:
    """Return how many numbers a shape holds, an empty axis counted as one.

    So many steps a loop over an array takes at most: an empty one may have millions of rows.
    """
    return math.prod(max(extent, 1) for extent in shape)


def array_of(value: Array) -> np.ndarray[Any, Any]:
    """Return a read-only NumPy view of an array value."""
    import numpy as np

    return np.frombuffer(value.data, _little_endian(value.dtype)).reshape(value.shape)


def encode(thing: object, depth: int = 0) -> Value:
    """Return the value that stands for a Python object.

    Raises ValueTooLarge where it holds more than may cross. A named tuple or `torch.Size`
    becomes a tuple, an array subclass a plain array, an unknown type `Opaque`. What a thing says
    of itself (`__class__`, `__len__`, `__iter__`, `shape`) is not believed.
    """
    if depth > MAX_DEPTH:
        raise ValueTooLarge(f"nested deeper than {MAX_DEPTH} levels")
    if thing is None or type(thing) in (bool, float):
        return thing  # type: ignore[return-value]
    if type(thing) is int:
        return thing if -(2**63) <= thing < 2**63 else Opaque("int of more than 64 bits")
    if (numpy := sys.modules.get("numpy")) is not None and type(thing) is numpy.ndarray:
        return _encode_array(thing, "ndarray")  # most answers are
    if _is(thing, str):
        return _text(thing)
    if _is(thing, list):
        return _sequence("list", list.copy(thing), depth)
    if _is(thing, tuple):
        return _sequence("tuple", tuple.__getitem__(thing, slice(None)), depth)
    if _is(thing, dict) and all(_is(name, str) for name in dict.keys(thing)):
        parts = dict.items(thing)
        _check_count(len(parts))
        return Mapping({_text(name): encode(item, depth + 1) for name, item in parts})
    return _encode_numbers(thing)


def decode(value: Value) -> object:
    """Return a fresh, writable Python object for a value; `Opaque` becomes itself."""
    match value:
        case Array(kind="scalar"):
            return array_of(value)[()]
        case Array(kind="tensor"):
            import torch

            return torch.from_numpy(array_of(value).copy())
        case Array():
            return array_of(value).copy()
        case Sequence(kind="list"):
            return [decode(item) for item in value.items]
        case Sequence():
            return tuple(decode(item) for item in value.items)
        case Mapping():
            return {name: decode(item) for name, item in value.items.items()}
        case _:
            return value


def type_name(thing: object) -> str:
    """Return the name of a thing's type, whatever the type says of itself."""
    return str.__str__(_NAME_OF(type(thing)))[:100]


_NAME_OF: Final = type.__dict__["__name__"].__get__
_Kind = TypeVar("_Kind")


def _is(thing: object, kind: type[_Kind]) -> TypeGuard[_Kind]:
    """Say whether a thing is of a kind, as `isinstance` does, but without asking the thing."""
    return issubclass(type(thing), kind)


def _text(text: str) -> str:
    plain = str.__str__(text)
    if len(plain) > MAX_TEXT:
        raise ValueTooLarge(f"text of {len(plain)} characters")
    return plain.encode("utf-8", "replace").decode()  # lone surrogates cannot cross


def _sequence(
    kind: Literal["list", "tuple"], items: list[Any] | tuple[Any, ...], depth: int
) -> Sequence:
    _check_count(len(items))
    return Sequence(kind, tuple(encode(item, depth + 1) for item in items))


def _check_count(count: int) -> None:
    if count > MAX_ITEMS:
        raise ValueTooLarge(f"{count} items")


def _encode_numbers(thing: object) -> Value:
    if "torch" in sys.modules:
        import torch  # waits where another thread is still importing it

        if _is(thing, torch.Tensor):
            return _encode_tensor(thing)
    if "numpy" in sys.modules:
        import numpy as np

        if _is(thing, np.generic):  # type: ignore[type-abstract]
            return _encode_array(thing, "scalar")
        if _is(thing, np.ndarray):
            return _encode_array(thing, "ndarray")
    return Opaque(type_name(thing))


def _encode_tensor(tensor: torch.Tensor) -> Value:
    import torch

    with torch._C.DisableTorchFunctionSubclass():  # noqa: SLF001 - a subclass may lie
        dtype = str(tensor.dtype).removeprefix("torch.")
        if dtype not in DTYPES:
            return Opaque(f"Tensor of dtype {dtype}")
        if tensor.layout is not torch.strided or tensor.is_meta:
            return Opaque("Tensor without its numbers: sparse or on the meta device")
        _check_size(dtype, tuple(tensor.shape))
        plain = tensor.detach().cpu().resolve_conj().resolve_neg()
        return _encode_array(plain.numpy(), "tensor")


def _encode_array(thing: object, kind: Literal["ndarray", "tensor", "scalar"]) -> Value:
    import numpy as np

    array = np.asarray(thing)  # a subclass may lie about its shape; this copies nothing
    dtype = _name_of(array.dtype)
    if dtype not in DTYPES:
        return Opaque(f"{type_name(thing)} of dtype {dtype}")
    _check_size(dtype, array.shape)  # before any copy: a 0-stride array may claim 40 GB
    plain = np.asarray(array, dtype=_little_endian(dtype))
    return Array(kind, dtype, array.shape, plain.tobytes())


@lru_cache(maxsize=64)
def _name_of(dtype: np.dtype[Any]) -> str:
    return dtype.name  # worked out anew each time


@lru_cache(maxsize=64)
def _little_endian(dtype: str) -> np.dtype[Any]:
    import numpy as np

    return np.dtype(dtype).newbyteorder("<")


def _check_size(dtype: str, shape: tuple[int, ...]) -> None:
    try:
        nbytes_of(dtype, shape)
    except ValueError:
        raise ValueTooLarge(f"an array of shape {shape} and dtype {dtype}") from None
