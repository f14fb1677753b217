"""What expressions may say, what they draw, and that a seed decides it all."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cases.expression import evaluation_order
from grader.cases.vocabulary import (
    VOCABULARY,
    SeededDraw,
    check_syntax,
    evaluate,
    free_names,
    names,
)

SEEDS = st.integers(0, 2**64)
SHAPES = st.lists(st.integers(0, 4), max_size=3).map(tuple)
DRAWN = (
    "small_integers",
    "nonzero_integers",
    "halves",
    "permutation",
    "normal",
    "zeros",
    "ones",
    "arange",
)


def value(expression: str, seed: int = 0, **scope: object) -> object:
    return evaluate(expression, scope, SeededDraw(seed))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("2 ** 3 - 7 // 2 % 2", 7),
        ("-x if x > 2 else x", -3),
        ("[i * x for i in range(3) if i != 1]", [0, 6]),
        ("sum(i for i in range(x))", 3),
        ("[(i, j) for i in range(2) for j in range(i)]", [(1, 0)]),
        ("tuple(list(zip([1, 2], (3, 4))))", ((1, 3), (2, 4))),
        ("min(3, max(1, 2)) + abs(-1) + len([1])", 4),
        ("round(2.6) + int('7') + float(1)", 11.0),
        ("not (x == 3 and 1 < x <= 3)", False),
        ("[10, 20, 30][1:]", [20, 30]),
        ("(1, *[2, 3])", (1, 2, 3)),
        ("'same'", "same"),
        ("None", None),
        ("arange(2, 3).T.shape", (3, 2)),
        ("zeros(2, 3).size + ones(4, 1).ndim", 8),
        ("arange(2, 3)[1, 2]", 5.0),
        ("len", len),
    ],
)
def test_what_an_expression_yields(expression: str, expected: object) -> None:
    assert value(expression, x=3) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("zeros(2)", [0, 0]),
        ("ones(1, 2)", [[1, 1]]),
        ("full(2.5, 2)", [2.5, 2.5]),
        ("arange(2, 2)", [[0, 1], [2, 3]]),
        ("arange(*[4])", [0, 1, 2, 3]),
        ("delta(2, 3)", [[0, 0, 0], [0, 0, 1]]),
        ("delta(2, 3, at=(0, 1))", [[0, 1, 0], [0, 0, 0]]),
        ("delta(3, at=0)", [1, 0, 0]),
        ("arange(2, 2) @ ones(2)", [1, 5]),
    ],
)
def test_arrays_that_need_no_luck(expression: str, expected: object) -> None:
    array = value(expression)
    assert isinstance(array, np.ndarray)
    assert array.dtype == np.float64
    assert array.tolist() == expected


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("1 +", "'1 +' is not an expression: invalid syntax"),
        ("x = 1", "'x = 1' is not an expression: invalid syntax"),
        ("lambda: 1", "'lambda: 1': lambda may not be used"),
        ("{'a': 1}", "'{'a': 1}': a dict may not be used"),
        ("{1, 2}", "'{1, 2}': a set may not be used"),
        ("f'{x}'", "'f'{x}'': an f-string may not be used"),
        ("(x := 1)", "'(x := 1)': := may not be used"),
        ("x.__class__", "'x.__class__': .__class__ may not be used, only .T, .ndim, .shape, .size"),
        ("__import__('os')", "'__import__('os')': the name '__import__' may not be used"),
        ("x.sum()", "'x.sum()': only functions of the vocabulary may be called"),
        ("full(**x)", "'full(**x)': ** may not be used in a call"),
        ("open('x')", "'open('x')': 'open' is not defined"),
        ("y + 1", "'y + 1': 'y' is not defined"),
        ("1 / 0", "'1 / 0': division by zero"),
        ("[1][2]", "'[1][2]': list index out of range"),
        (
            "integers(3, 2)",
            "'integers(3, 2)': integers(3, 2): the low end is above the high end",
        ),
        ("integers(0, 1.5)", "'integers(0, 1.5)': integers: 1.5 is not a whole number"),
        ("zeros(-1)", "'zeros(-1)': full: the shape (-1,) has a negative extent"),
        ("ones(2.5)", "'ones(2.5)': full: 2.5 is not a whole number"),
        ("ones([2])", "'ones([2])': full: [2] is not a whole number"),
        (
            "normal(10000, 10000)",
            (
                "'normal(10000, 10000)': normal: the shape (10000, 10000) "
                "holds more than 10,000,000 numbers"
            ),
        ),
        ("choice([])", "'choice([])': choice([a, b, ...]) wants a list with something in it"),
        (
            "delta(2, 2, at=1)",
            "'delta(2, 2, at=1)': delta: at=1 does not name one place in shape (2, 2)",
        ),
        ("(" * 3000 + ")" * 3000, "an expression of more than 1000 characters"),
    ],
)
def test_what_an_expression_may_not_do(expression: str, message: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(message)):
        value(expression, x=np.zeros(2))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("integers(1, H)", {"integers", "H"}),
        ("[i for i in range(n)]", {"range", "n"}),
        ("[j for i in range(3) for j in range(i + k)]", {"range", "k"}),
        ("[i for i in i]", {"i"}),
        ("x.shape[0] if y else 'z'", {"x", "y"}),
        ("sum(a * b for a, b in zip(p, q) if a > c)", {"sum", "zip", "p", "q", "c"}),
    ],
)
def test_free_names(expression: str, expected: set[str]) -> None:
    assert free_names(expression) == expected


def test_pythons_doubts_are_kept_to_itself() -> None:
    assert value("1if x else 2", x=0) == 2


def test_names_in_scope_win_over_the_vocabulary() -> None:
    assert value("max", max=3) == 3


def test_the_vocabulary_is_what_can_be_called() -> None:
    assert set(names(SeededDraw(0))) == VOCABULARY


def test_entries_come_after_what_they_need() -> None:
    entries = {"a": "b + c", "b": "c", "c": 3, "d": "d + 1", "e": "k"}
    assert evaluation_order(entries, frozenset({"k"})) == ("c", "b", "a", "e", "d")


@given(SEEDS, st.integers(-50, 50), st.integers(0, 50))
def test_integers_keep_their_bounds(seed: int, lo: int, width: int) -> None:
    number = value(f"integers({lo}, {lo + width})", seed)
    assert isinstance(number, int)
    assert lo <= number <= lo + width


@given(SEEDS, SHAPES, st.sampled_from(DRAWN))
def test_the_same_seed_draws_the_same(seed: int, shape: tuple[int, ...], name: str) -> None:
    expression = f"{name}(*shape)"
    first, second = value(expression, seed, shape=shape), value(expression, seed, shape=shape)
    assert isinstance(first, np.ndarray)
    assert isinstance(second, np.ndarray)
    assert first.shape == shape
    assert first.dtype == np.float64
    assert first.tobytes() == second.tobytes()


@given(SEEDS, SHAPES)
def test_drawn_numbers_keep_their_bounds(seed: int, shape: tuple[int, ...]) -> None:
    draw = SeededDraw(seed)
    words = names(draw)
    small, nonzero = words["small_integers"](*shape), words["nonzero_integers"](*shape)
    halves, tripled = words["halves"](*shape), words["multiples"](3, *shape)
    for array in (small, nonzero, halves, tripled / 3):
        assert np.all(np.abs(array) <= 4)
    assert np.all(small == small.round())
    assert np.all(nonzero != 0)
    assert np.all(2 * halves == (2 * halves).round())
    assert np.all(tripled % 3 == 0)
    shuffled = words["permutation"](*shape).ravel()
    assert sorted(shuffled) == list(range(shuffled.size))
    assert words["booleans"]() in (True, False)
    assert words["choice"](["a", "b"]) in ("a", "b")


def test_every_number_of_a_range_is_drawn_some_time() -> None:
    words = names(SeededDraw(3))
    assert set(words["small_integers"](500)) == set(range(-4, 5))
    assert set(words["nonzero_integers"](500)) == set(range(-4, 5)) - {0}
    assert {words["integers"](1, 3) for _ in range(50)} == {1, 2, 3}
    assert {words["booleans"]() for _ in range(50)} == {True, False}


@given(st.text(max_size=30))
def test_any_text_is_an_expression_or_a_value_error(text: str) -> None:
    try:
        check_syntax(text)
    except ValueError as error:
        message = str(error)
        assert message
    else:
        assert free_names(text) is not None


def test_reading_expressions_needs_no_numpy() -> None:
    code = (
        "import sys; from grader.cases.vocabulary import VOCABULARY, free_names, check_syntax\n"
        "assert 'integers' in VOCABULARY and free_names('a + 1') == {'a'}\n"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert done.stdout.strip() == "False"
