"""The committed schemas are current, and the shipped YAML is what they describe."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from grader.render.schema_page import schema_page
from grader.schema import KIND_NAMES, Kind, schema, schema_text

ROOT = Path(__file__).parents[1]
PLACES: dict[Kind, str] = {
    "problem": "exercises/*/problem.yaml",
    "secret": "solutions/*/secret.yaml",
    "course": "exercises/course.yaml",
    "survivors": "solutions/*/survivors.yaml",
}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_committed_schema_is_current(kind: Kind) -> None:
    committed = ROOT / "docs" / "schema" / f"{kind}.schema.json"
    assert committed.read_text(encoding="utf-8") == schema_text(kind), (
        "the file format has changed: run `python -m grader.schema` and commit docs/schema"
    )


def test_the_page_of_all_keys_is_current() -> None:
    committed = ROOT / "docs" / "pack-keys.md"
    assert committed.read_text(encoding="utf-8") == schema_page(map(schema, KIND_NAMES)), (
        "the file format has changed: run `grader schema --page > docs/pack-keys.md`"
    )


def test_the_page_of_all_keys_says_each_key() -> None:
    page = schema_page(map(schema, KIND_NAMES))
    for kind in KIND_NAMES:
        for found in schema(kind)["$defs"].values():
            assert all(f"| `{key}` |" in page for key in found.get("properties", {}))
    assert r"| `type` | text | required |" in page
    assert "[Group](#group)" in page


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_schema_is_a_schema_of_its_draft(kind: Kind) -> None:
    Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"].endswith("2020-12/schema")
    assert schema(kind)["title"] == f"{kind}.yaml"


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_shipped_file_fits_its_schema(kind: Kind) -> None:
    validator = Draft202012Validator(schema(kind))
    for path in ROOT.glob(PLACES[kind]):
        errors = list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8"))))
        assert not errors, f"{path}: {errors[0].message}"


@pytest.mark.parametrize(
    ("entry", "fits"),
    [
        ("integers(2, 9)", True),
        (3, True),
        (True, True),
        (None, True),
        ([[1.5, 2], [3, 4]], True),
        ({"a": 1}, False),
    ],
)
def test_an_entry_is_an_expression_or_a_literal(entry: object, *, fits: bool) -> None:
    for part in ("let", "inputs", "cases"):
        value = [{"a": entry}] if part == "cases" else {"a": entry}
        data = {"groups": [{"name": "one", part: value}]}
        assert Draft202012Validator(schema("secret")).is_valid(data) == fits


@pytest.mark.parametrize(
    ("declared", "fits"), [("int", True), ("int | pair", True), ("nparray", False), ("", False)]
)
def test_a_type_is_one_of_the_known_ones(declared: str, *, fits: bool) -> None:
    parameter = schema("problem") | {"$ref": "#/$defs/Parameter"}
    assert Draft202012Validator(parameter).is_valid({"type": declared}) == fits
