"""Pairs of mistakes: run together, kept only where they are something of their own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from small_problem import mistake, small_problem

from grader.answers import make_key
from grader.answers.doubles import pairs
from grader.cases import Case
from grader.outcome import Outcome, Raised, Returned, Skipped
from grader.problem import Knobs, Mistake, Problem
from grader.values import Array, array_of, encode

Function = Callable[[np.ndarray], object]


def knobbed(*names: str) -> Problem:
    return replace(
        small_problem(*(mistake(name, "") for name in names)),
        knobs=Knobs(names, b"def double(x): ..."),
    )


def kept(functions: dict[str, Function]) -> list[str]:
    """Return the names of the pairs that are kept where these functions are what was run."""
    singles = [name for name in functions if "+" not in name]

    def run(known: Mistake, cases: tuple[Case, ...]) -> tuple[Outcome, ...]:
        return tuple(outcome(functions[known.name], case) for case in cases)

    key = make_key(knobbed(*singles), 0, run)
    assert [one.name for one in key.mistakes] == singles
    return [one.name for one in key.doubles]


def outcome(function: Function, case: Case) -> Outcome:
    value = case.inputs["x"]
    assert isinstance(value, Array)
    try:
        given = function(array_of(value))
    except ValueError as error:
        return Raised("ValueError", str(error))
    return Skipped("time budget used up") if given is None else Returned(encode(given))


def fails(_: np.ndarray) -> object:
    raise ValueError


ONE: dict[str, Function] = {"plus": lambda x: 2 * x + 1, "times": lambda x: 3 * x}


def test_a_pair_says_both_sentences() -> None:
    problem = small_problem(
        Mistake("flipped", "You turn the kernel; the layer does not.", b""),
        Mistake("rows_only", "Your stride is for the rows only.", b""),
        Mistake("where", "Where the frame counts, you divide.", b""),
    )
    source = b"def double(x, *, flipped=False, rows_only=False, where=False): ..."
    made = list(pairs(replace(problem, knobs=Knobs(("flipped", "rows_only", "where"), source))))
    assert [one.name for one in made] == ["flipped+rows_only", "flipped+where", "rows_only+where"]
    assert made[0].says == (
        "Two things at once. You turn the kernel; the layer does not. "
        "And your stride is for the rows only."
    )
    assert made[1].says.endswith("And Where the frame counts, you divide.")
    assert made[0].source.endswith(b"double.__kwdefaults__.update(flipped=True, rows_only=True)\n")


def test_a_mistake_without_a_knob_makes_no_pair() -> None:
    problem = small_problem(*(mistake(name, "") for name in ("one", "two", "three")))
    knobs = Knobs(("one", "three"), b"def double(x, *, one=False, three=False): ...")
    assert [one.name for one in pairs(replace(problem, knobs=knobs))] == ["one+three"]
    assert list(pairs(problem)) == []


def test_a_pair_of_its_own_is_kept() -> None:
    assert kept({**ONE, "plus+times": lambda x: 3 * x + 1}) == ["plus+times"]


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(lambda x: 2 * x, id="the reference"),
        pytest.param(ONE["times"], id="a single mistake"),
        pytest.param(fails, id="a crash"),
        pytest.param(lambda x: 3 * x if x[0] > 1e9 else None, id="not run"),
    ],
)
def test_a_pair_that_is_no_evidence_is_dropped(function: Function) -> None:
    assert kept({**ONE, "plus+times": function}) == []


def test_a_pair_that_is_wrong_only_by_crashing_is_dropped() -> None:
    def half(x: np.ndarray) -> object:
        if x.size > 3:
            raise ValueError
        return 2 * x

    assert kept({**ONE, "plus+times": half}) == []


def test_pairs_that_look_alike_are_dropped_both() -> None:
    functions: dict[str, Function] = {
        **ONE,
        "less": lambda x: x,
        "plus+times": lambda x: 9 * x,
        "plus+less": lambda x: 9 * x,
        "times+less": lambda x: 7 * x,
    }
    assert kept(functions) == ["times+less"]


def test_a_problem_without_knobs_has_no_pairs() -> None:
    problem = small_problem(mistake("plus", ""), mistake("times", ""))
    key = make_key(
        problem, 0, lambda known, cases: tuple(outcome(ONE[known.name], one) for one in cases)
    )
    assert key.doubles == ()
