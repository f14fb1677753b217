"""Named parts of a stepwise call: which were right, which was not, and what may be told of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from small_pack import PROBLEM, SECRET, WritePack

from grader.load import open_pack
from grader.outcome import Outcome, Raised, Returned, TimedOut
from grader.pack_file import Tolerance
from grader.parts import Progress, progress, progress_text
from grader.render.json_report import json_report
from grader.render.text import problem_text
from grader.report import ProblemResult, Report
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.values import Mapping, Value
from grader.verdict import Verdict

EXPECTED = Mapping({"y": 1, "dx": 2, "dw": 3})


def came(outcome: Outcome, expected: Value = EXPECTED) -> Progress:
    return progress(expected, outcome, Tolerance())


def test_the_first_wrong_part_ends_the_count() -> None:
    assert came(Returned(Mapping({"y": 1, "dx": 0, "dw": 3}))) == Progress(("y",), "dx")
    assert came(Returned(Mapping({"y": 0, "dx": 0, "dw": 0}))) == Progress((), "y")


def test_a_part_that_is_missing_is_wrong_unless_the_call_stopped() -> None:
    assert came(Returned(Mapping({"y": 1, "dw": 3}))) == Progress(("y",), "dx")
    assert came(Raised("ValueError", "", parts=Mapping({"y": 1}))) == Progress(("y",))
    assert came(Raised("ValueError", "", parts=Mapping({"y": 0}))) == Progress((), "y")
    assert came(Raised("ValueError", "", parts=EXPECTED)) == Progress(("y", "dx", "dw"))


def test_where_all_is_right_nothing_is_told() -> None:
    assert came(Returned(EXPECTED)) == Progress()


@pytest.mark.parametrize("outcome", [Returned(3), Raised("ValueError", ""), TimedOut(2)])
def test_without_parts_nothing_is_told(outcome: Outcome) -> None:
    assert came(outcome) == Progress()


def test_a_plain_answer_has_no_parts() -> None:
    assert came(Returned(EXPECTED), 3) == Progress()


def test_names_that_a_child_made_up_are_never_told() -> None:
    surplus = Mapping({"secret data": 5, **EXPECTED.items})
    assert came(Returned(surplus)) == Progress()
    assert came(Raised("ValueError", "", parts=Mapping({"secret data": 5}))) == Progress()


def test_words() -> None:
    assert progress_text((), "") == ""
    assert progress_text(("y", "dx"), "dw") == "y right, dx right, dw wrong"
    assert progress_text(("y",), "") == "y right, then it stopped"
    many = tuple(f"part {number}" for number in range(1, 13))
    assert progress_text(many, "y") == "the first 12 parts right, up to part 12, y wrong"


STEPWISE = PROBLEM.replace(
    "groups:",
    """\
call: |
  yield "once", double(x)
  yield "twice", double(double(x))
  yield "half", gap(double(x), 2 * x)
groups:""",
).replace(
    "    expect: [2, 4, 6]\n",
    "    expect:\n      once: [2, 4, 6]\n      twice: [4, 8, 12]\n      half: [0, 0, 0]\n",
)
Judge = Callable[..., ProblemResult]


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    with Sandboxes() as started:
        yield started


@pytest.fixture
def judged(
    write_pack: WritePack, sandboxes: Sandboxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Judge:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))

    def judge(source: str, problem: str = STEPWISE, secret: str = SECRET) -> ProblemResult:
        root = write_pack(
            {"exercises/double/problem.yaml": problem, "solutions/double/secret.yaml": secret}
        )
        session = Session(open_pack(root / "exercises", root / "solutions"), sandboxes)
        session.prepare(["double"])
        submission = Submission("double", "double.py", dedent(source).encode())
        (result,) = session.results([submission], jobs=1)
        return result

    return judge


WRONG_SECOND = """\
    calls = 0

    def double(x):
        global calls
        calls += 1
        return 2 * x + (calls == 3)
"""


def test_literal_parts_are_arrays(judged: Judge) -> None:
    assert judged("def double(x):\n    return x + x\n").verdict is Verdict.ACCEPTED


def test_of_public_and_secret_cases_the_part_is_told(judged: Judge) -> None:
    result = judged(WRONG_SECOND)
    text = problem_text(result)
    assert "once right, twice wrong" in text
    assert "twice: first difference at index (0,)" in text
    row = json.loads(json_report(Report((result,), "")))["problems"][0]
    case = row["groups"][0]["cases"][0]
    assert (case["part"], case["parts_right"]) == ("twice", ["once"])


def test_a_secret_part_is_named_without_its_data(judged: Judge) -> None:
    source = """\
        def double(x):
            return 2 * x + (x.size != 3)
    """
    secret = SECRET.replace("'integers(1, 5)'", "4")
    result = judged(source, secret=secret)
    assert result.public.passed == 1
    (group,) = (group for group in result.groups if group.secret)
    failure = group.cases[0].failure
    assert failure is not None
    assert (failure.part, failure.parts_right, failure.says) == ("once", (), "")
    assert "once wrong" in problem_text(result)
    other = group.cases[1].failure
    assert other is not None
    assert not other.part


def test_a_crash_says_what_came_before(judged: Judge) -> None:
    source = """\
        calls = 0

        def double(x):
            global calls
            calls += 1
            if calls > 1:
                raise KeyError("no")
            return 2 * x
    """
    text = problem_text(judged(source))
    assert "once right, then it stopped" in text
    assert "KeyError: 'no'" in text


def test_a_result_that_the_next_line_cannot_use_is_no_crash_of_the_student(judged: Judge) -> None:
    result = judged("def double(x):\n    return [2 * n for n in x]\n", LAW)
    text = problem_text(result)
    assert "one side of the law is a list, the other has shape (3,)" in text
    assert "runtime error" not in text
    result = judged("def double(x):\n    return None\n", PLAIN_LAW)
    text = problem_text(result)
    assert "your function's result could not be used: double(x) - 2 * x: TypeError:" in text
    (secret,) = (group for group in result.groups if group.secret)
    failure = secret.cases[0].failure
    assert failure is not None
    assert failure.says == "your function's result could not be used: TypeError"


def test_a_function_with_other_parameters_could_not_be_called(judged: Judge) -> None:
    text = problem_text(judged("def double(x, y):\n    return 2 * x\n", PROBLEM))
    assert "your function could not be called: double(x): TypeError: double() missing 1" in text
    assert "next: keep the parameters that the exercise gives, in their order" in text


def test_an_error_inside_the_function_is_the_students(judged: Judge) -> None:
    text = problem_text(judged("def double(x):\n    return 2 * x[5]\n", PROBLEM))
    assert "double.py:2, in double" in text
    assert "could not be" not in text


def called(call: str) -> str:
    return PROBLEM.replace("groups:", f"call: {call}\ngroups:").replace("[2, 4, 6]", "[0, 0, 0]")


LAW = called("gap(double(x), 2 * x)").replace("    expect: [0, 0, 0]\n", "")
PLAIN_LAW = called("double(x) - 2 * x").replace("    expect: [0, 0, 0]\n", "")
