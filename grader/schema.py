"""The JSON Schema of the YAML files, for editors that complete and check them.

Made from the Structs of the file format, so that it cannot say anything else than the loader.
`python -m grader.schema` writes the copies under docs/schema/.
"""

from __future__ import annotations

import json
from inspect import cleandoc
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from grader.cases.kinds import KINDS
from grader.pack_file import CourseFile, ProblemFile, SecretFile, SurvivorsFile
from grader.values import DTYPES

__all__ = ["KIND_NAMES", "Kind", "schema", "schema_of", "schema_text", "write_schemas"]

Kind = Literal["problem", "secret", "course", "survivors"]

KIND_NAMES: Final[tuple[Kind, ...]] = ("problem", "secret", "course", "survivors")
"""The files of a pack that have a schema."""

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_ENTRY: Final[dict[str, Any]] = {
    "title": "Entry",
    "description": "Text is an expression, as in 'integers(2, 9)'; anything else is a literal.",
    "type": ["string", "number", "boolean", "null", "array"],
}


def schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one kind of file."""
    structs: dict[Kind, type[msgspec.Struct]] = {
        "problem": ProblemFile,
        "secret": SecretFile,
        "course": CourseFile,
        "survivors": SurvivorsFile,
    }
    made = schema_of(structs[kind])
    for name, definition in made["$defs"].items():
        _refine(name, definition["properties"])
    if kind in ("problem", "secret"):
        made["$defs"]["Entry"] = _ENTRY
    return {"$schema": _DRAFT, "title": f"{kind}.yaml", **made}


def schema_of(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """Return a Struct's schema, the same from every version of Python."""
    made = msgspec.json.schema(struct)
    for definition in made["$defs"].values():  # docstrings are indented up to Python 3.12
        if "description" in definition:
            definition["description"] = cleandoc(definition["description"])
    return made


def schema_text(kind: Kind) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema(kind), indent=2) + "\n"


def write_schemas(folder: Path) -> None:
    """Write the schema of every kind of file into a folder, as KIND.schema.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KIND_NAMES:
        (folder / f"{kind}.schema.json").write_text(schema_text(kind), encoding="utf-8")


def _refine(name: str, properties: dict[str, Any]) -> None:
    """Say what the loader checks beyond the Structs: types, dtypes, what an entry may be."""
    entry = {"$ref": "#/$defs/Entry"}
    match name:
        case "Parameter" | "Returns":
            kinds = "|".join(KINDS)
            properties["type"]["pattern"] = rf"^\s*({kinds})\s*(\|\s*({kinds})\s*)*$"
            properties["dtype"]["anyOf"][0]["enum"] = list(DTYPES)
        case "PracticeGroup":
            properties["let"]["additionalProperties"] = entry
            properties["inputs"]["additionalProperties"] = entry
        case "Group":
            properties["let"]["additionalProperties"] = entry
            properties["inputs"]["additionalProperties"] = entry
            properties["cases"]["items"]["additionalProperties"] = entry
        case _:
            pass


if __name__ == "__main__":
    write_schemas(Path(__file__).parents[1] / "docs" / "schema")
