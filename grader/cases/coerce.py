"""From a literal or the result of an expression to the value that the declared type asks for.

ndarray  a NumPy array, float64 unless a dtype is declared
tensor   the same as a NumPy array here; `boxed` marks it as a tensor (torch is not needed)
pair, tuple   a tuple; list: a list whose inner lists are tuples
int, float, bool, str, none   plain Python, never a NumPy scalar
any      as it comes; in a mapping, which names parts, a list of numbers is a float64 array
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.cases.kinds import BOXES, alternatives, dtype_of, shape_misfit
from grader.pack_file import Parameter, Returns
from grader.values import Array, Value, encode

if TYPE_CHECKING:
    import numpy as np

__all__ = ["coerced", "valued"]


def coerced(thing: object, declared: Parameter | Returns) -> tuple[str, object]:
    """Return the declared alternative that fits, and the thing as that; ValueError for none."""
    kinds = alternatives(declared.type)
    reasons = []
    for kind in kinds:
        try:
            return kind, _as(thing, kind, declared)
        except (ValueError, TypeError) as error:
            reasons.append(str(error))
    if len(kinds) == 1 or any(kind in BOXES for kind in kinds[:1]):
        raise ValueError(reasons[0])
    raise ValueError(f"should be {' or '.join(kinds)}, not {_described(thing)}")


def valued(thing: object, kind: str) -> Value:
    """Return the value of a coerced thing; a box of kind `tensor` says so."""
    value = encode(thing)
    if kind == "tensor" and isinstance(value, Array):
        return Array("tensor", value.dtype, value.shape, value.data)
    return value


def _as(thing: object, kind: str, declared: Parameter | Returns) -> object:
    match kind:
        case "ndarray" | "tensor":
            return _box(thing, kind, declared)
        case "list":
            return list(_items(thing, kind))
        case "tuple":
            return _items(thing, kind)
        case "pair":
            return _pair(thing)
        case "any":
            return _any(thing)
        case _:
            return _scalar(thing, kind)


def _box(thing: object, kind: str, declared: Parameter | Returns) -> np.ndarray[Any, Any]:
    import numpy as np

    if not isinstance(thing, (np.ndarray, list, tuple)) and declared.shape != []:
        raise ValueError(f"should be an array, not {_described(thing)}")
    try:
        raw = np.asarray(thing)
    except ValueError:
        raise ValueError("has rows of different lengths") from None
    if raw.dtype.kind not in "biuf":
        raise ValueError(f"should hold numbers, not {raw.dtype.name}")
    if misfit := shape_misfit(raw.shape, declared):
        raise ValueError(misfit.what)
    return _cast(raw, dtype_of(declared, kind))


def _cast(raw: np.ndarray[Any, Any], dtype: str) -> np.ndarray[Any, Any]:
    import numpy as np

    with np.errstate(all="ignore"):
        cast = raw.astype(dtype)
    if np.dtype(dtype).kind in "biu" and not np.array_equal(cast, raw):
        raise ValueError(f"holds numbers that {dtype} cannot")
    return cast


def _scalar(thing: object, kind: str) -> object:
    plain = _plain(thing)
    whole = isinstance(plain, int) and not isinstance(plain, bool)
    match kind:
        case "int" if whole:
            return plain
        case "float" if whole or isinstance(plain, float):
            return float(plain)  # type: ignore[arg-type]
        case "bool" if isinstance(plain, bool):
            return plain
        case "str" if isinstance(plain, str):
            return plain
        case "none" if plain is None:
            return None
    raise ValueError(f"should be {kind}, not {_described(thing)}")


def _pair(thing: object) -> tuple[int, int]:
    items = _items(thing, "pair of whole numbers")
    if len(items) == 2 and all(type(item) is int for item in items):
        return items  # type: ignore[return-value]
    raise ValueError(f"should be a pair of whole numbers, not {items}")


def _items(thing: object, kind: str) -> tuple[object, ...]:
    items = thing.tolist() if hasattr(thing, "tolist") else thing
    if isinstance(items, (list, tuple, range)):
        return tuple(_inner(item) for item in items)
    raise ValueError(f"should be a {kind}, not {_described(thing)}")


def _inner(thing: object) -> object:
    if isinstance(thing, dict):
        return {str(name): _inner(item) for name, item in thing.items()}
    if isinstance(thing, (list, tuple, range)):
        return tuple(_inner(item) for item in thing)
    return _plain(thing)


def _any(thing: object) -> object:
    if isinstance(thing, dict):
        return {str(name): _named(part, f"'{name}'") for name, part in thing.items()}
    if isinstance(thing, list):
        return [_inner(item) for item in thing]
    return _inner(thing)


def _named(part: object, name: str) -> object:
    """Return a named part as a call would yield it: numbers in a list are an array."""
    if not isinstance(part, list):
        return _inner(part)
    import numpy as np

    try:
        raw = np.asarray(part)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths") from None
    if raw.dtype.kind in "iuf":
        return raw.astype("float64")
    return raw if raw.dtype.kind == "b" else [_inner(item) for item in part]


def _plain(thing: object) -> object:
    """Return a NumPy scalar or 0-d array as a Python number; anything else as it is."""
    if getattr(thing, "ndim", None) == 0 and hasattr(thing, "item"):
        return thing.item()
    return thing


def _described(thing: object) -> str:
    if thing is None or isinstance(thing, (bool, int, float)):
        return str(thing)
    if getattr(thing, "ndim", 0):
        return f"an array of shape {getattr(thing, 'shape', ())}"
    name = type(thing).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
