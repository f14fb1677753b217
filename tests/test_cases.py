"""Cases: literals and draws become data of the declared type, and a seed decides them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pack import WritePack

from grader.cases import Case, draw_cases, group_seed, groups_of
from grader.errors import PackError
from grader.load import load_problem
from grader.pack_file import Defaults, Group, Parameter, ProblemFile, Returns
from grader.problem import Problem
from grader.values import Array, Mapping, Sequence, array_of, decode


def problem(
    parameters: dict[str, dict[str, Any]],
    groups: list[dict[str, Any]],
    *,
    secret: list[dict[str, Any]] | None = None,
    returns: str = "any",
    call: str | None = None,
    slug: str = "demo",
) -> Problem:
    file = ProblemFile(
        title="Demo",
        function="demo",
        parameters={name: Parameter(**given) for name, given in parameters.items()},
        returns=Returns(type=returns),
        statement="Do.",
        stub="def demo(): ...",
        reference="0",
        call=call,
        groups=[Group(**group) for group in groups],
    )
    hidden = None if secret is None else tuple(Group(**group) for group in secret)
    return Problem(slug, file, Defaults(), hidden)


def one_input(entry: object, **declared: Any) -> Any:
    made = problem({"x": declared}, [{"name": "one", "inputs": {"x": entry}}])
    (case,) = draw_cases(made, 0)
    return case.inputs["x"]


@pytest.mark.parametrize(
    ("entry", "declared", "kind", "dtype"),
    [
        ([[1, 2], [3, 4]], {"type": "ndarray"}, "ndarray", "float64"),
        ([[1, 2], [3, 4]], {"type": "ndarray", "dtype": "int32"}, "ndarray", "int32"),
        ([[1, 2], [3, 4]], {"type": "tensor"}, "tensor", "float32"),
        ([[1, 2], [3, 4]], {"type": "tensor", "dtype": "float64"}, "tensor", "float64"),
        ("arange(4) + 1", {"type": "tensor"}, "tensor", "float32"),
        ("[[1, 2], [3, 4]]", {"type": "ndarray"}, "ndarray", "float64"),
        ("arange(2, 2) + 1", {"type": "any"}, "ndarray", "float64"),
        ("arange(2, 2).T.T + 1", {"type": "none | ndarray"}, "ndarray", "float64"),
    ],
)
def test_numbers_in_a_box(entry: object, declared: dict[str, Any], kind: str, dtype: str) -> None:
    value = one_input(entry, **declared)
    assert isinstance(value, Array)
    assert (value.kind, value.dtype) == (kind, dtype)
    assert array_of(value).ravel().tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("entry", "declared", "expected"),
    [
        (3, "int", 3),
        ("zeros(3).shape[0]", "int", 3),
        ("arange(4)[2:3].size", "int", 1),
        (3, "float", 3.0),
        ("arange(4)[3]", "float", 3.0),
        (True, "bool", True),
        ("booleans() or True", "bool", True),
        ("'same'", "str", "same"),
        (None, "none", None),
        (None, "int | none", None),
        ([1, 2], "pair", (1, 2)),
        ([1, 2], "int | pair", (1, 2)),
        ("(1, 1 + 1)", "int | pair", (1, 2)),
        ("zeros(4, 5).shape", "pair", (4, 5)),
        ([[1, 0], [2, 0]], "list", [(1, 0), (2, 0)]),
        ("[[i, 0] for i in range(2)]", "list", [(0, 0), (1, 0)]),
        ("range(3)", "list", [0, 1, 2]),
        ([[1, 0], [2, 0]], "tuple", ((1, 0), (2, 0))),
        ([[1, 0]], "any", [(1, 0)]),
        ("(1, [2])", "any", (1, (2,))),
        ("arange(3)[1]", "any", 1.0),
    ],
)
def test_plain_values(entry: object, declared: str, expected: object) -> None:
    value = decode(one_input(entry, type=declared))
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("entry", "declared", "message"),
    [
        ("3", {"type": "ndarray"}, "'x' should be an array, not 3"),
        ("[[1], [2, 3]]", {"type": "ndarray"}, "'x' has rows of different lengths"),
        ("['a']", {"type": "tensor"}, "'x' should hold numbers, not str32"),
        (
            "zeros(2, 2)",
            {"type": "ndarray", "shape": ["N"]},
            "'x' has 2 dimensions, but its shape is declared as [N]",
        ),
        (
            "zeros(2, 2)",
            {"type": "ndarray", "shape": [2, 3]},
            "'x' has shape [2, 2], but it is declared as [2, 3]",
        ),
        ("[0.5]", {"type": "ndarray", "dtype": "int64"}, "'x' holds numbers that int64 cannot"),
        ("[300]", {"type": "tensor", "dtype": "uint8"}, "'x' holds numbers that uint8 cannot"),
        ("1.5", {"type": "int"}, "'x' should be int, not 1.5"),
        ("True", {"type": "int"}, "'x' should be int, not True"),
        ("zeros(2)", {"type": "float"}, "'x' should be float, not an array of shape (2,)"),
        ("1", {"type": "bool"}, "'x' should be bool, not 1"),
        ("1", {"type": "str"}, "'x' should be str, not 1"),
        ("0", {"type": "none"}, "'x' should be none, not 0"),
        ("(1, 2, 3)", {"type": "pair"}, "'x' should be a pair of whole numbers, not (1, 2, 3)"),
        ("(1, 2.5)", {"type": "int | pair"}, "'x' should be int or pair, not a tuple"),
        ("3", {"type": "list"}, "'x' should be a list, not 3"),
        ("'ab'", {"type": "tuple"}, "'x' should be a tuple, not a str"),
        ("integers(2, 1)", {"type": "int"}, "'integers(2, 1)': integers(2, 1): the low end"),
        ("'a' * 20000", {"type": "str"}, "'x' text of 20000 characters"),
    ],
)
def test_what_does_not_fit_names_the_group(
    entry: object, declared: dict[str, Any], message: str
) -> None:
    with pytest.raises(PackError) as caught:
        one_input(entry, **declared)
    assert str(caught.value).startswith(f"demo/problem.yaml: group 'one': {message}")


def test_every_group_that_cannot_be_drawn_is_named() -> None:
    bad = {"name": "bad", "inputs": {"x": "1 / 0"}}
    made = problem({"x": {"type": "int"}}, [bad], secret=[bad, {"name": "empty"}])
    with pytest.raises(PackError) as caught:
        draw_cases(made, 0)
    assert str(caught.value).splitlines() == [
        "demo/problem.yaml: group 'bad': '1 / 0': division by zero",
        "demo/secret.yaml: group 'bad': '1 / 0': division by zero",
        "demo/secret.yaml: group 'empty': no input for 'x'",
    ]


def test_groups_are_counted_public_first() -> None:
    group = {"inputs": {"x": 1}}
    made = problem(
        {"x": {"type": "int"}},
        [{"name": "a", **group}, {"name": "b", "repeat": 2, **group}],
        secret=[{"name": "a", **group}],
    )
    assert [(group.name, secret) for group, secret in groups_of(made)] == [
        ("a", False),
        ("b", False),
        ("a", True),
    ]
    assert [(case.group, case.index, case.secret) for case in draw_cases(made, 0)] == [
        (0, 0, False),
        (1, 0, False),
        (1, 1, False),
        (2, 0, True),
    ]


def test_cases_complete_the_inputs_and_each_is_repeated() -> None:
    group = {
        "name": "grid",
        "repeat": 2,
        "let": {"N": 2},
        "inputs": {"x": "ones(N, k)", "k": 5},
        "cases": [{"k": 1}, {"x": "zeros(N, k + 1)", "k": "N + 1"}],
    }
    made = problem({"x": {"type": "ndarray"}, "k": {"type": "int"}}, [group])
    cases = draw_cases(made, 0)
    assert [list(case.inputs) for case in cases] == [["x", "k"]] * 4
    assert [case.inputs["k"] for case in cases] == [1, 1, 3, 3]
    shapes = [case.inputs["x"].shape for case in cases if isinstance(case.inputs["x"], Array)]
    assert shapes == [(2, 1), (2, 1), (2, 4), (2, 4)]


def test_names_are_drawn_in_order_and_seen_by_inputs() -> None:
    group = {
        "name": "one",
        "let": {"N": "integers(3, 9)", "M": "integers(N, N)", "x": 7},
        "inputs": {"y": "x + M - N", "x": "x", "z": "y * 2"},
    }
    made = problem({name: {"type": "int"} for name in "xyz"}, [group])
    (case,) = draw_cases(made, 5)
    assert case.inputs == {"x": 7, "y": 7, "z": 14}


TWO = np.array([1.0, 2.0]).tobytes()


@pytest.mark.parametrize(
    ("expect", "returns", "call", "expected"),
    [
        ([[1, 2]], "ndarray", None, Array("ndarray", "float64", (1, 2), TWO)),
        ([1], "tensor", None, Array("tensor", "float32", (1,), np.array([1], "float32").tobytes())),
        (3, "int", None, 3),
        (3, "float", None, 3.0),
        ([1, 2], "pair", None, Sequence("tuple", (1, 2))),
        (None, "none", None, None),
        ({"a": 1}, "int", "describe(demo(x))", Mapping({"a": 1})),
        ([[1, 0]], "int", "[demo(x)]", Sequence("list", (Sequence("tuple", (1, 0)),))),
        (3, "int", "demo(x) + 1", 3),
    ],
)
def test_expected_literals(expect: Any, returns: str, call: str | None, expected: object) -> None:
    group = {"name": "one", "inputs": {"x": 1}, "expect": expect}
    (case,) = draw_cases(problem({"x": {"type": "int"}}, [group], returns=returns, call=call), 0)
    assert case.has_expect
    assert case.expect == expected
    assert type(case.expect) is type(expected)


def test_an_expected_literal_that_cannot_be_returned() -> None:
    group = {"name": "one", "inputs": {"x": 1}, "expect": 2.5}
    with pytest.raises(PackError, match=r"group 'one': 'expect' should be int, not 2\.5"):
        draw_cases(problem({"x": {"type": "int"}}, [group], returns="int"), 0)


def test_a_groups_call_replaces_the_problems() -> None:
    groups = [{"name": "a", "inputs": {"x": 1}}, {"name": "b", "inputs": {"x": 1}, "call": "two"}]
    made = problem({"x": {"type": "int"}}, groups, call="one")
    assert [case.call for case in draw_cases(made, 0)] == ["one", "two"]
    assert [case.call for case in draw_cases(problem({"x": {"type": "int"}}, groups[:1]), 0)] == [
        None
    ]


DRAWN = {"name": "drawn", "repeat": 3, "inputs": {"x": "normal(3)"}}


@given(st.integers(0, 2**64), st.text(min_size=1, max_size=5))
def test_the_same_seed_gives_the_same_cases(seed: int, name: str) -> None:
    made = problem({"x": {"type": "ndarray"}}, [DRAWN | {"name": name}])
    cases = draw_cases(made, seed)
    assert cases == draw_cases(made, seed)
    assert len({case.inputs["x"] for case in cases}) == 3


def test_a_new_group_changes_no_other_ones_cases() -> None:
    alone = problem({"x": {"type": "ndarray"}}, [DRAWN])
    beside = problem({"x": {"type": "ndarray"}}, [DRAWN | {"name": "new"}, DRAWN], secret=[DRAWN])
    first, second = draw_cases(alone, 1), draw_cases(beside, 1)
    assert [case.inputs for case in first] == [case.inputs for case in second[3:6]]
    assert [case.inputs for case in first] != [case.inputs for case in second[6:]]
    assert [case.inputs for case in first] != [case.inputs for case in second[:3]]


def test_each_part_of_a_groups_name_changes_its_seed() -> None:
    seeds = {
        group_seed("a", "b", 1, secret=True),
        group_seed("a", "b", 1, secret=False),
        group_seed("a", "b", 2, secret=True),
        group_seed("a", "c", 1, secret=True),
        group_seed("b", "b", 1, secret=True),
        group_seed("ab", "", 1, secret=True),
        group_seed("", "ab", 1, secret=True),
    }
    assert len(seeds) == 7


def test_the_draws_of_a_seed_are_pinned() -> None:
    group = {"name": "pinned", "inputs": {"x": "small_integers(2, 3)"}}
    (case,) = draw_cases(problem({"x": {"type": "ndarray"}}, [group]), 2024)
    assert isinstance(case.inputs["x"], Array)
    assert array_of(case.inputs["x"]).tolist() == [[4, 2, 1], [2, -4, -4]]


def test_cases_can_be_stored() -> None:
    cases = draw_cases(problem({"x": {"type": "ndarray"}}, [DRAWN]), 0)
    packed = msgspec.msgpack.encode(cases)
    assert msgspec.msgpack.decode(packed, type=tuple[Case, ...]) == cases


def test_drawing_does_not_import_torch(write_pack: WritePack) -> None:
    write_pack()
    assert len(draw_cases(load_problem("double", Path("exercises"), Path("solutions")), 0)) == 4
    code = (
        "import sys; from pathlib import Path\n"
        "from grader.load import load_problem; from grader.cases import draw_cases\n"
        "draw_cases(load_problem('double', Path('exercises')), 0)\n"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert done.stdout.strip() == "False"
