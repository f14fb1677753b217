"""What a program may use: the names, and what they do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_pack import ACCEPTED, WRONG, WritePack

import grader

NAMES = {
    "CaseResult",
    "Failure",
    "GraderError",
    "GroupResult",
    "JudgeFault",
    "NamedMistake",
    "Pack",
    "PackError",
    "ProblemResult",
    "Report",
    "SandboxUnavailable",
    "Tally",
    "UsageError",
    "Verdict",
    "__version__",
    "judge",
    "load_pack",
}


@pytest.fixture
def pack(write_pack: WritePack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> grader.Pack:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    folder = write_pack()
    return grader.load_pack(folder / "exercises", str(folder / "solutions"))


def test_the_public_names_are_these() -> None:
    assert set(grader.__all__) == NAMES
    assert set(dir(grader)) >= NAMES
    assert all(getattr(grader, name) is not None for name in NAMES)


def test_each_public_name_says_what_it_is() -> None:
    silent = [name for name in NAMES - {"__version__"} if not getattr(grader, name).__doc__]
    assert silent == []


def test_another_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'jugde'"):
        grader.jugde  # noqa: B018


def test_judge_is_the_function_whatever_was_imported_before() -> None:
    code = "import grader, grader.session, grader.cli; print(callable(grader.judge))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_a_source_is_judged(pack: grader.Pack) -> None:
    report = grader.judge(pack, {"double": ACCEPTED})
    assert (report.score, report.max_score) == (10, 10)
    assert report.problems[0].verdict is grader.Verdict.ACCEPTED
    assert report.problems[0].secret == grader.Tally(3, 3)


def test_the_mistake_is_named(pack: grader.Pack) -> None:
    (problem,) = grader.judge(pack, {"double": WRONG.encode()}).problems
    assert problem.verdict is grader.Verdict.WRONG_ANSWER
    assert problem.mistake is not None
    assert problem.mistake.name == "squares"


def test_a_folder_is_judged_as_the_command_does(pack: grader.Pack, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "double.py").write_text(ACCEPTED)
    assert grader.judge(pack, tmp_path / "work", seed=3, jobs=2).score == 10


def test_without_solutions_only_public_cases_are_judged(pack: grader.Pack) -> None:
    public = grader.load_pack(pack.exercises)
    (problem,) = grader.judge(public, {"double": ACCEPTED}).problems
    assert problem.secret is None


def test_an_unknown_problem_is_named_with_the_nearest(pack: grader.Pack) -> None:
    with pytest.raises(grader.UsageError, match=r"no problem 'duoble'.*double"):
        grader.judge(pack, {"duoble": ACCEPTED})


def test_nothing_to_judge_is_said(pack: grader.Pack) -> None:
    with pytest.raises(grader.UsageError, match="no submission"):
        grader.judge(pack, {})


def test_a_source_that_is_no_text_is_the_students_fault(pack: grader.Pack) -> None:
    (problem,) = grader.judge(pack, {"double": "\udcff = 1"}).problems
    assert problem.verdict is grader.Verdict.RUNTIME_ERROR
