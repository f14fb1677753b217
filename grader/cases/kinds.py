"""The types a parameter or result is declared with, and which YAML literals fit them.

ndarray tensor | int float bool str | pair list tuple | none any      alternatives with |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from grader.pack_file import Parameter, Returns
from grader.values import DTYPES

__all__ = [
    "BOXES",
    "KINDS",
    "Misfit",
    "alternatives",
    "dtype_of",
    "literal_misfit",
    "number_as_yaml",
    "number_text",
    "rectangle",
    "shape_misfit",
    "unquoted",
]

BOXES: Final = ("ndarray", "tensor")
"""The kinds that are numbers in a box."""

KINDS: Final = (*BOXES, "int", "float", "bool", "str", "pair", "list", "tuple", "none", "any")
"""Every type a parameter or result may be declared with."""

_WORDS: Final = {
    "ndarray": "an array (a nested list of numbers)",
    "tensor": "a tensor (a nested list of numbers)",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "str": "text",
    "pair": "a pair of whole numbers, as [1, 2]",
    "list": "a list",
    "tuple": "a list",
    "none": "null",
    "any": "a value or a list",
}


_SPECIAL: Final = {"nan": ".nan", "inf": ".inf", "+inf": ".inf", "-inf": "-.inf"}


class Misfit(Struct, frozen=True):
    """Why a literal does not fit; `index` leads to the item inside a nested list."""

    what: str
    fix: str = ""
    index: tuple[int, ...] = ()


def alternatives(type_text: str) -> tuple[str, ...]:
    """Return the kinds of a declared type: 'int | pair' gives ('int', 'pair')."""
    return tuple(kind.strip() for kind in type_text.split("|"))


def dtype_of(declared: Parameter | Returns, kind: str) -> str:
    """Return the dtype of a box: as declared, else float64 (ndarray) or float32 (tensor)."""
    return declared.dtype or ("float32" if kind == "tensor" else "float64")


def rectangle(literal: object) -> tuple[int, ...]:
    """Return the shape of a nested list of numbers; raise ValueError where it has none."""
    if not isinstance(literal, list):
        return ()
    shapes = {rectangle(item) for item in literal}
    if len(shapes) > 1:
        raise ValueError("rows of different lengths")
    return (len(literal), *(shapes.pop() if shapes else ()))


def number_text(literal: object) -> tuple[tuple[int, ...], str] | None:
    """Return the first number inside a list that is written as text, with its index, or None."""
    for index, item in _leaves(literal):
        if index and isinstance(item, str) and _reads_as_number(item):
            return index, item
    return None


def number_as_yaml(text: str) -> str | None:
    """Return a number written as text (1e-6) the way that YAML 1.1 reads it, or None."""
    text = text.strip()
    if text in _SPECIAL:
        return _SPECIAL[text]
    found = re.fullmatch(r"([-+]?)([0-9]*)(\.?)([0-9]*)(?:[eE]([-+]?)([0-9]+))?", text)
    if not found or not (found[2] or found[4]):
        return None
    whole, fraction = found[2] or "0", found[4] or "0"
    if found[6] is None:
        return f"{found[1]}{whole}.{fraction}" if found[3] else f"{found[1]}{whole}"
    return f"{found[1]}{whole}.{fraction}e{found[5] or '+'}{found[6]}"


def unquoted(text: str) -> str:
    """Return the fix for a number that is written as text."""
    number = number_as_yaml(text)
    return f"write {number}, without quotes" if number else "write a number"


def literal_misfit(literal: object, declared: Parameter | Returns) -> Misfit | None:
    """Return why a literal from YAML fits none of the declared types; None where it fits."""
    kinds = alternatives(declared.type)
    misfits = [_misfit(literal, kind, declared) for kind in kinds]
    if None in misfits:
        return None
    for kind, misfit in zip(kinds, misfits, strict=True):
        if misfit and (len(kinds) == 1 or (kind in BOXES and isinstance(literal, list))):
            return misfit
    wanted = " or ".join(_WORDS.get(kind, kind) for kind in kinds)
    return Misfit(f"should be {wanted}, not {_found(literal)}")


def _misfit(literal: object, kind: str, declared: Parameter | Returns) -> Misfit | None:
    if kind in BOXES:
        return _box_misfit(literal, kind, declared)
    if isinstance(literal, dict):
        return Misfit(f"should be {_WORDS.get(kind, kind)}, not a mapping")
    if kind in ("list", "tuple", "any") and (found := number_text(literal)):
        index, text = found
        return Misfit(f"holds the text '{text}'", unquoted(text), index)
    fits = {
        "int": isinstance(literal, int) and not isinstance(literal, bool),
        "float": isinstance(literal, (int, float)) and not isinstance(literal, bool),
        "bool": isinstance(literal, bool),
        "str": isinstance(literal, str),
        "pair": _is_pair(literal),
        "list": isinstance(literal, list),
        "tuple": isinstance(literal, list),
        "none": literal is None,
        "any": True,
    }
    if fits.get(kind, True):  # an unknown kind has its own fault
        return None
    return Misfit(f"should be {_WORDS[kind]}, not {_found(literal)}")


def _box_misfit(literal: object, kind: str, declared: Parameter | Returns) -> Misfit | None:
    scalar = declared.shape == []
    if not isinstance(literal, list) and not scalar:
        return Misfit(f"should be {_WORDS[kind]}, not {_found(literal)}")
    for index, item in _leaves(literal):
        if not _is_number(item, dtype_of(declared, kind)):
            return Misfit(f"holds {_found(item)} where a number belongs", _mend(item), index)
    try:
        shape = rectangle(literal)
    except ValueError as error:
        return Misfit(f"has {error}", "give every row the same length")
    return shape_misfit(shape, declared)


def shape_misfit(shape: tuple[int, ...], declared: Parameter | Returns) -> Misfit | None:
    """Return why a shape does not fit the declared one: its rank, or an extent that is a number."""
    wanted = declared.shape
    if wanted is None:
        return None
    words = "[" + ", ".join(str(extent) for extent in wanted) + "]"
    if len(shape) != len(wanted):
        return Misfit(f"has {len(shape)} dimensions, but its shape is declared as {words}")
    for extent, declared_extent in zip(shape, wanted, strict=True):
        if isinstance(declared_extent, int) and extent != declared_extent:
            return Misfit(f"has shape {list(shape)}, but it is declared as {words}")
    return None


def _leaves(
    literal: object, index: tuple[int, ...] = ()
) -> Iterator[tuple[tuple[int, ...], object]]:
    if isinstance(literal, list):
        for position, item in enumerate(literal):
            yield from _leaves(item, (*index, position))
    else:
        yield index, literal


def _reads_as_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_number(item: object, dtype: str) -> bool:
    if isinstance(item, bool):
        return dtype == "bool"
    if dtype.startswith(("int", "uint")) and dtype in DTYPES:
        return isinstance(item, int)
    return isinstance(item, (int, float))


def _mend(item: object) -> str:
    match item:
        case str():
            return unquoted(item)
        case bool():
            return "write 0 or 1, or declare dtype: bool"
        case _:
            return ""


def _is_pair(literal: object) -> bool:
    return (
        isinstance(literal, list)
        and len(literal) == 2
        and all(isinstance(item, int) and not isinstance(item, bool) for item in literal)
    )


def _found(literal: object) -> str:
    match literal:
        case None:
            return "nothing (null)"
        case bool():
            return str(literal).lower()
        case int() | float():
            return str(literal)
        case str():
            return f"the text '{literal[:40]}'"
        case list():
            return "a list"
        case _:
            return "a mapping"
