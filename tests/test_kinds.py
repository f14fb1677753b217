"""Which literals fit which declared types, and what is said of those that do not."""

from __future__ import annotations

import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grader.cases.coerce import coerced
from grader.cases.kinds import KINDS, alternatives, literal_misfit, number_as_yaml
from grader.pack_file import Parameter

INTEGERS = st.integers(-(2**40), 2**40)
LITERALS = st.recursive(
    st.none() | st.booleans() | INTEGERS | st.floats(-1e9, 1e9),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=8,
)


def said(literal: object, **declared: Any) -> str | None:
    misfit = literal_misfit(literal, Parameter(**declared))
    if misfit is None:
        return None
    return misfit.what + (f"; {misfit.fix}" if misfit.fix else "")


@pytest.mark.parametrize(
    ("literal", "declared"),
    [
        ([1, 2.5], {"type": "ndarray", "shape": ["N"]}),
        ([[1], [2]], {"type": "tensor", "shape": [2, 1]}),
        ([], {"type": "ndarray", "shape": ["N"]}),
        (3, {"type": "tensor", "shape": []}),
        ([True, False], {"type": "ndarray", "dtype": "bool"}),
        ([1, 2], {"type": "ndarray", "dtype": "int64"}),
        (3, {"type": "int"}),
        (3, {"type": "float"}),
        (2.5, {"type": "float"}),
        (True, {"type": "bool"}),
        ([1, 2], {"type": "pair"}),
        ([[1, 2], "same"], {"type": "list"}),
        ([1], {"type": "tuple"}),
        (None, {"type": "none"}),
        (None, {"type": "ndarray | none"}),
        ([1, 2], {"type": "int | pair"}),
        ([[1], [1, 2]], {"type": "any"}),
    ],
)
def test_literals_that_fit(literal: object, declared: dict[str, Any]) -> None:
    assert said(literal, **declared) is None


@pytest.mark.parametrize(
    ("literal", "declared", "message"),
    [
        (3, {"type": "tensor"}, "should be a tensor (a nested list of numbers), not 3"),
        ([1.5], {"type": "ndarray", "dtype": "int64"}, "holds 1.5 where a number belongs"),
        ([1, None], {"type": "ndarray"}, "holds nothing (null) where a number belongs"),
        (
            ["nan"],
            {"type": "ndarray"},
            "holds the text 'nan' where a number belongs; write .nan, without quotes",
        ),
        (
            ["x"],
            {"type": "ndarray"},
            "holds the text 'x' where a number belongs; write a number",
        ),
        ([1, 2], {"type": "ndarray", "shape": [3]}, "has shape [2], but it is declared as [3]"),
        (2.5, {"type": "int"}, "should be a whole number, not 2.5"),
        (True, {"type": "int"}, "should be a whole number, not true"),
        (True, {"type": "float"}, "should be a number, not true"),
        (1, {"type": "bool"}, "should be true or false, not 1"),
        ([1], {"type": "str"}, "should be text, not a list"),
        ([1, 2, 3], {"type": "pair"}, "should be a pair of whole numbers, as [1, 2], not a list"),
        (3, {"type": "list"}, "should be a list, not 3"),
        (0, {"type": "none"}, "should be null, not 0"),
        ({"a": 1}, {"type": "any"}, "should be a value or a list, not a mapping"),
        ([["1e-6"]], {"type": "list"}, "holds the text '1e-6'; write 1.0e-6, without quotes"),
        (
            2.5,
            {"type": "int | pair"},
            "should be a whole number or a pair of whole numbers, as [1, 2], not 2.5",
        ),
        (
            [[1], [2, 3]],
            {"type": "ndarray | none"},
            "has rows of different lengths; give every row the same length",
        ),
    ],
)
def test_literals_that_do_not_fit(literal: object, declared: dict[str, Any], message: str) -> None:
    assert said(literal, **declared) == message


def test_alternatives() -> None:
    assert alternatives("int | pair|none") == ("int", "pair", "none")


@given(LITERALS, st.sampled_from(KINDS), st.sampled_from(KINDS))
def test_a_literal_that_fits_can_be_made(literal: object, first: str, second: str) -> None:
    declared = Parameter(type=f"{first} | {second}")
    if literal_misfit(literal, declared) is None:
        kind, _ = coerced(literal, declared)
        assert kind in (first, second)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_as_yaml_reads_it(number: float) -> None:
    for text in (repr(number), f"{number:e}", f"{number:.0e}"):
        written = number_as_yaml(text)
        assert written is not None
        assert yaml.safe_load(written) == float(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1e-6", "1.0e-6"),
        ("1E6", "1.0e+6"),
        (".5e3", "0.5e+3"),
        ("-2.", "-2.0"),
        ("7", "7"),
        ("-inf", "-.inf"),
        ("ten", None),
        (".", None),
        ("e5", None),
        ("", None),
    ],
)
def test_how_a_number_is_written(text: str, written: str | None) -> None:
    assert number_as_yaml(text) == written


def test_not_a_number_is_one() -> None:
    assert math.isnan(yaml.safe_load(number_as_yaml("nan") or ""))
