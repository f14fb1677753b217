"""The students of a course, from a CSV of Canvas, Moodle, Gradescope or one's own.

Columns are found by their headings, in any case and order:

    Canvas       Student, ID, SIS User ID, SIS Login ID, Section
    Moodle       First name, Last name (or Surname), ID number, Email address, Username
    Gradescope   First Name, Last Name (or Name), SID, Email, Section
    one's own    id (or student), name, email

The gradebook's id is the column ID, SID or Student; else the ID number, the login, or the e-mail
address, the first of these that the file has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from grader.clean import clean
from grader.errors import Fault, UsageError
from grader.load.source import shown
from grader.student import Student

__all__ = ["read_roster"]

MAX_ROSTER: Final = 20_000_000
MAX_CELL: Final = 200
FIELDS: Final = {
    "first": ("first name", "firstname", "given name", "first", "vorname"),
    "last": ("last name", "lastname", "surname", "family name", "last", "nachname"),
    "name": ("name", "full name", "student name", "display name"),
    "id": ("id", "student id", "student_id", "studentid", "sid", "student number"),
    "sis_id": ("sis user id", "id number", "idnumber"),
    "login": ("sis login id", "username", "login", "login id", "user name"),
    "email": ("email", "email address", "e-mail", "e-mail address", "mail"),
    "section": ("section", "sections", "group", "groups"),
}
IDS: Final = ("id", "sis_id", "login", "email")
CANVAS: Final = frozenset({"sis user id", "sis login id", "section"})
NOBODY: Final = re.compile(r"\s*points possible|student, test$|test student$", re.IGNORECASE)
"""Rows of Canvas's that stand for no student."""


class _Columns(Struct, frozen=True):
    """Which column holds what; `is_canvas` says that ID is Canvas's own number."""

    places: dict[str, int]
    key: str
    is_canvas: bool


def read_roster(path: Path) -> tuple[Student, ...]:
    """Return the students in the order of the file; UsageError with every fault it has."""
    faults: list[Fault] = []
    students: list[Student] = []
    lines: dict[str, int] = {}
    rows = _rows(path, _text(path))
    heading = next(rows, None)
    if heading is None:
        raise _refused(path, 1, "the file is empty", "export the roster again")
    columns = _columns(path, *heading)
    for line, row in rows:
        student = _student(columns, row)
        if student is None:
            continue
        if not student.id:
            what, fix = f"no {columns.key} for {student.name or 'this student'}", "add it"
            faults.append(Fault(shown(path), line, what, fix))
        elif student.id in lines:
            what = f"id {student.id} is in line {lines[student.id]} as well"
            faults.append(Fault(shown(path), line, what, "give each student an id of their own"))
        else:
            lines[student.id] = line
            students.append(student)
    if faults:
        raise UsageError("\n".join(map(str, faults)))
    if not students:
        raise _refused(path, heading[0], "there are headings and no students", "export it again")
    return tuple(students)


def _refused(path: Path, line: int | None, what: str, fix: str) -> UsageError:
    return UsageError(str(Fault(shown(path), line, what, fix)))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_ROSTER + 1)
    except OSError as error:
        raise UsageError(f"{shown(path)} cannot be read: {error.strerror}") from None
    if len(data) > MAX_ROSTER:
        raise _refused(path, None, "over 20 MB", "a roster is a line a student")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fix = "save it as CSV UTF-8 (Excel: Save As, CSV UTF-8)"
        raise _refused(path, line, "this is not UTF-8", fix) from None
    if "\0" in text:
        raise _refused(path, None, "this is no text", "export the roster as CSV")
    return text


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, each with the line it ends on."""
    import csv

    reader = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        fix = "look for a quotation mark that is not closed"
        raise _refused(path, reader.line_num, clean(str(error)), fix) from None


def _delimiter(text: str) -> str:
    """Return what separates the headings: the most frequent of the usual characters."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    plain = re.sub(r'"[^"]*"', "", first)
    return max(",;\t|", key=plain.count)


def _columns(path: Path, line: int, heading: list[str]) -> _Columns:
    names = [re.sub(r"\s+", " ", cell.strip().casefold()) for cell in heading]
    places = {
        field: names.index(option)
        for field, options in FIELDS.items()
        for option in reversed(options)
        if option in names
    }
    if "student" in names:
        places.setdefault("name" if "id" in places else "id", names.index("student"))
    key = next((field for field in IDS if field in places), None)
    if key is None:
        seen = clean(", ".join(cell.strip() for cell in heading), MAX_CELL)
        what = f"no column names the students: {seen}"
        raise _refused(path, line, what, "head a column id, SID, Username or Email")
    return _Columns(
        places, heading[places[key]].strip(), bool(CANVAS & set(names)) and "student" in names
    )


def _student(columns: _Columns, row: list[str]) -> Student | None:
    """Return the student of a row; None for a row that stands for nobody."""
    values = {
        field: clean(row[place].strip(), MAX_CELL) if place < len(row) else ""
        for field, place in columns.places.items()
    }
    name = values.get("name") or " ".join(
        values[part] for part in ("first", "last") if values.get(part)
    )
    if NOBODY.match(name) or NOBODY.match(row[0]):
        return None
    key = next(field for field in IDS if field in columns.places)
    if columns.is_canvas and not name and not values[key]:
        return None
    return Student(
        values[key],
        name,
        values.get("email", ""),
        values.get("login", ""),
        values.get("sis_id", ""),
        values[key] if columns.is_canvas and key == "id" else "",
        values.get("section", ""),
    )
