"""Why a document does not fit its Struct: each misfit with its line and its mend.

Walks the data beside msgspec's own description of the Struct. Imported only once a file is
known to be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from msgspec import inspect

from grader.cases.kinds import number_as_yaml
from grader.errors import Fault
from grader.load.nearest import nearest, suggestion
from grader.load.yaml_tree import BROKEN, Document, Place
from grader.pack_file import Name, Slug

__all__ = ["explain"]

_PATTERNS: Final = {
    Name.__metadata__[0].pattern: "a Python name (letters, digits and _)",  # type: ignore[attr-defined]
    Slug.__metadata__[0].pattern: "lower-case words joined by hyphens",  # type: ignore[attr-defined]
}
_BOUNDS: Final[tuple[tuple[str, str, Callable[[Any, float], bool]], ...]] = (
    ("ge", "at least", lambda data, bound: data >= bound),
    ("gt", "more than", lambda data, bound: data > bound),
    ("le", "at most", lambda data, bound: data <= bound),
    ("lt", "less than", lambda data, bound: data < bound),
)
_SHOWN: Final = 40


def explain(document: Document, kind: type) -> tuple[object, tuple[Fault, ...]]:
    """Return the data with its unknown keys mended or dropped, and every misfit."""
    walk = _Walk(document)
    repaired = walk.value(document.data, inspect.type_info(kind), ())
    return repaired, tuple(walk.faults)


class _Walk:
    """One pass over a document; collects faults, returns the data as far as it can be mended."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults: list[Fault] = []

    def fault(self, place: Place, what: str, fix: str = "") -> None:
        self.faults.append(self.document.fault(place, what, fix))

    def value(self, data: object, wanted: inspect.Type, place: Place) -> object:
        if data is BROKEN:
            return data  # its fault is already there
        if isinstance(data, dict) and (tags := _tags(wanted)):
            chosen = self.tagged(data, tags, place)
            if chosen is None:
                return data
            wanted = chosen
        wanted = _fitting(wanted, data)
        match wanted, data:
            case inspect.StructType(), dict():
                return self.struct(data, wanted, place)
            case inspect.DictType(), dict():
                return self.table(data, wanted, place)
            case inspect.ListType(), list():
                return self.items(data, wanted, place)
            case _:
                pass
        if not _accepts(wanted, data):
            self.wrong_type(data, wanted, place)
        else:
            self.constraints(data, wanted, place)
        return data

    def tagged(
        self, data: dict[str, object], tags: dict[str, inspect.StructType], place: Place
    ) -> inspect.Type | None:
        """Return the Struct that a mapping says it is; None, with a fault, where it is none."""
        field = next(iter(tags.values())).tag_field or ""
        if field not in data:
            what = f"missing key '{field}'{_of(place)}"
            self.fault(place, what, f"add '{field}: ...', one of {', '.join(tags)}")
            return None
        tag = data[field]
        if not isinstance(tag, str) or tag not in tags:
            fix = suggestion(str(tag), tags, "there are")
            self.fault((*place, field), f"unknown {field} '{_short(str(tag))}'", fix)
            return None
        return tags[tag]

    def struct(self, data: dict[str, object], wanted: inspect.StructType, place: Place) -> object:
        fields = {field.encode_name: field for field in wanted.fields}
        repaired: dict[str, object] = {}
        tag = wanted.tag_field
        if tag is not None and tag in data:
            repaired[tag] = data[tag]
        for key, item in data.items():
            if key == tag:
                continue
            name = self.known(key, data, fields, place)
            if name is not None:
                repaired[name] = self.value(item, fields[name].type, (*place, key))
        for name, field in fields.items():
            if field.required and name not in repaired:
                self.fault(place, f"missing key '{name}'{_of(place)}", f"add '{name}: ...'")
        return repaired

    def known(
        self, key: str, data: dict[str, object], fields: dict[str, Any], place: Place
    ) -> str | None:
        if key in fields:
            return key
        self.fault((*place, key), f"unknown key '{key}'", suggestion(key, fields, "the keys here"))
        meant = nearest(key, fields)
        return meant if meant not in data else None

    def table(self, data: dict[str, object], wanted: inspect.DictType, place: Place) -> object:
        self.length(data, wanted, place)
        for key in data:
            self.constraints(key, _fitting(wanted.key_type, key), (*place, key))
        return {
            key: self.value(item, wanted.value_type, (*place, key)) for key, item in data.items()
        }

    def items(self, data: list[object], wanted: inspect.ListType, place: Place) -> object:
        self.length(data, wanted, place)
        return [
            self.value(item, wanted.item_type, (*place, index)) for index, item in enumerate(data)
        ]

    def wrong_type(self, data: object, wanted: inspect.Type, place: Place) -> None:
        written = self.document.written(place)
        what = f"{_name(place)} should be {_noun(wanted)}, not {_found(data, written)}"
        self.fault(place, what, _mend(data, wanted, written))

    def constraints(self, data: object, wanted: inspect.Type, place: Place) -> None:
        pattern = getattr(wanted, "pattern", None)
        if pattern is not None and isinstance(data, str) and not re.search(pattern, data):
            words = _PATTERNS.get(pattern, f"text that matches {pattern}")
            self.fault(place, f"'{_short(data)}' should be {words}")
        if isinstance(data, str):
            self.length(data, wanted, place)
        for bound, words, holds in _BOUNDS:
            limit = getattr(wanted, bound, None)
            if limit is not None and not holds(data, limit):
                self.fault(place, f"{_name(place)} should be {words} {limit:g}, not {data}")

    def length(self, data: Any, wanted: inspect.Type, place: Place) -> None:
        least = getattr(wanted, "min_length", None)
        if least is not None and len(data) < least:
            fix = "write something there" if isinstance(data, str) else "add an entry"
            self.fault(place, f"{_name(place)} is empty", fix)


def _tags(wanted: inspect.Type) -> dict[str, inspect.StructType]:
    """Return the Structs that a union tells apart by a tag, by their tags."""
    if not isinstance(wanted, inspect.UnionType):
        return {}
    return {
        str(option.tag): option
        for option in wanted.types
        if isinstance(option, inspect.StructType) and option.tag_field is not None
    }


def _fitting(wanted: inspect.Type, data: object) -> inspect.Type:
    """Return the alternative of a union that the data looks like; the first one for none."""
    while isinstance(wanted, (inspect.Metadata, inspect.UnionType)):
        if isinstance(wanted, inspect.Metadata):
            wanted = wanted.type
            continue
        options = [_fitting(option, data) for option in wanted.types]
        fits = [option for option in options if _accepts(option, data)]
        rest = [option for option in options if not isinstance(option, inspect.NoneType)]
        if not fits and len(rest) > 1:
            return inspect.UnionType(tuple(rest))
        wanted = (fits or rest)[0]
    return wanted


def _accepts(wanted: inspect.Type, data: object) -> bool:
    match wanted:
        case inspect.AnyType():
            return True
        case inspect.StrType():
            return isinstance(data, str)
        case inspect.BoolType():
            return isinstance(data, bool)
        case inspect.IntType():
            return isinstance(data, int) and not isinstance(data, bool)
        case inspect.LiteralType(values=values):
            return data in values
        case inspect.FloatType():
            return isinstance(data, (int, float)) and not isinstance(data, bool)
        case inspect.NoneType():
            return data is None
        case inspect.ListType():
            return isinstance(data, list)
        case inspect.DictType() | inspect.StructType():
            return isinstance(data, dict)
        case _:
            return False


def _noun(wanted: inspect.Type) -> str:
    match wanted:
        case inspect.UnionType():
            return " or ".join(_noun(option) for option in wanted.types)
        case inspect.StrType():
            return "text"
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType():
            return "a whole number"
        case inspect.FloatType():
            return "a number"
        case inspect.ListType():
            return "a list"
        case inspect.LiteralType(values=values):
            return " or ".join(map(str, values))
        case _:
            return "a mapping (key: value lines)"


def _found(data: object, written: str) -> str:
    match data:
        case None:
            return "empty"
        case bool() if written.lower() not in ("true", "false"):
            return f"{written}, which YAML reads as {str(data).lower()}"
        case bool() | int() | float():
            return written or str(data)
        case str():
            return f"the text '{_short(data)}'"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _mend(data: object, wanted: inspect.Type, written: str) -> str:
    wants = _noun(wanted)
    match data:
        case str() if "number" in wants and (number := number_as_yaml(data)):
            return f"write {number}, without quotes"
        case bool() | int() | float() if "text" in wants:
            return f"put it in quotes: '{written}'"
        case dict() if "text" in wants:
            return "put text that holds ': ' in quotes"
        case list() if "text" in wants:
            return "put text that starts with [ or - in quotes"
        case None:
            return "write it after the colon, or leave the key out"
        case str() | bool() | int() | float() if wants == "a list":
            return f"write [{written}]"
        case dict() if wants == "a list":
            return "start each item with '- '"
        case list() if wants.startswith("a mapping"):
            return "leave out the '- '"
    return ""


def _name(place: Place) -> str:
    """Return how a reader would call a place: 'points', item 2 of 'hints'."""
    match place:
        case ():
            return "the file"
        case (*_, str(owner), int(index)):
            return f"item {index + 1} of '{owner}'"
        case (*_, int(), int(index)):
            return f"item {index + 1}"
        case _:
            return f"'{place[-1]}'"


def _of(place: Place) -> str:
    return f" in {_name(place)}" if place else ""


def _short(text: str) -> str:
    text = text.strip().replace("\n", " ")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
