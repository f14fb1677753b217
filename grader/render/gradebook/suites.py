"""A class as JUnit XML: a suite a student, a test a problem.

A student is what one looks for in a long report, so a student is a suite; the suites are written
one after the other, and a class of any size needs no more memory than one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from junitparser import TestSuite

from grader.gradebook.table import Column, Heading, Mark, Row
from grader.render.entries import sentences
from grader.render.gradebook.cells import shown
from grader.render.gradebook.tables import open_problems
from grader.render.junit import Case, document, exact, fill, new_case, new_suite
from grader.verdict import Verdict

__all__ = ["class_junit"]


def class_junit(heading: Heading, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the document, suite by suite."""
    yield from document(_suite(heading, row) for row in rows)


def _suite(heading: Heading, row: Row) -> TestSuite:
    values = {"student": shown(row.student.id), "max_score": exact(row.max_score)}
    if not open_problems(row):
        values["score"] = exact(row.score)
    suite = new_suite(shown(row.student.name or row.student.id), values)
    for column in heading.columns:
        suite.append(_case(row, column))
    return suite


def _case(row: Row, column: Column) -> Case:
    mark = row.marks.get(column.slug)
    if mark is None:
        case = _new(row, column, {"max_score": exact(column.max_score)})
        fill(case, "skipped", "nothing was handed in", "not handed in")
        return case
    values = {
        "score": exact(mark.score),
        "max_score": exact(mark.max_score),
        "verdict": str(mark.verdict),
        "public": str(mark.public),
    }
    if mark.secret is not None:
        values["secret"] = str(mark.secret)
    case = _new(row, column, values)
    _fill(case, mark)
    return case


def _new(row: Row, column: Column, values: dict[str, str]) -> Case:
    return new_case(column.slug, shown(row.student.id), values)


def _fill(case: Case, mark: Mark) -> None:
    kind = str(mark.verdict)
    said = sentences(mark.mistake.says) if mark.mistake is not None else kind
    match mark.verdict:
        case Verdict.ACCEPTED:
            pass
        case Verdict.JUDGE_ERROR:
            fill(case, "error", "the grader itself failed; judge it again", kind)
        case Verdict.NOT_ATTEMPTED | Verdict.SKIPPED:
            fill(case, "skipped", said, kind)
        case _:
            fill(case, "failed", said, kind)
