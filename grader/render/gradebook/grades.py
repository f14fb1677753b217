"""What a platform's gradebook is to hold: its columns, and a student's grade in each.

A grade is points, nothing (handed in nothing, or the grader failed), or excused. Nothing is not
zero: what a platform makes of a missing grade is the course's own rule, unless zeros are asked for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final, Literal

from msgspec import Struct

from grader.errors import UsageError
from grader.gradebook.table import Heading, Mark, Row
from grader.render.entries import sentences
from grader.render.gradebook.cells import guarded
from grader.render.gradebook.tables import is_open, open_problems
from grader.render.text import points_text
from grader.scoring import total

__all__ = ["EXCUSED", "Grade", "GradeColumn", "Grades", "Wanted", "decimals", "points"]

EXCUSED: Final = "excused"
LONGEST_FEEDBACK: Final = 4_000
IDENTIFIER: Final = re.compile(r"[0-9]+")

Grade = float | Literal["excused"] | None
Identity = Literal["username", "email", "id-number", "id"]


class Wanted(Struct, frozen=True):
    """What was asked for.

    `assignments` are the platform's own ids by problem, "" for the course. `scale` is what full
    points become. `identity` is by what Moodle knows a student.
    """

    by_problem: bool = False
    title: str = ""
    assignments: Mapping[str, str] = {}
    scale: float | None = None
    zeros: bool = False
    excused: frozenset[str] = frozenset()
    identity: Identity = "username"


class GradeColumn(Struct, frozen=True):
    """One column: of a problem, or of the course where `slug` is empty."""

    slug: str
    title: str
    max_score: float
    assignment: str = ""


class Grades:
    """Columns and grades as they were asked for; UsageError where that cannot be."""

    def __init__(self, heading: Heading, wanted: Wanted) -> None:
        self._wanted = wanted
        self._points = {column.slug: column.max_score for column in heading.columns}
        self._points[""] = total(self._points.values())
        self.columns = tuple(self._columns(heading))
        _check(self.columns, wanted)

    def _columns(self, heading: Heading) -> Iterator[GradeColumn]:
        given = [("", self._wanted.title or heading.title)]
        if self._wanted.by_problem:
            given = [(column.slug, column.title) for column in heading.columns]
        for slug, title in given:
            most = self._wanted.scale or self._points[slug]
            assignment = self._wanted.assignments.get(slug, "")
            yield GradeColumn(slug, guarded(title), most, assignment)

    def of(self, row: Row) -> Iterator[tuple[GradeColumn, Grade]]:
        """Yield the grade of a student in each column."""
        for column in self.columns:
            yield column, self._grade(row, column)

    def _grade(self, row: Row, column: GradeColumn) -> Grade:
        if row.student.id in self._wanted.excused:
            return EXCUSED
        mark = row.marks.get(column.slug)
        failed = is_open(mark) if mark is not None else not column.slug and open_problems(row)
        if failed:
            return None
        handed_in = mark is not None if column.slug else not row.missing
        if not handed_in:
            return 0.0 if self._wanted.zeros else None
        return self._scaled(mark.score if mark is not None else row.score, column)

    def _scaled(self, score: float, column: GradeColumn) -> float:
        """Return the score on the scale; never above its end, whatever rounding does."""
        most = self._points[column.slug]
        if self._wanted.scale is None:
            return score
        return min(self._wanted.scale, score / most * self._wanted.scale) if most else 0.0

    def feedback(self, row: Row, column: GradeColumn) -> str:
        """Return a line for the student: the verdict, the counts and the named mistake."""
        marks = row.marks
        if column.slug:
            mark = marks.get(column.slug)
            return _told(mark)[:LONGEST_FEEDBACK] if mark is not None else ""
        told = [f"{slug}: {_told(marks[slug])}" for slug in self._points if slug in marks]
        return sentences(*told)[:LONGEST_FEEDBACK]


def points(grade: float) -> str:
    """Return points with the two decimals that gradebooks compare."""
    return f"{grade + 0.0:.2f}"


def decimals(grade: Grade, nothing: str, excused: str) -> str:
    """Return a grade as a cell, with the platform's words for none and for excused."""
    if grade is None:
        return nothing
    return excused if grade == EXCUSED else points(float(grade))


def _told(mark: Mark) -> str:
    if is_open(mark):
        return "the grader failed here; this is not your fault and will be judged again"
    cases = f"public {mark.public}" + (f", secret {mark.secret}" if mark.secret else "")
    of = f"{points_text(mark.score)} of {points_text(mark.max_score)} points"
    return sentences(f"{mark.verdict}, {cases}, {of}", mark.mistake.says if mark.mistake else "")


def _check(columns: tuple[GradeColumn, ...], wanted: Wanted) -> None:
    if not columns:
        raise UsageError("this gradebook has no problems, so there is no column to write")
    if wanted.by_problem and wanted.title:
        raise UsageError("--title names the one column of the course; leave out --by problem or it")
    if wanted.scale is not None and not 0 < wanted.scale < math.inf:  # nor NaN
        raise UsageError(f"--scale {wanted.scale:g}: full points must be a number more than 0")
    slugs = [column.slug for column in columns]
    for slug, identifier in wanted.assignments.items():
        if slug not in slugs:
            raise UsageError(f"--assignment {slug}={identifier}: {_no_column(slug, slugs)}")
        if not IDENTIFIER.fullmatch(identifier):
            where = f"{slug}={identifier}" if slug else identifier
            raise UsageError(
                f"--assignment {where}: an assignment's id is a number, as at the end of its page's"
                " address: .../assignments/12345"
            )
    titles = [column.title for column in columns]
    twice = next((title for title in titles if titles.count(title) > 1), None)
    if twice is not None:
        raise UsageError(f"two columns would be called {twice!r}; rename one of the problems")


def _no_column(slug: str, slugs: list[str]) -> str:
    if not slug:
        return "with --by problem each id needs its problem: --assignment SLUG=ID"
    if slugs == [""]:
        return "the course is one column; name its id alone, or add --by problem"
    near = get_close_matches(slug, slugs, n=1)
    return "no such problem here" + (f"; did you mean {near[0]!r}?" if near else "")
