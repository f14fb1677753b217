"""A class on one screen: the marks, each problem, what was refused, who is missing, what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from click import style

from grader.gradebook.table import Heading, Row
from grader.statistics import ClassStatistics, Gathered, ProblemStatistics
from grader.verdict import Verdict

__all__ = ["ClassSummary"]

MOST: Final = 8
"""How many students or notes of a kind are listed; of the others there is a count."""


class ClassSummary:
    """Gathers a table as its rows pass by, and says in lines what is in it."""

    def __init__(self, heading: Heading, rows: Iterable[Row]) -> None:
        self._heading = heading
        gathered = Gathered(tuple(column.slug for column in heading.columns))
        self._missing = _Few()
        self._refused = _Few()
        self._failed = _Few()
        for row in rows:
            gathered.add(row)
            if row.missing:
                self._missing.add(row.student.id)
            for note in row.notes:
                self._refused.add(f"{row.student.id}: {note}")
            for slug, mark in row.marks.items():
                if mark.verdict is Verdict.JUDGE_ERROR:
                    self._failed.add(f"{row.student.id} {slug}")
        self._statistics = gathered.statistics()

    @property
    def judge_errors(self) -> int:
        """Return how many results stand for a fault of the grader's."""
        return self._failed.count

    def lines(self, width: int) -> Iterator[str]:
        """Yield the summary, fitted to a width."""
        yield style(self._heading.title, bold=True)
        yield _students(self._statistics)
        yield ""
        yield from self._problems(width)
        yield from self._missing.lines("handed in nothing", width, joined=True)
        yield from self._refused.lines("refused or passed over", width, rest="in grader report")
        yield from self._failed.lines("not judged, by a fault of the grader's", width)
        for note in self._heading.notes:
            yield from textwrap.wrap(f"note: {note}", width, subsequent_indent="  ")
        yield f"isolation: {self._heading.isolation}"

    def _problems(self, width: int) -> Iterator[str]:
        attempted = [one for one in self._statistics.problems if one.attempted]
        if not attempted:
            yield "no problem was attempted"
            return
        slugs = max(len("problem"), *(len(one.slug) for one in attempted))
        yield style(
            f"{'problem':{slugs}}  attempted  passed  points  most common mistake", bold=True
        )
        for one in attempted:
            start = f"{one.slug:{slugs}}  {one.attempted:9}  {_percent(one.pass_rate):>6}"
            start += f"  {_percent(one.mean_share):>6}  "
            yield (start + _shortened(_mistake(one), width - len(start))).rstrip()
        silent = len(self._statistics.problems) - len(attempted)
        if silent:
            yield f"attempted by nobody: {silent} of {len(self._statistics.problems)} problems"


class _Few:
    """The first few of many, and how many there are."""

    def __init__(self) -> None:
        self.count = 0
        self._first: list[str] = []

    def add(self, text: str) -> None:
        self.count += 1
        if len(self._first) < MOST:
            self._first.append(text)

    def lines(
        self, title: str, width: int, *, joined: bool = False, rest: str = ""
    ) -> Iterator[str]:
        """Yield a heading with the count and what is held, as a sentence or a line each.

        `rest` says where those are that are not held.
        """
        if not self.count:
            return
        more = self.count - len(self._first)
        last = [f"and {more} more{f', {rest}' * bool(rest)}"] if more else []
        yield ""
        if joined:
            text = f"{title}: {self.count} ({', '.join([*self._first, *last])})"
            yield from textwrap.wrap(text, width, subsequent_indent="  ")
            return
        yield f"{title}: {self.count}"
        for line in (*self._first, *last):
            yield from textwrap.wrap(
                line, width, initial_indent="  ", subsequent_indent="    ", max_lines=3
            )


def _students(statistics: ClassStatistics) -> str:
    graded = statistics.students - statistics.missing
    text = f"{statistics.students} student{'s' * (statistics.students != 1)}, {graded} graded"
    if statistics.mean_share is not None:
        mean, median = _percent(statistics.mean_share), _percent(statistics.median_share)
        text += f"; of all points: mean {mean}, median {median}"
    return text


def _mistake(problem: ProblemStatistics) -> str:
    if not problem.mistakes:
        return ""
    most = problem.mistakes[0]
    return f"{most.students}x {most.mistake.says}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(1, width - 3)] + "..."
