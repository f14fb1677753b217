"""Some problems as if they were the course: columns, totals, and who handed in none of them."""

from __future__ import annotations

from made_results import COLUMNS, student

from grader.gradebook import Selection
from grader.gradebook.table import Heading, Mark, Row
from grader.report import Tally
from grader.verdict import Verdict

HEADING = Heading("A course", COLUMNS, "seccomp", 0)
FIRST, SECOND = COLUMNS[0], COLUMNS[1]


def row(*slugs: str, missing: bool = False) -> Row:
    marks = {slug: Mark(slug, Verdict.ACCEPTED, 4.0, 5.0, Tally(1, 1), None) for slug in slugs}
    most = sum(column.max_score for column in COLUMNS)
    return Row(student("Alma"), marks, 4.0 * len(marks), most, missing=missing, notes=("a note",))


def test_no_selection_is_the_course() -> None:
    everything = Selection()
    rows = [row(FIRST.slug), row(missing=True)]
    assert everything.heading(HEADING) == HEADING
    assert list(everything.rows(HEADING, rows)) == rows


def test_columns_keep_the_order_of_the_course() -> None:
    both = Selection(frozenset({SECOND.slug, FIRST.slug}))
    assert both.heading(HEADING).columns == (FIRST, SECOND)
    assert Selection(frozenset({SECOND.slug})).heading(HEADING).columns == (SECOND,)


def test_marks_and_totals_are_of_the_selection_alone() -> None:
    first = Selection(frozenset({FIRST.slug}))
    (one,) = first.rows(first.heading(HEADING), [row(FIRST.slug, SECOND.slug)])
    assert list(one.marks) == [FIRST.slug]
    assert (one.score, one.max_score, one.missing) == (4.0, FIRST.max_score, False)
    assert one.notes == ("a note",)


def test_who_has_no_mark_for_them_is_missing() -> None:
    first = Selection(frozenset({FIRST.slug}))
    heading = first.heading(HEADING)
    rows = [row(SECOND.slug), row(), row(missing=True)]
    found = [one.missing for one in first.rows(heading, rows)]
    assert found == [True, True, True]
