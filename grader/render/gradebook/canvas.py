"""A class as the CSV that Canvas's gradebook imports.

    Student,ID,SIS User ID,SIS Login ID,Section,Convolution (12345)
        Points Possible,,,,,320.00
    "Ada Lovelace",42,,ada,A,317.50

Canvas takes "Section" as the end of who a student is. It finds an assignment by the id in
parentheses, else by its title, and proposes a new one where it finds none. A cell left empty
changes no grade; `EX` excuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from grader.errors import UsageError
from grader.gradebook.table import Heading, Row
from grader.render.gradebook.cells import Literal, csv_line
from grader.render.gradebook.grades import GradeColumn, Grades, Wanted, decimals, points

__all__ = ["canvas"]

WHO: Final = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
PASSED_OVER: Final = tuple(
    f"{kind} {what}"
    for kind in ("Current", "Final", "Override")
    for what in ("Score", "Points", "Grade", "Status")
)
"""Canvas takes a column for one of its own wherever such words are in its name, and drops it."""


def canvas(heading: Heading, rows: Iterable[Row], wanted: Wanted) -> Iterator[str]:
    """Return the lines of the file; UsageError at once where Canvas would not take it."""
    grades = Grades(heading, wanted)
    for column in grades.columns:
        _check_title(column)
    return _lines(grades, rows)


def _lines(grades: Grades, rows: Iterable[Row]) -> Iterator[str]:
    yield csv_line((*WHO, *(_title(column) for column in grades.columns)))
    most = [Literal(points(column.max_score)) for column in grades.columns]
    yield csv_line((Literal("    Points Possible"), None, None, None, None, *most))
    for row in rows:
        who = row.student
        cells = [Literal(decimals(grade, "", "EX")) for _, grade in grades.of(row)]
        name = who.name or who.id
        yield csv_line((name, who.canvas_id, who.sis_id, who.login, who.section, *cells))


def _title(column: GradeColumn) -> str:
    return f"{column.title} ({column.assignment})" if column.assignment else column.title


def _check_title(column: GradeColumn) -> None:
    taken = next((words for words in PASSED_OVER if words in column.title), None)
    if taken is not None:
        raise UsageError(
            f"Canvas passes over a column with {taken!r} in its name ({column.title!r}); name it"
            " with --title"
        )
