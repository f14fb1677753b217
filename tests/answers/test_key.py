"""The key: torch's answers, the known mistakes' outcomes, and draws that tell them apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from small_problem import DRAWN, mistake, small_problem

from grader.answers import AnswerKey, KnownMistake, make_key, public_key
from grader.answers.key import DRAWS, Weakness, weaknesses
from grader.cases import Case
from grader.errors import PackError
from grader.outcome import Outcome, Raised, Returned
from grader.pack_file import Group
from grader.problem import Mistake
from grader.values import Array, array_of, encode

Run = Callable[[Mistake, tuple[Case, ...]], tuple[Outcome, ...]]


def numbers(case: Case) -> np.ndarray:
    value = case.inputs["x"]
    assert isinstance(value, Array)
    return array_of(value)


def runs(**functions: Callable[[np.ndarray], object]) -> Run:
    """Return what runs a mistake: here, without a sandbox."""

    def run(known: Mistake, cases: tuple[Case, ...]) -> tuple[Outcome, ...]:
        return tuple(Returned(encode(functions[known.name](numbers(case)))) for case in cases)

    return run


ONE = Group(name="one number", inputs={"x": "small_integers(1)"})
SQUARE, TRIPLE = mistake("square", ""), mistake("triple", "")


def test_cases_answers_and_mistakes_stand_in_one_order() -> None:
    key = make_key(small_problem(TRIPLE), 0, runs(triple=lambda x: 3 * x))
    assert [(case.group, case.index, case.secret) for case in key.cases] == [
        (0, 0, False),
        (1, 0, True),
        (1, 1, True),
        (1, 2, True),
    ]
    for case, expected in zip(key.cases, key.expected, strict=True):
        assert isinstance(expected, Array)
        assert (array_of(expected) == 2 * numbers(case)).all()
    (known,) = key.mistakes
    assert known.says == "says triple"
    assert len(known.outcomes) == len(key.cases)


def test_the_same_seed_gives_the_same_key() -> None:
    run = runs(triple=lambda x: 3 * x)
    problem = small_problem(TRIPLE)
    assert make_key(problem, 7, run) == make_key(problem, 7, run)
    assert make_key(problem, 7, run).cases != make_key(problem, 8, run).cases


def test_a_draw_in_which_a_mistake_passes_is_not_taken() -> None:
    problem = small_problem(SQUARE, secret=(ONE,))  # squares 0 and 2 rightly
    seeds = range(30)
    keys = [make_key(problem, seed, runs(square=np.square)) for seed in seeds]
    assert all(numbers(key.cases[1])[0] not in (0, 2) for key in keys)
    lone = [make_key(small_problem(secret=(ONE,)), seed, runs()) for seed in seeds]
    weak = [numbers(key.cases[1])[0] in (0, 2) for key in lone]
    assert any(weak)
    for key, first, was_weak in zip(keys, lone, weak, strict=True):
        assert (key.cases != first.cases) == was_weak  # drawn again only where it had to be


def test_a_draw_in_which_two_mistakes_coincide_is_not_taken() -> None:
    functions = runs(square=np.square, triple=lambda x: 3 * x)  # they coincide on 0 and 3
    problem = small_problem(SQUARE, TRIPLE, secret=(ONE,), groups=[])
    drawn = {numbers(make_key(problem, seed, functions).cases[0])[0] for seed in range(30)}
    assert drawn <= {-4, -3, -2, -1, 1, 4}


def test_a_mistake_that_always_passes_is_a_fault_of_the_pack() -> None:
    calls: list[int] = []

    def run(known: Mistake, cases: tuple[Case, ...]) -> tuple[Outcome, ...]:
        calls.append(len(cases))
        return runs(right=lambda x: 2 * x)(known, cases)

    with pytest.raises(PackError) as caught:
        make_key(small_problem(mistake("right", "")), 0, run)
    (fault,) = caught.value.faults
    assert fault.path == Path("solutions/double/secret.yaml")
    assert "'right' passes every secret case" in fault.what
    assert "add a case" in fault.fix
    assert len(calls) == DRAWS


def test_every_pair_that_coincides_is_reported() -> None:
    same = runs(a=lambda x: 3 * x, b=lambda x: x + 2 * x, c=lambda x: 2 * x)
    problem = small_problem(*(mistake(name, "") for name in "abc"))
    with pytest.raises(PackError) as caught:
        make_key(problem, 0, same)
    said = " ".join(fault.what for fault in caught.value.faults)
    assert "'a' and 'b' do the same" in said
    assert "'c' passes" in said
    assert len(caught.value.faults) == 2


def test_public_cases_alone_are_never_too_weak() -> None:
    key = AnswerKey((), (), (KnownMistake("a", "", ()), KnownMistake("b", "", ())))
    assert weaknesses(small_problem(secret=None), key) == ()
    assert Weakness("a", "b") in weaknesses(small_problem(secret=(DRAWN,)), key)


def test_changing_the_input_or_raising_is_no_right_answer() -> None:
    problem = small_problem(TRIPLE)
    right = [encode(2 * n) for n in (np.ones(3), np.ones(4), np.ones(4), np.ones(4))]

    def ends(outcome: Outcome) -> Run:
        return lambda _, cases: tuple(outcome for _ in cases)

    assert make_key(problem, 0, ends(Raised("ValueError", ""))).mistakes
    assert make_key(problem, 0, ends(Returned(right[1], mutated=("x",)))).mistakes


def test_the_public_key_holds_the_literal_answers() -> None:
    key = public_key(small_problem(secret=None), 0)
    assert key is not None
    assert key.expected == (encode(np.array([2.0, 4.0, 6.0])),)
    assert key.mistakes == ()


def test_there_is_no_public_key_where_an_answer_is_missing() -> None:
    groups = [Group(name="no answer", inputs={"x": [1, 2]})]
    assert public_key(small_problem(secret=None, groups=groups), 0) is None
