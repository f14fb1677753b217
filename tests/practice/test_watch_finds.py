"""In watch mode the smallest input follows the verdict, until the file is saved again."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_pack import PROBLEM, WritePack
from trying import LONG, counterexamples

from grader.cli.smaller import Smaller
from grader.load import open_pack
from grader.report import ProblemResult
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.watch import Judged, Judging

PRACTICE = "practice:\n  - name: any\n    inputs: {x: 'small_integers(integers(1, 4))'}\n"
PATIENCE_SECONDS = 60


@pytest.fixture
def session(write_pack: WritePack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    root = write_pack({"exercises/double/problem.yaml": PROBLEM + PRACTICE})
    monkeypatch.setenv("GRADER_CACHE", str(root / "cache"))
    Path("double.py").write_text("def double(x):\n    return 3 * x\n")
    with Sandboxes() as sandboxes:
        yield Session(open_pack(Path("exercises")), sandboxes)


def test_a_verdict_is_told_before_what_is_found(session: Session) -> None:
    told: queue.SimpleQueue[Judged | ProblemResult] = queue.SimpleQueue()
    smaller = Smaller(session, LONG)

    def further(submission: Submission, judged: Judged, stopped: Callable[[], bool]) -> None:
        told.put(smaller.further(submission, judged.results[0], stopped))

    Judging(session, told.put, further).begin((Path("double.py"),))
    judged, found = (told.get(timeout=PATIENCE_SECONDS) for _ in range(2))
    assert isinstance(judged, Judged)
    assert isinstance(found, ProblemResult)
    assert counterexamples(judged.results[0]) == []
    assert len(counterexamples(found)) == 1


def test_a_search_that_is_told_to_stop_finds_nothing(session: Session) -> None:
    submission = Submission("double", "double.py", Path("double.py").read_bytes())
    session.prepare(["double"])
    result = session.result(submission)
    assert Smaller(session, LONG).further(submission, result, lambda: True) == result


def test_files_saved_together_are_not_searched(session: Session) -> None:
    Path("02-double.py").write_text("def double(x):\n    return 4 * x\n")
    told: queue.SimpleQueue[Judged] = queue.SimpleQueue()
    searched: list[str] = []

    def further(submission: Submission, *_: object) -> None:
        searched.append(submission.label)

    Judging(session, told.put, further).begin((Path("double.py"), Path("02-double.py")))
    assert {told.get(timeout=PATIENCE_SECONDS).path.name for _ in range(2)} == {
        "double.py",
        "02-double.py",
    }
    assert searched == []
