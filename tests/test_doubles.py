"""Two mistakes at once, from knobs.py to what the student reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from msgspec.structs import replace
from small_pack import PROBLEM, WritePack
from small_problem import small_problem

from grader.answers import AnswerKey, KnownMistake, key_digest
from grader.cases import draw_cases
from grader.execute import Execution
from grader.judging.diagnose import explanations
from grader.judging.judgement import judgement
from grader.load import open_pack
from grader.outcome import Outcome, Returned
from grader.pack_file import Tolerance
from grader.problem import Knobs
from grader.render.json_report import json_report
from grader.render.text import problem_text
from grader.report import ProblemResult, Report
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.values import encode
from grader.verify import prove

ADDS = '''\
"""You add one to the result; doubling adds nothing."""


def double(x):
    return 2 * x + 1
'''
KNOBS = """\
def double(x, *, adds_one=False, squares=False):
    y = x * x if squares else 2 * x
    return y + 1 if adds_one else y
"""
FILES: dict[str, str | bytes | None] = {
    "solutions/double/wrong_answer/adds_one.py": ADDS,
    "solutions/double/knobs.py": KNOBS,
}
Judge = Callable[[str], ProblemResult]


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    with Sandboxes() as started:
        yield started


@pytest.fixture
def session(
    write_pack: WritePack, sandboxes: Sandboxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Session]:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))

    def opened(**files: str) -> Session:
        named = {f"solutions/double/{name}.py": text for name, text in files.items()}
        root = write_pack({**FILES, **named})
        one = Session(open_pack(root / "exercises", root / "solutions"), sandboxes)
        one.prepare(["double"])
        return one

    return opened


@pytest.fixture
def judged(session: Callable[..., Session]) -> Judge:
    def judge(source: str) -> ProblemResult:
        submission = Submission("double", "double.py", dedent(source).encode())
        (result,) = session().results([submission], jobs=1)
        return result

    return judge


def test_both_at_once_are_named(judged: Judge) -> None:
    result = judged("def double(x):\n    return 1 + x ** 2\n")
    assert result.mistake is not None
    assert result.mistake.name == "adds_one+squares"
    assert result.mistake.says == (
        "Two things at once. You add one to the result; doubling adds nothing. "
        "And you square the numbers; doubling adds each to itself."
    )
    report = json.loads(json_report(Report((result,), "")))
    assert report["problems"][0]["mistake"]["name"] == "adds_one+squares"
    assert report["problems"][0]["possible"] == []


def test_a_single_mistake_is_a_single_mistake(judged: Judge) -> None:
    result = judged("def double(x):\n    return x * x\n")
    assert result.mistake is not None
    assert result.mistake.name == "squares"


def test_something_else_is_not_named(judged: Judge) -> None:
    assert judged("def double(x):\n    return x * x + 2\n").mistake is None


def test_right_is_right(judged: Judge) -> None:
    result = judged("def double(x):\n    return x + x\n")
    assert result.score == result.max_score
    assert result.mistake is None


def test_verify_counts_the_pairs(session: Callable[..., Session]) -> None:
    proof = prove(session(), "double")
    assert proof.faults == ()
    assert proof.doubles == 1


def test_verify_can_leave_the_knobs_alone(session: Callable[..., Session]) -> None:
    assert prove(session(), "double", with_knobs=False).doubles == 0


def test_verify_finds_a_knob_that_does_something_else(session: Callable[..., Session]) -> None:
    knobs = KNOBS.replace("x * x if squares", "x * x * x if squares")
    (fault,) = prove(session(knobs=knobs), "double").faults
    assert "knobs.py with squares on is not wrong_answer/squares.py" in fault
    assert "they differ in group 'by hand'" in fault


def test_verify_finds_knobs_that_are_wrong_when_off(session: Callable[..., Session]) -> None:
    knobs = KNOBS.replace("else 2 * x", "else 3 * x")
    assert any(
        fault.startswith("knobs.py with no knob on is wrong answer")
        for fault in prove(session(knobs=knobs), "double").faults
    )


def test_verify_finds_knobs_that_do_not_load(session: Callable[..., Session]) -> None:
    with_fault = "import nothing_like_it\n" + KNOBS
    faults = prove(session(knobs=with_fault), "double").faults
    assert any("knobs.py with squares on does not load" in fault for fault in faults)


def known(name: str, *values: object) -> KnownMistake:
    return KnownMistake(name, f"You {name}.", outcomes(*values))


def outcomes(*values: object) -> tuple[Outcome, ...]:
    return tuple(Returned(encode(value)) for value in values)


KEY = AnswerKey((), (), (known("a", 1, 2),), (known("a+b", 1, 2), known("b+c", 5, 6)))


def test_pairs_are_tried_only_where_no_single_mistake_fits() -> None:
    named = [one.name for one in explanations(KEY, outcomes(1, 2), Tolerance())]
    assert named == ["a"]
    assert [one.name for one in explanations(KEY, outcomes(5, 6), Tolerance())] == ["b+c"]
    assert explanations(KEY, outcomes(5, 7), Tolerance()) == ()


@pytest.mark.parametrize(("count", "shown"), [(1, 0), (2, 2), (3, 0)])
def test_of_two_explanations_none_is_named_and_both_are_possible(count: int, shown: int) -> None:
    problem = small_problem(secret=None)
    cases = draw_cases(problem, 0)
    wrong = tuple(Returned(encode([0.0])) for _ in cases)
    mistakes = tuple(
        KnownMistake(name, f"You {name}.", wrong) for name in ("err", "slip", "trip")[:count]
    )
    key = AnswerKey(cases, tuple(encode([1.0]) for _ in cases), mistakes)
    done = Execution(
        outcomes=wrong, printed=tuple(b"" for _ in cases), seconds=tuple(0.0 for _ in cases)
    )
    result = judgement(problem, Submission("double", "double.py", b""), key, done, acts=())
    assert (result.mistake is not None) == (count == 1)
    assert len(result.possible) == shown
    text = problem_text(result)
    assert ("or: You slip." in text) == bool(shown)
    row = json.loads(json_report(Report((result,), "")))["problems"][0]
    assert [one["name"] for one in row["possible"]] == (["err", "slip"] if shown else [])


def test_the_knobs_are_part_of_what_a_key_is_made_from() -> None:
    plain = small_problem()
    knobbed = replace(plain, knobs=Knobs(("a", "b"), b""))
    other = replace(plain, knobs=Knobs(("a", "b"), b" "))
    assert len({key_digest(one, 0, "2") for one in (plain, knobbed, other)}) == 3


def test_knobs_go_with_a_stepwise_call(
    write_pack: WritePack, sandboxes: Sandboxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    shown = PROBLEM.replace("groups:", "call: |\n  y = double(x)\n  yield 'y', y\ngroups:")
    root = write_pack(
        {**FILES, "exercises/double/problem.yaml": shown.replace("    expect: [2, 4, 6]\n", "")}
    )
    session = Session(open_pack(root / "exercises", root / "solutions"), sandboxes)
    session.prepare(["double"])
    assert prove(session, "double").doubles == 1
