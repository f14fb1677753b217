"""A class as CSV: a row a student, a row for each student and problem, and what changed.

Names of columns have an underscore where a problem's name cannot have one, so that the two never
meet. Where the grader failed on a problem there is no score: neither for it nor in total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from grader.gradebook.table import Change, Column, Heading, Mark, Row, Student
from grader.render.entries import one_line
from grader.render.gradebook.cells import Cell, Literal, csv_line, shown
from grader.render.text import points_text
from grader.verdict import Verdict

__all__ = ["changes_csv", "changes_text", "is_open", "long_table", "open_problems", "wide_table"]

STUDENT: Final = (
    "student_id",
    "student_name",
    "student_email",
    "student_login",
    "student_sis_id",
    "student_canvas_id",
    "student_section",
)
CHANGE: Final = (
    "student_id",
    "problem_slug",
    "old_score",
    "new_score",
    "max_score",
    "old_verdict",
    "new_verdict",
    "reason",
    "run_started",
)
RESULT: Final = (
    "problem_slug",
    "problem_title",
    "unit_title",
    "verdict",
    "score",
    "max_score",
    "public_passed",
    "public_total",
    "secret_passed",
    "secret_total",
    "mistake_name",
    "mistake_says",
    "seed",
    "groups_json",
)


def wide_table(heading: Heading, rows: Iterable[Row]) -> Iterator[str]:
    """Yield a row a student: who it is, the score of each problem, the total."""
    slugs = [column.slug for column in heading.columns]
    yield csv_line((*STUDENT, "handed_in", *slugs, "total_score", "max_score", "student_notes"))
    for row in rows:
        scores = [_score(row.marks.get(slug)) for slug in slugs]
        total = None if open_problems(row) else row.score
        handed_in = "no" if row.missing else "yes"
        notes = "; ".join((*_open_notes(row), *row.notes))
        yield csv_line((*_who(row.student), handed_in, *scores, total, row.max_score, notes))


def long_table(heading: Heading, rows: Iterable[Row]) -> Iterator[str]:
    """Yield a row for each student and problem, also where nothing was handed in."""
    yield csv_line((*STUDENT, *RESULT))
    for row in rows:
        for column in heading.columns:
            yield csv_line((*_who(row.student), *_result(column, row.marks.get(column.slug))))


def changes_csv(changes: Iterable[Change]) -> Iterator[str]:
    """Yield a row for each result in another's place; an empty score is none, before or any more.

    Some of them have the same score as before: judged on other cases, say.
    """
    yield csv_line(CHANGE)
    for one in changes:
        old, new = _moved(one)
        verdicts = (_word(one.old_verdict), _word(one.new_verdict))
        yield csv_line(
            (one.student, one.slug, old, new, one.max_score, *verdicts, one.reason, one.at)
        )


def changes_text(changes: Iterable[Change]) -> Iterator[str]:
    """Yield a line for each score that moved, with the reason; of other changes their number."""
    moved, still = 0, 0
    for one in changes:
        if len(set(_moved(one))) == 1:
            still += 1
            continue
        moved += 1
        old, new = map(_told, _moved(one), (one.old_verdict, one.new_verdict))
        step = f"{old} -> {new} of {points_text(one.max_score)}"
        yield f"{one_line(one.student)}  {one.slug}  {step}: {one_line(one.reason)}\n"
    if not moved:
        yield "no score has changed\n"
    if still:
        yield f"{still} judged again with the same score; --format csv lists them too\n"


def open_problems(row: Row) -> tuple[str, ...]:
    """Return the problems that the grader itself failed on, so that the total is not known."""
    return tuple(slug for slug, mark in row.marks.items() if is_open(mark))


def is_open(mark: Mark) -> bool:
    """Say whether the grader failed, so that the mark is nobody's zero."""
    return mark.verdict is Verdict.JUDGE_ERROR


def _moved(change: Change) -> tuple[float | None, float | None]:
    """Return the scores before and after; where the grader failed there is none."""
    failed = Verdict.JUDGE_ERROR
    old = None if change.old_verdict is failed else change.old_score
    return old, None if change.new_verdict is failed else change.new_score


def _told(score: float | None, verdict: Verdict | None) -> str:
    if score is not None:
        return points_text(score)
    return "nothing" if verdict is None else str(verdict)


def _word(verdict: Verdict | None) -> str | None:
    return None if verdict is None else str(verdict)


def _who(student: Student) -> tuple[str, ...]:
    return (
        student.id,
        student.name,
        student.email,
        student.login,
        student.sis_id,
        student.canvas_id,
        student.section,
    )


def _score(mark: Mark | None) -> float | None:
    return None if mark is None or is_open(mark) else mark.score


def _open_notes(row: Row) -> Iterator[str]:
    slugs = open_problems(row)
    if slugs:
        yield f"judge error, to be judged again: {', '.join(slugs)}"


def _result(column: Column, mark: Mark | None) -> tuple[Cell, ...]:
    what = (column.slug, column.title, column.unit)
    if mark is None:
        return (*what, "not handed in", None, column.max_score, *(None,) * 8)
    secret = mark.secret
    mistake = mark.mistake
    return (
        *what,
        str(mark.verdict),
        _score(mark),
        mark.max_score,
        mark.public.passed,
        mark.public.total,
        secret.passed if secret is not None else None,
        secret.total if secret is not None else None,
        mistake.name if mistake is not None else None,
        mistake.says if mistake is not None else None,
        mark.seed,
        Literal(shown(msgspec.json.encode(mark.groups).decode())),  # no formula: it starts with [
    )
