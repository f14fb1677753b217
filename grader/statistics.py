"""What a class's marks say of its problems: how hard each is, and whether it tells students apart.

Terms are those of classical test theory. A problem that a student did not attempt counts for
nothing in that student's total, as in the score; it counts in no figure of the problem itself.
A judge error is the grader's fault: it is no attempt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum
from statistics import correlation, fmean
from typing import Final

from msgspec import Struct

from grader.gradebook.table import Heading, Mark, Row
from grader.report import NamedMistake
from grader.verdict import Verdict

__all__ = [
    "FEWEST",
    "ClassStatistics",
    "MistakeCount",
    "ProblemStatistics",
    "class_statistics",
    "cronbach_alpha",
    "discrimination",
]

FEWEST: Final = 10
"""Of fewer students no coefficient is given: it would be chance."""
BINS: Final = 10
NO_ATTEMPT: Final = frozenset({Verdict.NOT_ATTEMPTED, Verdict.SKIPPED, Verdict.JUDGE_ERROR})
DIGITS: Final = 9
"""Points are rounded to these before they are compared: 0.1 + 0.2 is no other score than 0.3."""


class MistakeCount(Struct, frozen=True):
    """How many students make a known mistake."""

    mistake: NamedMistake
    students: int


class ProblemStatistics(Struct, frozen=True):
    """One problem in this class; None is what cannot be said.

    `pass_rate` is the share of the attempts that are accepted, `mean_share` the mean share of the
    points. `difficulty` is 1 - mean_share: 0 is easy, 1 is hard. `mistakes` come most frequent
    first; `unexplained` is how many attempts are not accepted and fit no known mistake.
    """

    slug: str
    attempted: int
    passed: int
    pass_rate: float | None
    mean_share: float | None
    difficulty: float | None
    discrimination: float | None
    mistakes: tuple[MistakeCount, ...]
    unexplained: int
    judge_errors: int


class ClassStatistics(Struct, frozen=True):
    """The whole class.

    `distribution` counts the students by total: from 0 to under 10 % of all points, and so on;
    the last of its ten bins holds 100 % as well. `missing` students handed nothing in and are in
    no other figure. `alpha` is Cronbach's.
    """

    students: int
    missing: int
    mean_share: float | None
    median_share: float | None
    distribution: tuple[int, ...]
    alpha: float | None
    problems: tuple[ProblemStatistics, ...]


def class_statistics(heading: Heading, rows: Iterable[Row]) -> ClassStatistics:
    """Return the statistics of a class; the rows are read once."""
    gathered = Gathered(tuple(column.slug for column in heading.columns))
    for row in rows:
        gathered.add(row)
    return gathered.statistics()


class Gathered:
    """Collects rows as they pass by: the numbers alone are kept."""

    def __init__(self, slugs: Sequence[str]) -> None:
        self._slugs = slugs
        self._shares: list[float] = []
        self._totals: list[float] = []
        self._items = {slug: _Item() for slug in slugs}
        self._missing = 0

    def add(self, row: Row) -> None:
        """Take a student in."""
        if row.missing:
            self._missing += 1
            return
        student = len(self._totals)
        self._totals.append(row.score)
        self._shares.append(_share(row.score, row.max_score))
        for slug, item in self._items.items():
            mark = row.marks.get(slug)
            item.points.append(0.0 if mark is None else mark.score)
            if mark is not None:
                item.add(student, mark)

    def statistics(self) -> ClassStatistics:
        """Return what the rows so far amount to."""
        shares = sorted(self._shares)
        return ClassStatistics(
            len(shares) + self._missing,
            self._missing,
            _mean(shares),
            (shares[(len(shares) - 1) // 2] + shares[len(shares) // 2]) / 2 if shares else None,
            _distribution(shares),
            cronbach_alpha([item.points for item in self._items.values()]),
            tuple(item.statistics(slug, self._totals) for slug, item in self._items.items()),
        )


def discrimination(passed: Sequence[bool], rest: Sequence[float]) -> float | None:
    r"""Return how well passing one problem goes with doing well on the others, from -1 to 1.

    The point-biserial correlation of an item with the total of the others, student by student:

        r = (M1 - M0) / s * sqrt(p (1 - p))

    with M1 and M0 the mean `rest` of those who passed and of those who did not, p the share that
    passed and s the standard deviation of `rest` (of the population, dividing by n): Pearson's
    correlation with an item of 0 and 1. The item itself is left out of the total, since it would
    correlate with itself: S. Henrysson, "Correction of item-total correlations in item analysis",
    Psychometrika 28 (1963). None with fewer than ten students, or where all passed, none did, or
    all did equally well on the rest.
    """
    rounded = [round(points, DIGITS) for points in rest]
    if len(rounded) < FEWEST or len(set(passed)) < 2 or len(set(rounded)) < 2:
        return None
    return correlation([float(one) for one in passed], rounded)


def cronbach_alpha(items: Sequence[Sequence[float]]) -> float | None:
    r"""Return Cronbach's alpha: how far the problems measure one thing; at most 1.

        alpha = k / (k - 1) * (1 - sum of the items' variances / variance of the totals)

    `items` holds the points of each problem, student by student. L. J. Cronbach, "Coefficient
    alpha and the internal structure of tests", Psychometrika 16 (1951). None with fewer than two
    problems or ten students, or where all totals are equal.
    """
    count = len(items)
    if count < 2 or len(items[0]) < FEWEST:
        return None
    totals = [round(fsum(points), DIGITS) for points in zip(*items, strict=True)]
    if len(set(totals)) < 2:
        return None
    spread = fsum(_variance(points) for points in items)
    return count / (count - 1) * (1 - spread / _variance(totals))


class _Item:
    """What is kept of one problem: everybody's points, and who attempted it."""

    def __init__(self) -> None:
        self.points: list[float] = []
        self._students: list[int] = []
        self._passed: list[bool] = []
        self._shares: list[float] = []
        self._mistakes: Counter[str] = Counter()
        self._says: dict[str, NamedMistake] = {}
        self._judge_errors = 0

    def add(self, student: int, mark: Mark) -> None:
        if mark.verdict in NO_ATTEMPT:
            self._judge_errors += mark.verdict is Verdict.JUDGE_ERROR
            return
        self._students.append(student)
        self._passed.append(mark.verdict is Verdict.ACCEPTED)
        self._shares.append(_share(mark.score, mark.max_score))
        if mark.mistake is not None:
            self._mistakes[mark.mistake.name] += 1
            self._says.setdefault(mark.mistake.name, mark.mistake)

    def statistics(self, slug: str, totals: Sequence[float]) -> ProblemStatistics:
        attempted, passed = len(self._students), sum(self._passed)
        mean = _mean(self._shares)
        mistakes = sorted(self._mistakes.items(), key=lambda counted: (-counted[1], counted[0]))
        return ProblemStatistics(
            slug,
            attempted,
            passed,
            passed / attempted if attempted else None,
            mean,
            None if mean is None else 1 - mean,
            discrimination(
                self._passed, [totals[student] - self.points[student] for student in self._students]
            ),
            tuple(MistakeCount(self._says[name], count) for name, count in mistakes),
            attempted - passed - sum(self._mistakes.values()),
            self._judge_errors,
        )


def _share(points: float, of: float) -> float:
    return points / of if of else 0.0


def _mean(numbers: Sequence[float]) -> float | None:
    return fmean(numbers) if numbers else None


def _variance(numbers: Sequence[float]) -> float:
    """Return the sample variance; that of `statistics` adds fractions, which is slow."""
    mean = fmean(numbers)
    return fsum((number - mean) ** 2 for number in numbers) / (len(numbers) - 1)


def _distribution(shares: Iterable[float]) -> tuple[int, ...]:
    # rounded: 7 of 10 points in ninths must not fall below 70 %
    bins = Counter(min(BINS - 1, max(0, int(round(share, DIGITS) * BINS))) for share in shares)
    return tuple(bins[number] for number in range(BINS))
