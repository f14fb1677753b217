"""A failing case is shrunk: in the same way, to the same end, in the time there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from small_problem import small_problem
from trying import DRAWS, counterexamples, practised_problem, search, sentence

from grader.answers import KeyStore
from grader.judging import Judge
from grader.load import load_problem
from grader.pack_file import Group, PracticeGroup, Tolerance
from grader.practice import may_shrink
from grader.render.json_report import json_report
from grader.report import Report
from grader.sandbox import Sandboxes
from grader.submission import Submission
from grader.values import array_of
from grader.verdict import Verdict

ROOT = Path(__file__).parents[2]
BEGIN = "Smallest input where it goes wrong: "
CRASH = "it crashed the interpreter (segmentation fault), as deep recursion does"
TREBLES = "def double(x):\n    return 3 * x\n"


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    with Sandboxes() as made:
        yield made


@pytest.fixture
def judge(sandboxes: Sandboxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path))
    return Judge(sandboxes, KeyStore(tmp_path, pytest.fail), 0)


SHIPPED = {
    ("flip-kernel", "image_flipped"): (
        "on the 1x2 image [[0, 1]] with kernel [[1]] yours returns [[1, 0]], expected [[0, 1]]"
    ),
    ("slide-kernel", "kernel_transposed"): (
        "on the 2x2 image [[0, 0], [1, 0]] with kernel [[0, 0], [1, 0]] yours returns [[0]], "
        "expected [[1]]"
    ),
    ("slide-kernel", "last_window_missing"): (
        "on the 1x1 image [[0]] with kernel [[0]] yours returns an empty array of shape (0, 0), "
        "expected [[0]]"
    ),
    ("slide-kernel", "writes_into_the_image"): (
        "on the 1x1 image [[1]] with kernel [[0]]: your function changed its input image"
    ),
    ("zero-pad", "top_left_only"): (
        "on the 1x1 image [[0]] with pad 1 yours returns [[0, 0], [0, 0]], expected "
        "[[0, 0, 0], [0, 0, 0], [0, 0, 0]]"
    ),
    ("zero-pad", "minus_zero_slice"): (
        "on the 1x2 image [[0, 0]] with pad 0: ValueError: could not broadcast input array from "
        "shape (1,2) into shape (0,0)"
    ),
    ("out-size", "one_too_many"): "with m = 1 and k = 1 yours returns 2, expected 1",
    ("fix-the-notebook", "padding_ignored"): (
        "on the 1x1 image [[0]] with kernel [[1]] and settings [(1, 1)]: item 0, item 0 is 1, "
        "expected 3"
    ),
    ("set-kernel", "both_entries_replaced"): (
        "on the 1x1 kernel [[0]] with bias 0: the values of conv.weight is [[[[77]]]], "
        "expected [[[[0]]]]"
    ),
}
"""What a person would show, too: of a problem and a known mistake of it."""


@pytest.mark.parametrize(("slug", "mistake"), SHIPPED, ids="-".join)
def test_a_known_mistake_shrinks_to_what_a_person_would_show(
    judge: Judge, slug: str, mistake: str
) -> None:
    problem = load_problem(slug, ROOT / "exercises")
    source = (ROOT / "solutions" / slug / "wrong_answer" / f"{mistake}.py").read_bytes()
    assert sentence(search(judge, problem, source)) == BEGIN + SHIPPED[slug, mistake]


def test_the_same_seed_gives_the_same_counterexample(judge: Judge) -> None:
    source = "def double(x):\n    return 2 * x if abs(x).sum() < 6 else x\n"
    problem = practised_problem()
    first, again = (search(judge, problem, source, seed=7) for _ in range(2))
    assert counterexamples(first.result) == counterexamples(again.result) != []


def test_what_a_person_sees_at_once_is_not_repeated(judge: Judge) -> None:
    problem = practised_problem(
        groups=[Group(name="by hand", inputs={"x": [1]}, expect=[2])],
    )
    done = search(judge, problem, TREBLES)
    assert counterexamples(done.result) == []
    assert not done.cut_short


@pytest.mark.parametrize(
    "slip",
    [
        "raise ValueError(len(x))",
        "raise KeyError(0)",
        "return None",
        "return x[:0]",
        "return list(x)",
    ],
)
def test_shrinking_keeps_to_the_kind_of_failure(judge: Judge, slip: str) -> None:
    """On rows of one or two numbers the function fails in another way, which is smaller."""
    source = f"def double(x):\n    if len(x) < 3:\n        {slip}\n    return 3 * x\n"
    problem = practised_problem(groups=[Group(name="wide", inputs={"x": [1, 2, 3, 4, 5]})])
    done = search(judge, problem, source)
    assert [found.verdict for found in counterexamples(done.result)] == [Verdict.WRONG_ANSWER]
    assert sentence(done) == BEGIN + "on x [0, 0, 1] yours returns [0, 0, 3], expected [0, 0, 2]"


def test_an_exception_never_becomes_another_one(judge: Judge) -> None:
    source = (
        "def double(x):\n    if len(x) == 1:\n        raise KeyError('short')\n"
        "    raise IndexError('long')\n"
    )
    done = search(judge, practised_problem(), source)
    assert sentence(done) == BEGIN + "on x [0, 0]: IndexError: long"


def test_a_branch_that_is_not_written_yet_is_an_error_like_others(judge: Judge) -> None:
    source = (
        "def double(x):\n    if len(x) > 1:\n        raise NotImplementedError\n    return 2 * x\n"
    )
    problem = practised_problem(
        groups=[
            Group(name="one", inputs={"x": [1]}, expect=[2]),
            Group(name="more", inputs={"x": [1, 2, 3]}, expect=[2, 4, 6]),
        ]
    )
    done = search(judge, problem, source)
    assert sentence(done) == BEGIN + "on x [0, 0]: NotImplementedError"


def test_a_crash_costs_its_child_alone(judge: Judge) -> None:
    source = (
        "import ctypes\ndef double(x):\n    if len(x) > 1:\n        ctypes.string_at(0)\n"
        "    return 2 * x\n"
    )
    done = search(judge, practised_problem(), source)
    assert sentence(done) == BEGIN + "on x [0, 0]: " + CRASH


def test_an_endless_loop_on_smaller_inputs_does_not_end_the_search(judge: Judge) -> None:
    source = (
        "def double(x):\n    while len(x) == 1 and x[0] == 0:\n        pass\n    return 3 * x\n"
    )
    limited = practised_problem(time_limit=0.2)
    done = search(judge, limited, source)
    assert sentence(done) == BEGIN + "on x [1] yours returns [3], expected [2]"


def test_many_endless_loops_do_not_eat_the_time(judge: Judge) -> None:
    """Every row of one number hangs; at 2 s each, 20 of them would be all the time there is."""
    source = "def double(x):\n    while len(x) == 1:\n        pass\n    return 3 * x\n"
    done = search(judge, practised_problem(), source)
    assert sentence(done) == BEGIN + "on x [0, 1] yours returns [0, 3], expected [0, 2]"


@pytest.mark.parametrize(
    "source",
    [
        "def double(x):\n    while True:\n        pass\n",
        "def double(x):\n    return [0] * 10**10\n",
        "def double(x):\n    import time\n    time.sleep(9)\n",
    ],
)
def test_what_costs_its_limit_each_time_is_left_alone(judge: Judge, source: str) -> None:
    done = search(judge, practised_problem(time_limit=0.2, time_budget=0.5), source)
    assert (counterexamples(done.result), done.cut_short) == ([], False)


def test_a_search_without_time_says_so_and_finds_nothing(judge: Judge) -> None:
    done = search(judge, practised_problem(), TREBLES, seconds=1e-9)
    assert done.cut_short
    assert counterexamples(done.result) == []


def test_a_state_that_one_child_keeps_is_no_counterexample(judge: Judge) -> None:
    """In a fresh child the first call is right, so no input by itself goes wrong."""
    source = "seen = []\ndef double(x):\n    seen.append(1)\n    return (1 + len(seen)) * x\n"
    problem = practised_problem(
        groups=[Group(name=name, inputs={"x": [1, 2, 3]}) for name in ("one", "other")]
    )
    assert counterexamples(search(judge, problem, source).result) == []


def test_requirements_between_the_draws_hold_while_shrinking(judge: Judge) -> None:
    """The sum of the row is at least its length in each case that is tried."""
    draws = PracticeGroup(
        name="wide",
        let={"N": "integers(1, 5)", "M": "integers(N, 9)"},
        inputs={"x": "[M] + [0 for place in range(N - 1)]"},
    )
    source = (
        "def double(x):\n    if x.sum() < len(x):\n        raise ValueError('not promised')\n"
        "    return 3 * x\n"
    )
    problem = practised_problem(draws, groups=[Group(name="wide", inputs={"x": [9, 0, 0]})])
    assert sentence(search(judge, problem, source)) == (
        BEGIN + "on x [1] yours returns [3], expected [2]"
    )


def test_what_the_reference_cannot_answer_is_never_held_against_the_student(judge: Judge) -> None:
    """torch refuses rows of one or two numbers, on which the function raises, too."""
    problem = practised_problem(
        reference="2 * x.unfold(0, 3, 1).sum() / x.unfold(0, 3, 1).sum() * x"
    )
    source = "def double(x):\n    x[2]\n    return 3 * x\n"
    done = search(judge, problem, source)
    (found,) = counterexamples(done.result)
    shown = found.failure.shown
    assert shown is not None
    assert len(array_of(shown.inputs["x"])) == 3  # type: ignore[arg-type]


def test_draws_that_fit_no_parameter_give_no_case(judge: Judge) -> None:
    draws = PracticeGroup(
        name="odd", let={"N": "integers(-3, 3)"}, inputs={"x": "small_integers(N)"}
    )
    assert sentence(search(judge, practised_problem(draws), TREBLES)) == (
        BEGIN + "on x [1] yours returns [3], expected [2]"
    )


def test_the_tolerance_of_the_problem_counts(judge: Judge) -> None:
    source = "def double(x):\n    return 2 * x + 0.25 * (abs(x) > 2)\n"
    loose = practised_problem(
        tolerance=Tolerance(atol=0.1, rtol=0), groups=[Group(name="wide", inputs={"x": [3, 3]})]
    )
    assert sentence(search(judge, loose, source)) == (
        BEGIN + "on x [3] yours returns [6.25], expected [6]"
    )


def test_a_law_is_shrunk_with_its_own_call(judge: Judge) -> None:
    law = Group(
        name="law: linear",
        inputs={"x": [1, 2, 3]},
        call="gap(double(x + x), double(x) + double(x))",
    )
    source = "def double(x):\n    return 2 * x + (len(x) > 1)\n"
    done = search(judge, practised_problem(groups=[law]), source)
    (found,) = counterexamples(done.result)
    assert found.failure.shown is not None
    assert found.failure.shown.call == law.call
    assert sentence(done) == BEGIN + "on x [0, 0] yours returns [-1, -1], expected [0, 0]"


def test_named_parts_are_shrunk(judge: Judge) -> None:
    steps = 'yield "first", double(x)\nyield "second", double(x) + 1'
    source = "def double(x):\n    return 2 * x + (x.sum() > 4)\n"
    problem = practised_problem(call=steps, groups=[Group(name="steps", inputs={"x": [4, 4]})])
    assert sentence(search(judge, problem, source)) == (
        BEGIN + "on x [1, 4]: first is [3, 9], expected [2, 8]"
    )


@pytest.mark.parametrize(
    "practice",
    [(), (PracticeGroup(name="other", call="double(-x)", inputs={"x": "small_integers(2)"}),)],
)
def test_without_draws_for_the_call_nothing_is_shrunk(
    judge: Judge, practice: tuple[PracticeGroup, ...]
) -> None:
    problem = small_problem(secret=None, practice=list(practice))
    assert counterexamples(search(judge, problem, TREBLES).result) == []


def test_what_is_forbidden_is_not_searched(judge: Judge) -> None:
    problem = practised_problem(forbid=["np.convolve"])
    source = "import numpy as np\ndef double(x):\n    return np.convolve(x, [3])\n"
    assert counterexamples(search(judge, problem, source).result) == []


SECRET = Group(name="hidden", let={"N": "integers(1, 5)"}, inputs={"x": "1000 + small_integers(N)"})
FAILS_IN_SECRET = "def double(x):\n    return 2 * x + (x.max() > 900)\n"


def test_a_secret_group_is_left_alone(judge: Judge) -> None:
    problem = small_problem(secret=(SECRET,), practice=[DRAWS])
    submission = Submission("double", "double.py", FAILS_IN_SECRET.encode())
    result = judge.judge(problem, submission)
    assert result.verdict is Verdict.WRONG_ANSWER
    assert not may_shrink(problem, result)
    done = search(judge, problem, FAILS_IN_SECRET)
    assert counterexamples(done.result) == []
    assert "100" not in json_report(Report((done.result,), ""))


def test_a_secret_group_is_shrunk_where_its_author_allows_it(judge: Judge) -> None:
    problem = small_problem(secret=(replace(SECRET, shrink=True),))
    done = search(judge, problem, FAILS_IN_SECRET)
    assert sentence(done) == BEGIN + "on x [1000] yours returns [2001], expected [2000]"


def test_without_torch_the_counterexample_is_left_out(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.practice.counterexample.torch_version", lambda: None)
    problem = practised_problem()
    done = search(judge, problem, TREBLES)
    assert (counterexamples(done.result), done.cut_short) == ([], False)
    assert not may_shrink(problem, done.result)
