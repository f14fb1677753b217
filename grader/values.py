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
from typing import TYPE_CHECKING, Any, Final, Literal, Union

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
    if len(shape) > MAX_DIMENSIONS or any(extent < 0 for extent in shape):
        raise ValueError(f"{shape!r} is not a shape")
    return DTYPES[dtype] * math.prod(shape)


def array_of(value: Array) -> np.ndarray[Any, Any]:
    """Return a read-only NumPy view of an array value."""
    import numpy as np

    return np.frombuffer(value.data, dtype=value.dtype).reshape(value.shape)


def encode(thing: object, depth: int = 0) -> Value:
    """Return the value that stands for a Python object.

    Raises ValueTooLarge where it holds more than may cross. A named tuple or `torch.Size`
    becomes a tuple, an array subclass a plain array, an unknown type `Opaque`.
    """
    if depth > MAX_DEPTH:
        raise ValueTooLarge(f"nested deeper than {MAX_DEPTH} levels")
    if thing is None or type(thing) in (bool, float):
        return thing  # type: ignore[return-value]
    if type(thing) is int:
        return thing if -(2**63) <= thing < 2**63 else Opaque("int of more than 64 bits")
    if isinstance(thing, str):
        return _text(thing)
    if isinstance(thing, (tuple, list)):
        kind: Literal["list", "tuple"] = "list" if isinstance(thing, list) else "tuple"
        _check_count(len(thing))
        return Sequence(kind, tuple(encode(item, depth + 1) for item in thing))
    if isinstance(thing, dict) and all(isinstance(name, str) for name in thing):
        _check_count(len(thing))
        return Mapping({str(name): encode(item, depth + 1) for name, item in thing.items()})
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


def _text(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise ValueTooLarge(f"text of {len(text)} characters")
    return str(text).encode("utf-8", "replace").decode()  # lone surrogates cannot cross


def _check_count(count: int) -> None:
    if count > MAX_ITEMS:
        raise ValueTooLarge(f"{count} items")


def _encode_numbers(thing: object) -> Value:
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if torch is not None and isinstance(thing, torch.Tensor):
        return _encode_tensor(thing)
    if numpy is not None and isinstance(thing, numpy.generic):
        return _encode_array(numpy.asarray(thing), "scalar")
    if numpy is not None and isinstance(thing, numpy.ndarray):
        return _encode_array(thing, "ndarray")
    return Opaque(_type_name(thing))


def _encode_tensor(tensor: torch.Tensor) -> Value:
    dtype = str(tensor.dtype).removeprefix("torch.")
    if dtype not in DTYPES:
        return Opaque(f"Tensor of dtype {dtype}")
    _check_size(dtype, tuple(tensor.shape))
    return _encode_array(tensor.detach().cpu().resolve_conj().resolve_neg().numpy(), "tensor")


def _encode_array(
    array: np.ndarray[Any, Any], kind: Literal["ndarray", "tensor", "scalar"]
) -> Value:
    import numpy as np

    dtype = array.dtype.name
    if dtype not in DTYPES:
        return Opaque(f"{_type_name(array)} of dtype {dtype}")
    shape = tuple(int(extent) for extent in array.shape)
    _check_size(dtype, shape)  # before any copy: a 0-stride array may claim 40 GB
    plain = np.asarray(array, dtype=array.dtype.newbyteorder("<"))
    return Array(kind, dtype, shape, plain.tobytes())


def _check_size(dtype: str, shape: tuple[int, ...]) -> None:
    if nbytes_of(dtype, shape) > MAX_BYTES:
        raise ValueTooLarge(f"an array of shape {shape} and dtype {dtype}")


def _type_name(thing: object) -> str:
    return str(type(thing).__name__)[:100]
