"""What to say beside a report: counted while its rows go by, so that no row is read twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from grader.errors import UsageError
from grader.gradebook.table import Row
from grader.render.entries import one_line
from grader.render.gradebook.grades import Wanted
from grader.render.gradebook.moodle import identity_of
from grader.render.gradebook.tables import open_problems

__all__ = ["Audit"]

NAMED: Final = 5
KNOWN_BY: Final = {
    "username": "username",
    "email": "email address",
    "id-number": "ID number",
    "id": "id",
}


class Audit:
    """Looks at each row on its way into one format, and then says what to know about them."""

    def __init__(self, layout: str, wanted: Wanted) -> None:
        self._layout = layout
        self.wanted = wanted
        self._seen = 0
        self._open: list[str] = []
        self._public: list[str] = []
        self._unknown: list[str] = []

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows; UsageError at the end where none of them could be written."""
        for row in rows:
            self._look_at(row)
            yield row
        if self._layout == "moodle" and self._seen and len(self._unknown) == self._seen:
            raise UsageError(
                f"no student here has {self._known_by()}, by which Moodle would know them; choose"
                " --identify username, email, id-number or id"
            )

    def notes(self) -> Iterator[str]:
        """Yield what the reader should know, a line each."""
        if self._open:
            yield (
                f"the grader itself failed on work of {_some(self._open)}; there is no grade for"
                " it until `grader class` has judged it again"
            )
        if self._public:
            yield (
                f"{_some(self._public)}: judged without secret cases, so these are points for"
                " public cases alone"
            )
        if self._unknown and self._layout == "moodle":
            yield f"{_some(self._unknown)}: left out, without {self._known_by()} for Moodle"
        if self._unknown and self._layout == "canvas":
            yield (
                f"{_some(self._unknown)}: no Canvas ID, SIS ID or login, so Canvas goes by the"
                " name alone"
            )

    def _look_at(self, row: Row) -> None:
        self._seen += 1
        who = one_line(row.student.id)
        if open_problems(row):
            self._open.append(who)
        if any(mark.secret is None for mark in row.marks.values()):
            self._public.append(who)
        if not self._is_known(row):
            self._unknown.append(who)

    def _is_known(self, row: Row) -> bool:
        student = row.student
        if self._layout == "moodle":
            return bool(identity_of(student, self.wanted))
        return bool(student.canvas_id or student.sis_id or student.login)

    def _known_by(self) -> str:
        name = KNOWN_BY[self.wanted.identity]
        return f"an {name}" if name[0] in "aeiAEI" else f"a {name}"


def _some(students: list[str]) -> str:
    """Return some names and how many more there are."""
    named = ", ".join(students[:NAMED])
    more = len(students) - NAMED
    return f"{named} and {more} more" if more > 0 else named
