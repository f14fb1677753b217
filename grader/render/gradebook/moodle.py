"""A class as the CSV that Moodle's gradebook imports.

    Username,Name,Convolution,Convolution (feedback)
    ada,Ada Lovelace,98.44,"slide-kernel: accepted, ..."

Which column is what is chosen in the page that imports it. One column says who a student is, and
every row has something in it: to an empty one Moodle gives the grade of the student above. `-` is
no grade. Moodle refuses the whole file for one grade over 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from grader.errors import UsageError
from grader.gradebook.table import Heading, Row, Student
from grader.render.gradebook.cells import Cell, Literal, csv_line
from grader.render.gradebook.grades import Grades, Wanted, decimals
from grader.render.text import points_text

__all__ = ["identity_of", "moodle"]

MOST: Final = 100.0
HEADS: Final = {
    "username": "Username",
    "email": "Email address",
    "id-number": "ID number",
    "id": "Student",
}


def moodle(heading: Heading, rows: Iterable[Row], wanted: Wanted) -> Iterator[str]:
    """Return the lines of the file; UsageError at once where Moodle would not take it."""
    grades = Grades(heading, wanted)
    for column in grades.columns:
        if column.max_score > MOST:
            most = points_text(column.max_score)
            raise UsageError(
                f"{column.title} has {most} points and Moodle takes at most 100 for a grade; add"
                " --scale 100"
            )
    return _lines(grades, rows, wanted)


def identity_of(student: Student, wanted: Wanted) -> str:
    """Return by what Moodle knows the student; "" where that is not known here."""
    match wanted.identity:
        case "username":
            return student.login.strip()
        case "email":
            return student.email.strip()
        case "id-number":
            return student.sis_id.strip()
        case "id":
            return student.id.strip()


def _lines(grades: Grades, rows: Iterable[Row], wanted: Wanted) -> Iterator[str]:
    heads = [head for one in grades.columns for head in (one.title, f"{one.title} (feedback)")]
    yield csv_line((HEADS[wanted.identity], "Name", *heads))
    for row in rows:
        who = identity_of(row.student, wanted)
        if who:
            yield csv_line((who, row.student.name, *_grades(grades, row)))


def _grades(grades: Grades, row: Row) -> Iterator[Cell]:
    for column, grade in grades.of(row):
        yield Literal(decimals(grade, "-", "-"))
        yield grades.feedback(row, column)
