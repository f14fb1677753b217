"""A class in memory, and judges that need no sandbox, for tests of what lies between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from made_results import made_result
from msgspec import Struct
from msgspec.structs import replace

from grader.batch import Task
from grader.gradebook import Judged
from grader.report import ProblemResult
from grader.student import Student
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["FakeHanded", "FakeIntake", "FakeJudges", "FakeWork", "a_class"]

VERDICTS = {
    b"right": Verdict.ACCEPTED,
    b"wrong": Verdict.WRONG_ANSWER,
    b"slow": Verdict.TIME_LIMIT,
    b"unlucky": Verdict.JUDGE_ERROR,
}


class FakeWork(Struct, frozen=True):
    submissions: tuple[Submission, ...]
    notes: tuple[str, ...] = ()


class FakeHanded(Struct, frozen=True):
    student: Student
    work: FakeWork
    missing: bool = False

    def read(self) -> FakeWork:
        return self.work


class FakeIntake(Struct, frozen=True):
    students: tuple[FakeHanded, ...]
    notes: tuple[str, ...] = ()


def a_class(**sources: str | dict[str, str]) -> FakeIntake:
    """Return a class: for each student a source for `double`, or a source a problem."""
    handed = []
    for name, given in sources.items():
        by_slug = {"double": given} if isinstance(given, str) else given
        work = FakeWork(
            tuple(Submission(slug, f"{slug}.py", text.encode()) for slug, text in by_slug.items())
        )
        handed.append(FakeHanded(Student(name), work, missing=not by_slug))
    return FakeIntake(tuple(handed))


class FakeJudges:
    """Gives the verdict that a source's first word names, `ahead` tasks at a time.

    `order` says in which order the results of those tasks are yielded. What was asked is kept.
    """

    def __init__(
        self,
        isolation: str = "seccomp",
        ahead: int = 2,
        order: Callable[[Sequence[Task]], Sequence[Task]] = tuple,
    ) -> None:
        self._isolation = isolation
        self._ahead = ahead
        self._order = order
        self.tasks: list[Task] = []
        self.asked: list[str] = []
        self.notes: list[str] = []

    def close(self) -> None:
        pass

    def isolation(self, slug: str) -> str:
        self.asked.append(slug)
        return self._isolation

    def judged(self, tasks: Iterator[Task]) -> Iterator[Judged]:
        while held := tuple(islice(tasks, self._ahead)):
            self.tasks += held
            for task in self._order(held):
                yield task.judged(self._result(task), 0.5)

    def _result(self, task: Task) -> ProblemResult:
        verdict = VERDICTS[task.submission.source.split()[0]]
        return replace(made_result(task.submission.slug, verdict), label=task.submission.label)
