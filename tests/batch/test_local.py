"""Judges of this machine: each result as soon as it is there, in real sandboxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_pack import PROBLEM, SMALL_PACK, WritePack

from grader.batch import LocalJudges, Task, open_course_of
from grader.gradebook import digest_of, problem_grounds
from grader.load import Pack, open_pack
from grader.sandbox import Sandboxes
from grader.seeds import OneForAll
from grader.submission import Submission

LOOP = "def double(x):\n    while True:\n        pass\n"


@pytest.fixture
def pack(write_pack: WritePack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pack:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    quick = PROBLEM.replace("points: 10", "points: 10\ntime_limit: 1")
    root = write_pack({"exercises/double/problem.yaml": quick})
    return open_pack(root / "exercises", root / "solutions")


def task(pack: Pack, source: str, seed: int = 0) -> Task:
    course = open_course_of(pack, OneForAll(seed))
    submission = Submission("double", "double.py", source.encode())
    grounds = problem_grounds(course.problems["double"], seed, course.versions)
    return Task(*digest_of(submission, grounds, course.versions, "seccomp"), submission)


def test_an_endless_submission_holds_up_no_other(pack: Pack) -> None:
    accepted = SMALL_PACK["solutions/double/accepted/plain.py"]
    tasks = [task(pack, LOOP), *(task(pack, f"{accepted}# {n}\n") for n in range(5))]
    with Sandboxes() as sandboxes:
        judges = LocalJudges(pack, sandboxes, 2, require_sandbox=False)
        judges.isolation("double")
        done = list(judges.judged(iter(tasks)))
    assert done[0].submission.source != LOOP.encode()
    assert {one.digest for one in done} == {one.digest for one in tasks}
    by_verdict = [str(one.result.verdict) for one in done]
    assert (by_verdict.count("accepted"), by_verdict.count("time limit")) == (5, 1)
    assert all(one.seconds > 0 for one in done)


def test_each_task_is_judged_with_its_own_seed(pack: Pack) -> None:
    source = "def double(x):\n    print(x.tolist())\n    return x\n"
    with Sandboxes() as sandboxes:
        judges = LocalJudges(pack, sandboxes, 1, require_sandbox=False)
        judges.isolation("double")
        tasks = [task(pack, source, seed) for seed in (0, 1)]
        assert [one.grounds.seed for one in judges.judged(iter(tasks))] == [0, 1]
        problem = judges._session.problem("double")
        first, second = (judges._judge_of(seed).key(problem) for seed in (0, 1))
    assert first.cases != second.cases


def test_few_tasks_are_taken_at_a_time_and_none_after_the_caller_leaves(
    pack: Pack,
) -> None:
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        while True:
            taken += 1
            yield task(pack, f"# {taken}")

    class Fast(LocalJudges):
        def _judge(self, task: Task) -> Task:  # type: ignore[override]
            return task

    with Sandboxes() as sandboxes:
        judging = Fast(pack, sandboxes, 2, require_sandbox=False).judged(tasks())
        for number in range(10):
            next(judging)
            assert taken <= 2 * 2 * (number + 1)
        judging.close()  # type: ignore[attr-defined]
        before = taken
    assert taken == before
