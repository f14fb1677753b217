"""The JSON Schemas of a pack's files as one page of tables: every key, its type, its default."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["schema_page"]

HEAD = """\
# Every key of a pack's files

Made from [the schemas](schema/problem.schema.json) by `grader schema --page`, so it says what the
loader reads and nothing else. [The format of a pack](problem-format.md) explains the keys.
"""
Schema = Mapping[str, Any]


def schema_page(schemas: Iterable[Schema]) -> str:
    """Return a Markdown page: a heading a file, a table an object, each object once."""
    told: set[str] = set()
    lines = [HEAD]
    for schema in schemas:
        lines.append(f"## {schema['title']}\n")
        lines += _objects(schema, told)
    return "\n".join(lines)


def _objects(schema: Schema, told: set[str]) -> Iterator[str]:
    """Yield the objects of a file, the whole file first, then those that it is made of."""
    root = _name(schema["$ref"])
    for name in (root, *(other for other in schema["$defs"] if other != root)):
        found = schema["$defs"][name]
        if name not in told:
            told.add(name)
            yield from ([] if name == root else [f"### {name}\n"])
            yield from _table(found)


def _table(found: Schema) -> Iterator[str]:
    if "description" in found:
        yield f"{_cell(found['description'])}\n"
    if "properties" not in found:
        return
    yield "| key | type | default | what it is |\n|---|---|---|---|"
    required = found.get("required", [])
    for key, value in found["properties"].items():
        default = "required" if key in required else _default(value)
        yield f"| `{key}` | {_cell(_type(value))} | {default} | {_cell(_says(value))} |"
    yield ""


def _default(value: Schema) -> str:
    if "default" not in value or value["default"] is None:
        return "none"
    return f"`{_cell(json.dumps(value['default']))}`"


def _says(value: Schema) -> str:
    """Return what a key's own words are, or those of its only alternative that has some."""
    options = [value, *value.get("anyOf", [])]
    return next((option["description"] for option in options if "description" in option), "")


def _type(value: Schema) -> str:
    """Return a type in words: `number`, `list of Group`, `text or none`."""
    if "$ref" in value:
        name = _name(value["$ref"])
        return f"[{name}](#{name.lower()})"
    if "enum" in value:
        return " or ".join(f"`{json.dumps(one)}`" for one in value["enum"])
    if "anyOf" in value:
        return " or ".join(dict.fromkeys(map(_type, value["anyOf"])))
    kind = value.get("type", "anything")
    if kind == "array":
        return f"list of {_type(value['items'])}" if value.get("items") else "list"
    if kind == "object":
        return f"mapping to {_type(value.get('additionalProperties') or {})}"
    names = {"string": "text", "null": "none", "integer": "whole number"}
    kinds = [kind] if isinstance(kind, str) else kind
    return " or ".join(names.get(one, one) for one in kinds) + _bounds(value)


def _bounds(value: Schema) -> str:
    words = {"minimum": ">=", "exclusiveMinimum": ">", "maximum": "<="}
    found = [f"{sign} {value[name]}" for name, sign in words.items() if name in value]
    return f" {', '.join(found)}" if found else ""


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _cell(text: str) -> str:
    """Return text that stays in its cell."""
    return text.replace("|", r"\|").replace("\n", " ")
