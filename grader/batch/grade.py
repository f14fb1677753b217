"""Grade a class: find what is not judged yet, have it judged, write each result as it comes.

A submission is looked up by its grounds. What the gradebook has is not judged again; what two
students handed in alike is judged once. Whatever moment it is stopped at, a next run goes on there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from grader.batch.task import Judges, Task
from grader.errors import Fault, PackError
from grader.gradebook import (
    Judged,
    Ledger,
    ProblemGrounds,
    Standing,
    Versions,
    digest_of,
    problem_grounds,
)
from grader.gradebook.table import Column
from grader.load import Pack
from grader.problem import Problem
from grader.sandbox import is_whole, kind_of_problem
from grader.seeds import Seeds
from grader.student import Student
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["Advance", "Course", "Handed", "Intake", "Work", "grade", "open_course_of"]

HELD: Final = 4096
"""How many problems' grounds are held: with cases for each student there is no end of them."""


class Work(Protocol):
    """What one student handed in, read."""

    @property
    def submissions(self) -> Sequence[Submission]:
        """At most one a problem."""

    @property
    def notes(self) -> Sequence[str]:
        """What was refused or passed over, and why."""


class Handed(Protocol):
    """What one student handed in, not read yet."""

    @property
    def student(self) -> Student:
        """Whose it is."""

    @property
    def missing(self) -> bool:
        """Whether the roster has the student and nothing was handed in."""

    def read(self) -> Work:
        """Open the files now; a fault in them becomes a note, never an exception."""


class Intake(Protocol):
    """The class as it was handed in."""

    @property
    def students(self) -> Sequence[Handed]:
        """Everybody, each once."""

    @property
    def notes(self) -> Sequence[str]:
        """What is to be known of the class as a whole."""


class Advance(Struct, frozen=True):
    """How far a run has come: `done` of `students`, and how many submissions.

    `kept` are those that needed no judging: known before, or handed in by somebody else as well.
    `failed` are the judge errors among the `judged`.
    """

    students: int
    done: int = 0
    judged: int = 0
    kept: int = 0
    failed: int = 0


class Course(Struct, frozen=True):
    """The problems of a course, read, and how their cases are drawn; only `chosen` are judged."""

    pack: Pack
    problems: dict[str, Problem]
    seeds: Seeds
    versions: Versions
    chosen: frozenset[str]

    def columns(self) -> tuple[Column, ...]:
        """Return the problems as columns of a table, in the order of the course."""
        return tuple(
            Column(slug, self.problems[slug].file.title, unit.title, float(points))
            for unit in self.pack.course.units
            for slug in unit.problems
            for points in (self.problems[slug].limits.points,)
        )


def open_course_of(pack: Pack, seeds: Seeds, chosen: Sequence[str] = ()) -> Course:
    """Return a pack's problems, all of them chosen by default; PackError has every fault."""
    problems: dict[str, Problem] = {}
    faults: list[Fault] = []
    for slug in pack.slugs:
        try:
            problems[slug] = pack.problem(slug)
        except PackError as error:
            faults += error.faults
    if faults:
        raise PackError(tuple(faults))
    return Course(pack, problems, seeds, Versions.here(), frozenset(chosen or pack.slugs))


def grade(
    ledger: Ledger,
    course: Course,
    intake: Intake,
    judges: Judges,
    tell: Callable[[Advance], None] = lambda _: None,
) -> Advance:
    """Bring a gradebook up to date with a class; `tell` hears how far it has come.

    The judges are not asked for anything where nothing has changed.
    """
    grading = _Grading(ledger, course, intake, judges, tell)
    for judged in judges.judged(grading.tasks()):
        grading.keep(judged)
    return grading.advance


class _Grading:
    """The state of one run: who waits for which result."""

    def __init__(
        self,
        ledger: Ledger,
        course: Course,
        intake: Intake,
        judges: Judges,
        tell: Callable[[Advance], None],
    ) -> None:
        self._ledger = ledger
        self._course = course
        self._intake = intake
        self._judges = judges
        self._tell = tell
        self._waiting: dict[str, dict[Standing, None]] = {}
        self._open: dict[str, int] = {}
        self._read = 0
        self._assumed = _isolations(ledger, course)
        self._again = True
        self._grounds = lru_cache(HELD)(self._problem_grounds)
        self.advance = Advance(len(intake.students))

    def tasks(self) -> Iterator[Task]:
        """Yield what has to be judged; again from the start if the isolation is another one."""
        while self._again:
            self._again, self._read = False, 0
            self.advance = replace(self.advance, kept=0)
            for handed in self._intake.students:
                yield from self._student(handed)

    def keep(self, judged: Judged) -> None:
        """Write a result for all who wait for it."""
        standings = self._waiting.pop(judged.digest)
        self._ledger.keep(judged, tuple(standings))
        for standing in standings:
            self._close(standing.student)
        failed = judged.result.verdict is Verdict.JUDGE_ERROR
        before = self.advance
        self._say(judged=before.judged + 1, failed=before.failed + failed)

    def _student(self, handed: Handed) -> Iterator[Task]:
        work, student = handed.read(), handed.student
        self._ledger.set_student(student, work.notes, missing=handed.missing)
        self._open[student.id] = self._open.get(student.id, 0) + 1  # until all is looked at
        self._read += 1
        for submission in work.submissions:
            if submission.slug in self._course.chosen:
                yield from self._submission(student.id, submission)
        self._close(student.id)
        self._say()

    def _submission(self, student: str, submission: Submission) -> Iterator[Task]:
        standing = Standing(student, submission.slug, submission.label)
        task = self._task(student, submission)
        if not self._ledger.knows(task.digest):
            self._check_isolation(submission.slug)
            task = self._task(student, submission)
        if self._ledger.knows(task.digest):
            self._ledger.stand(standing, task.digest)
            self._say(kept=self.advance.kept + 1)
            return
        waiting = self._waiting.get(task.digest)
        if waiting is None or standing not in waiting:
            self._open[student] = self._open.get(student, 0) + 1
        if waiting is None:
            self._waiting[task.digest] = {standing: None}
            yield task
        else:
            waiting[standing] = None
            self._say(kept=self.advance.kept + 1)

    def _task(self, student: str, submission: Submission) -> Task:
        slug = submission.slug
        grounds = self._grounds(slug, self._course.seeds.seed(student, slug))
        isolation = self._assumed.get(kind_of_problem(self._course.problems[slug]), "")
        digest, rests_on = digest_of(submission, grounds, self._course.versions, isolation)
        return Task(digest, rests_on, submission)

    def _check_isolation(self, slug: str) -> None:
        """Ask the judges for the isolation; where it is another, all has to be looked at again."""
        kind = kind_of_problem(self._course.problems[slug])
        isolation = self._judges.isolation(slug)
        if self._assumed.get(kind) not in (None, isolation):
            self._again = True
        self._assumed[kind] = isolation

    def _problem_grounds(self, slug: str, seed: int) -> ProblemGrounds:
        return problem_grounds(self._course.problems[slug], seed, self._course.versions)

    def _close(self, student: str) -> None:
        """Note that one thing less of a student's is open; with none, the student is done."""
        left = self._open[student] - 1
        if left:
            self._open[student] = left
        else:
            del self._open[student]

    def _say(self, **counts: int) -> None:
        done = self._read - len(self._open)
        self.advance = replace(self.advance, done=done, **counts)
        self._tell(self.advance)


def _isolations(ledger: Ledger, course: Course) -> dict[str, str]:
    """Return the isolation that each kind of problem was judged under last, where it was whole.

    One that was not is tested again: it may be whole by now, or be refused this time.
    """
    found = {
        kind_of_problem(course.problems[slug]): isolation
        for slug, isolation in ledger.isolations()
        if slug in course.problems
    }
    return {kind: isolation for kind, isolation in found.items() if is_whole(isolation)}
