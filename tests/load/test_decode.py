"""A document becomes a Struct, or every reason why it does not."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from small_pack import COURSE, PROBLEM, SECRET

from grader.errors import PackError
from grader.load.check import check_problem
from grader.load.decode import Decoded, decode
from grader.load.yaml_tree import read_document
from grader.pack_file import CourseFile, Defaults, ProblemFile, SecretFile

SHOWN = Path("f.yaml")


def decoded(folder: Path, text: str, kind: type[Any]) -> Decoded[Any]:
    path = folder / "f.yaml"
    path.write_text(text)
    return decode(read_document(path, SHOWN), kind)


@pytest.mark.parametrize(
    ("text", "kind"), [(PROBLEM, ProblemFile), (SECRET, SecretFile), (COURSE, CourseFile)]
)
def test_a_sound_file_is_its_struct(tmp_path: Path, text: str, kind: type[object]) -> None:
    result = decoded(tmp_path, text, kind)
    assert isinstance(result.value, kind)
    assert result.faults == ()


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        pytest.param(
            "points: 10",
            "pionts: 10",
            ["3: unknown key 'pionts'; did you mean 'points'?"],
            id="near-key",
        ),
        pytest.param(
            "points: 10", "author: me", ["3: unknown key 'author'"], id="key-like-no-other"
        ),
        pytest.param(
            "points: 10",
            "tolerance: {slack: 1}",
            ["3: unknown key 'slack'; the keys here: rtol, atol"],
            id="key-among-few",
        ),
        pytest.param(
            "function: double\n",
            "",
            ["1: missing key 'function'; add 'function: ...'"],
            id="missing-key",
        ),
        pytest.param(
            "{type: ndarray, shape: [N]}\nreturns",
            "{shape: [N]}\nreturns",
            ["6: missing key 'type' in 'x'; add 'type: ...'"],
            id="missing-inner-key",
        ),
        pytest.param(
            "  - name: by hand\n    inputs",
            "  - inputs",
            ["18: missing key 'name' in item 1 of 'groups'; add 'name: ...'"],
            id="missing-key-of-an-item",
        ),
        pytest.param(
            "points: 10",
            "tolerance: {rtol: 1e-6}",
            ["3: 'rtol' should be a number, not the text '1e-6'; write 1.0e-6, without quotes"],
            id="number-without-a-dot",
        ),
        pytest.param(
            "points: 10",
            "points: '2.5e3'",
            ["3: 'points' should be a number, not the text '2.5e3'; write 2.5e+3, without quotes"],
            id="number-in-quotes",
        ),
        pytest.param(
            "points: 10",
            "points: many",
            ["3: 'points' should be a number, not the text 'many'"],
            id="text-for-number",
        ),
        pytest.param(
            "points: 10",
            "points: no",
            ["3: 'points' should be a number, not no, which YAML reads as false"],
            id="truth-for-number",
        ),
        pytest.param(
            "points: 10", "points: 0", ["3: 'points' should be more than 0, not 0"], id="bound"
        ),
        pytest.param(
            "points: 10",
            "memory: 20.5",
            ["3: 'memory' should be a whole number, not 20.5"],
            id="fraction-for-whole",
        ),
        pytest.param(
            "title: Double it",
            "title: no",
            [
                (
                    "1: 'title' should be text, not no, which YAML reads as false; "
                    "put it in quotes: 'no'"
                )
            ],
            id="truth-for-text",
        ),
        pytest.param(
            "title: Double it",
            "title: 5",
            ["1: 'title' should be text, not 5; put it in quotes: '5'"],
            id="number-for-text",
        ),
        pytest.param(
            "title: Double it",
            "title:",
            [
                (
                    "1: 'title' should be text, not empty; "
                    "write it after the colon, or leave the key out"
                )
            ],
            id="nothing-for-text",
        ),
        pytest.param(
            "title: Double it",
            "title: ''",
            ["1: 'title' is empty; write something there"],
            id="empty-text",
        ),
        pytest.param(
            "points: 10",
            "hints:\n  - Step: one",
            [
                (
                    "4: item 1 of 'hints' should be text, not a mapping; "
                    "put text that holds ': ' in quotes"
                )
            ],
            id="mapping-for-text",
        ),
        pytest.param(
            "points: 10",
            "hints: [[a]]",
            [
                (
                    "3: item 1 of 'hints' should be text, not a list; "
                    "put text that starts with [ or - in quotes"
                )
            ],
            id="list-for-text",
        ),
        pytest.param(
            "packages: [numpy]",
            "packages: numpy",
            ["4: 'packages' should be a list, not the text 'numpy'; write [numpy]"],
            id="text-for-list",
        ),
        pytest.param(
            "packages: [numpy]",
            "packages: {numpy: 1}",
            ["4: 'packages' should be a list, not a mapping; start each item with '- '"],
            id="mapping-for-list",
        ),
        pytest.param(
            "  x: {type",
            "  - x: {type",
            [
                (
                    "5: 'parameters' should be a mapping (key: value lines), not a list; "
                    "leave out the '- '"
                )
            ],
            id="list-for-mapping",
        ),
        pytest.param(
            "[N]}\nreturns",
            "[no, 2.5]}\nreturns",
            [
                (
                    "6: item 1 of 'shape' should be a whole number or text, not no, "
                    "which YAML reads as false; put it in quotes: 'no'"
                ),
                (
                    "6: item 2 of 'shape' should be a whole number or text, not 2.5; "
                    "put it in quotes: '2.5'"
                ),
            ],
            id="one-of-two-types",
        ),
        pytest.param(
            "function: double",
            "function: my-double",
            ["2: 'my-double' should be a Python name (letters, digits and _)"],
            id="no-python-name",
        ),
        pytest.param(
            "  x: {type",
            "  2x: {type",
            ["6: '2x' should be a Python name (letters, digits and _)"],
            id="no-python-name-as-key",
        ),
        pytest.param(
            "    expect",
            "    repeat: 0\n    reveal: 1\n    expect",
            [
                "20: 'repeat' should be at least 1, not 0",
                "21: 'reveal' should be true or false, not 1",
            ],
            id="several-at-once",
        ),
        pytest.param(
            "title: Double it",
            "title: 5\ntitle: 6\nmemory: 010",
            [
                "2: duplicate key 'title', already on line 1; keep one of them",
                (
                    "3: YAML reads '010' as a number that is not what it looks like; "
                    "write plain digits, or put it in quotes if it is text"
                ),
                "1: 'title' should be text, not 5; put it in quotes: '5'",
            ],
            id="with-faults-of-any-file",
        ),
    ],
)
def test_every_misfit_has_its_line_and_its_mend(
    tmp_path: Path, old: str, new: str, messages: list[str]
) -> None:
    assert old in PROBLEM
    result = decoded(tmp_path, PROBLEM.replace(old, new), ProblemFile)
    assert [str(fault) for fault in result.faults] == [f"f.yaml:{text}" for text in messages]


def test_a_list_where_the_file_should_be_a_mapping(tmp_path: Path) -> None:
    result = decoded(tmp_path, "- a", CourseFile)
    assert [str(fault) for fault in result.faults] == [
        "f.yaml:1: the file should be a mapping (key: value lines), not a list; leave out the '- '"
    ]


def test_a_slug_is_lower_case(tmp_path: Path) -> None:
    result = decoded(tmp_path, COURSE.replace("[double]", "[Double_It]"), CourseFile)
    assert [str(fault) for fault in result.faults] == [
        "f.yaml:4: 'Double_It' should be lower-case words joined by hyphens"
    ]


def test_a_misspelt_key_is_read_as_the_one_that_was_meant(tmp_path: Path) -> None:
    result = decoded(tmp_path, PROBLEM.replace("points: 10", "pionts: 7"), ProblemFile)
    assert result.value is not None
    assert result.value.points == 7


def test_a_value_that_cannot_be_mended_is_none(tmp_path: Path) -> None:
    assert decoded(tmp_path, PROBLEM.replace("10", "ten"), ProblemFile).value is None


KEYS = st.sampled_from(
    [*ProblemFile.__struct_fields__, "name", "type", "inputs", "let", "cases", "repeat", "x", "no"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
TREES = st.recursive(
    LEAVES | st.sampled_from(["1e-6", "no", "integers(1, 2)", "x", "ndarray", "np.sum(x)"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


@given(TREES)
def test_any_yaml_is_a_struct_or_faults(
    tmp_path_factory: pytest.TempPathFactory, data: object
) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    with contextlib.suppress(PackError):  # numbers as YAML would not write them by hand
        result = decoded(tmp_path_factory.getbasetemp(), text, ProblemFile)
        assert result.faults or result.value is not None


@given(st.sampled_from(ProblemFile.__struct_fields__), TREES)
def test_a_problem_with_anything_in_one_place_is_checked(
    tmp_path_factory: pytest.TempPathFactory, key: str, data: object
) -> None:
    tree = {**yaml.safe_load(PROBLEM), key: data}
    path = tmp_path_factory.getbasetemp() / "f.yaml"
    path.write_text(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True))
    with contextlib.suppress(PackError):
        document = read_document(path, SHOWN)
        result = decode(document, ProblemFile)
        if result.value is not None:
            check_problem(document, result.value, Defaults())
        assert result.faults or result.value is not None
