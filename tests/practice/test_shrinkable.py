"""Each word of the vocabulary keeps its promise for Hypothesis, and shrinks as documented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from grader.cases.shrinkable import ShrinkableDraw
from grader.cases.vocabulary import RANDOM, VOCABULARY, SeededDraw, evaluate

QUIET = settings(database=None, deadline=None, derandomize=True)
SHRINKS = {
    "integers(-3, 9)": 0,
    "integers(2, 9)": 2,
    "integers(-9, -2)": -2,
    "booleans()": False,
    "choice(['a', 'b', 'c'])": "a",
    "small_integers(2, 3)": np.zeros((2, 3)),
    "nonzero_integers(3)": np.ones(3),
    "halves(2)": np.zeros(2),
    "multiples(6, 2)": np.zeros(2),
    "permutation(2, 2)": np.array([[0, 1], [2, 3]]),
    "normal(3)": np.zeros(3),
}


@st.composite
def drawn(draw: st.DrawFn, expression: str) -> Any:
    return evaluate(expression, {}, ShrinkableDraw(draw))


def smallest(expression: str, holds: Callable[[Any], bool]) -> Any:
    return find(drawn(expression), holds, settings=QUIET)


def same(one: Any, other: Any) -> bool:
    return np.array_equal(np.asarray(one), np.asarray(other))


@pytest.mark.parametrize("expression", SHRINKS)
def test_a_word_shrinks_to_what_its_table_says(expression: str) -> None:
    assert same(smallest(expression, lambda _: True), SHRINKS[expression])


def test_every_word_that_draws_is_in_the_table() -> None:
    assert {expression.partition("(")[0] for expression in SHRINKS} == RANDOM
    assert RANDOM < VOCABULARY


@pytest.mark.parametrize("word", sorted(VOCABULARY - RANDOM))
def test_the_other_words_draw_nothing(word: str) -> None:
    class Nothing(SeededDraw):
        def __init__(self) -> None:
            """Have no generator: any draw fails."""

    arguments = {"full": "3, 2", "zip": "[1], [2]", "round": "2.5", "int": "2", "float": "2"}
    usual = "2, 2" if word in {"zeros", "ones", "arange", "delta"} else "[3]"
    usual = "3" if word in {"abs", "range"} else usual
    evaluate(f"{word}({arguments.get(word, usual)})", {}, Nothing())


def test_sizes_shrink_before_numbers() -> None:
    rows = smallest("small_integers(integers(1, 6), integers(1, 6))", lambda x: x.sum() >= 3)
    assert rows.tolist() == [[3]]


@given(drawn("[(n, integers(n, 9), small_integers(n)) for n in [integers(1, 5)]][0]"))
@settings(QUIET, max_examples=60)
def test_what_is_drawn_later_fits_what_was_drawn_before(case: tuple[int, int, Any]) -> None:
    size, most, row = case
    assert 1 <= size <= most <= 9
    assert row.shape == (size,)
    assert row.dtype == np.float64
    assert np.abs(row).max() <= 4


@st.composite
def drawn_twice(draw: st.DrawFn) -> None:
    numbers = ShrinkableDraw(draw, most=5)
    assert numbers.integers(0, 1, (5,)).shape == (5,)
    with pytest.raises(ValueError, match="too many numbers"):
        numbers.permutation(1)


@given(drawn_twice())
@settings(QUIET, max_examples=5)
def test_too_many_numbers_are_refused_before_they_are_drawn(nothing: None) -> None:
    assert nothing is None  # the other assertions stand where the choices are made
