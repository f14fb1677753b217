"""Classes out of thin air: drawn marks, with results of real wrong answers behind them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np
from msgspec.structs import replace
from pages import ROOT, exercise, judged, mistaken

from grader.gradebook.table import Column, GroupMark, Heading, Mark, Row, Student
from grader.outcome import Frame
from grader.report import CaseResult, Failure, GroupResult, ProblemResult, Shown, Tally
from grader.values import Array, array_of, encode
from grader.verdict import Verdict

__all__ = ["DOZEN", "FEW", "DrawnClass", "a_class"]

IS_SECRET = True
FEW = ("one-window", "slide-kernel", "conv-stride")
DOZEN = (
    *("one-window", "slide-kernel", "out-size", "conv-stride", "zero-pad", "conv-pad-stride"),
    *("conv1d", "flip-kernel", "dilation", "sum-channels", "im2col", "max-pool"),
)
FIRST = ("Ada", "Björn", "Chiara", "Dmitri", "Élodie", "Fatima", "Grace", "Hồ", "Ines", "Jun")
LAST = ("Adams", "Bauer", "Chen", "Díaz", "Eriksson", "Ferrari", "García", "Haddad", "Ito", "Jones")


@dataclass(frozen=True)
class DrawnClass:
    """A heading, its rows, and what is behind each mark that is not accepted."""

    heading: Heading
    rows: tuple[Row, ...]
    results: dict[tuple[str, str], ProblemResult]

    def result(self, student: str, slug: str) -> ProblemResult | None:
        return self.results.get((student, slug))


def a_class(size: int, slugs: tuple[str, ...] = FEW, seed: int = 0) -> DrawnClass:
    """Return a class of so many students, the same one for the same seed.

    Of the wrong answers most make a known mistake, some raise at a line of their own, and some
    are wrong in a way of their own.
    """
    drawn = _Drawn(slugs, Random(seed))
    rows = tuple(drawn.row(number) for number in range(size))
    columns = tuple(Column(slug, exercise(slug).file.title, "One", 10.0) for slug in slugs)
    heading = Heading("What's convolution?", columns, "seccomp+landlock+rlimits", size)
    return DrawnClass(heading, rows, drawn.results)


class _Drawn:
    def __init__(self, slugs: tuple[str, ...], random: Random) -> None:
        self.results: dict[tuple[str, str], ProblemResult] = {}
        self._slugs = slugs
        self._random = random

    def row(self, number: int) -> Row:
        random = self._random
        name = f"{random.choice(FIRST)} {random.choice(LAST)}"
        student = Student(
            f"s{number:04}", name, f"s{number:04}@example.org", section=f"T{number % 4}"
        )
        if random.random() < 0.03:
            return Row(student, {}, 0.0, 10.0 * len(self._slugs), missing=True)
        skill = random.gauss(0.65, 0.25)
        marks = {
            slug: mark
            for at, slug in enumerate(self._slugs)
            if (mark := self._mark(student.id, slug, skill - 0.03 * at)) is not None
        }
        score = sum(mark.score for mark in marks.values())
        return Row(student, marks, score, 10.0 * len(self._slugs))

    def _mark(self, student: str, slug: str, chance: float) -> Mark | None:
        random = self._random
        if random.random() < 0.04:
            return None
        if random.random() < 0.04:
            return Mark(slug, Verdict.NOT_ATTEMPTED, 0.0, 10.0, Tally(0, 4), Tally(0, 12))
        if random.random() < chance:
            return Mark(slug, Verdict.ACCEPTED, 10.0, 10.0, Tally(4, 4), Tally(12, 12))
        result = self._failing(slug)
        self.results[student, slug] = result
        return mark_of(result)

    def _failing(self, slug: str) -> ProblemResult:
        random = self._random
        kind = random.random()
        if kind < 0.15:
            return raising(slug, random.randrange(3, 40))
        wrong = random.choice(mistakes_of(slug))
        if kind < 0.75:
            return wrong
        return replace(_with_a_number_of_its_own(wrong, random), mistake=None)


def mark_of(result: ProblemResult) -> Mark:
    """Return the mark that a result is worth."""
    groups = tuple(
        GroupMark(
            group.name,
            group.secret,
            group.verdict,
            group.points,
            group.max_points,
            group.passed,
            len(group.cases),
        )
        for group in result.groups
    )
    return Mark(
        result.slug,
        result.verdict,
        result.score,
        result.max_score,
        result.public,
        result.secret,
        groups,
        result.mistake,
    )


@functools.cache
def mistakes_of(slug: str) -> tuple[ProblemResult, ...]:
    """Return the results of the known mistakes of an exercise, secret groups among them."""
    folder = ROOT / "solutions" / slug / "wrong_answer"
    return tuple(
        _with_secret(result)
        for path in sorted(folder.glob("*.py"))
        if (result := mistaken(slug, path.stem)).verdict is Verdict.WRONG_ANSWER
    )


@functools.cache
def raising(slug: str, line: int) -> ProblemResult:
    """Return the result of raising at this line."""
    result = judged(slug, f"def {exercise(slug).file.function}(*_):\n    1 / 0\n".encode())
    failure = Failure("it raised ZeroDivisionError: division by zero", "", (Frame(line, "f"),))
    groups = tuple(
        replace(
            group,
            cases=tuple(
                replace(case, failure=replace(failure, shown=case.failure and case.failure.shown))
                for case in group.cases
            ),
        )
        for group in result.groups
    )
    return replace(result, groups=groups, quotes={line: f"out[{line}] = 1 / 0"})


def _with_secret(result: ProblemResult) -> ProblemResult:
    failure = Failure("a secret case comes out wrong", "think of a kernel that is not square")
    cases = (CaseResult(Verdict.WRONG_ANSWER, failure=failure), *[CaseResult(Verdict.ACCEPTED)] * 5)
    secret = GroupResult("rectangles", IS_SECRET, Verdict.WRONG_ANSWER, 0.0, 6.0, cases)
    kept = GroupResult(
        "squares", IS_SECRET, Verdict.ACCEPTED, 4.0, 4.0, (CaseResult(Verdict.ACCEPTED),) * 6
    )
    return replace(
        result,
        groups=(*result.groups, secret, kept),
        score=4.0,
        max_score=10.0,
        secret=Tally(11, 12),
    )


def _with_a_number_of_its_own(result: ProblemResult, random: Random) -> ProblemResult:
    """Return a result that hardly any other student has: its numbers differ."""
    own = f"the answer is off by {random.random():.6f}"
    groups = tuple(
        replace(
            group,
            cases=tuple(
                case
                if case.failure is None
                else replace(
                    case, failure=replace(case.failure, says=own, shown=_shaken(case, random))
                )
                for case in group.cases
            ),
        )
        for group in result.groups
    )
    return replace(result, groups=groups)


def _shaken(case: CaseResult, random: Random) -> Shown | None:
    shown = None if case.failure is None else case.failure.shown
    if shown is None or not isinstance(shown.got, Array):
        return shown
    numbers = array_of(shown.got).copy()
    numbers = numbers + np.array([random.randrange(9) for _ in range(numbers.size)]).reshape(
        numbers.shape
    )
    return replace(shown, got=encode(numbers))


def rows_of(drawn: DrawnClass) -> Iterator[Row]:
    """Yield the rows one by one, as a gradebook does."""
    yield from drawn.rows
