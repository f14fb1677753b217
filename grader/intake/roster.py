"""The students of a course, from a CSV of Canvas, Moodle, Gradescope or one's own.

Columns are found by their headings, in any case and order:

    Canvas       Student, ID, SIS User ID, SIS Login ID, Section
    Moodle       First name, Last name (or Surname), ID number, Email address, Username
    Gradescope   First Name, Last Name (or Name), SID, Email, Section
    one's own    id (or student), name, email

The gradebook's id is the column ID, SID or Student, else the ID number, the login or the e-mail
address: the first of these that every student has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from grader.clean import clean
from grader.errors import Fault, UsageError
from grader.load.shown import shown
from grader.student import Student

__all__ = ["read_roster"]

MAX_ROSTER: Final = 20_000_000
MAX_CELL: Final = 200
FIELDS: Final = {
    "first": ("first name", "firstname", "given name", "first"),
    "last": ("last name", "lastname", "surname", "family name", "last"),
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


class _Line(Struct, frozen=True):
    """A student's row: its line, and the cells by what they hold."""

    number: int
    cells: dict[str, str]


def read_roster(path: Path) -> tuple[Student, ...]:
    """Return the students in the order of the file; UsageError with every fault it has."""
    rows = _rows(path, _text(path))
    heading = next(rows, None)
    if heading is None:
        raise _refused(path, 1, "the file is empty", "export the roster again")
    names = [re.sub(r"\s+", " ", cell.strip().casefold()) for cell in heading[1]]
    places = _places(path, heading[0], names)
    lines = [_line(number, row, places) for number, row in rows if not NOBODY.match(row[0])]
    lines = [line for line in lines if any(line.cells.values())]
    if not lines:
        raise _refused(path, heading[0], "there are headings and no students", "export it again")
    key = _key(lines, places)
    _refuse_doubtful(path, lines, key, names[places[key]])
    is_canvas = key == "id" and "student" in names and not CANVAS.isdisjoint(names)
    return tuple(_student(line.cells, key, is_canvas=is_canvas) for line in lines)


def _line(number: int, row: list[str], places: dict[str, int]) -> _Line:
    cells = {
        field: clean(row[place].strip(), MAX_CELL) if place < len(row) else ""
        for field, place in places.items()
    }
    whole = " ".join(cells[part] for part in ("first", "last") if cells.get(part))
    return _Line(number, {"name": whole} | cells)


def _key(lines: list[_Line], places: dict[str, int]) -> str:
    """Return the field that is the gradebook's id: the first that all students have."""
    options = [field for field in IDS if field in places]
    whole = (field for field in options if all(line.cells[field] for line in lines))
    return next(whole, options[0])


def _refuse_doubtful(path: Path, lines: list[_Line], key: str, column: str) -> None:
    """Raise UsageError where a student has no id, or that of another."""
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for line in lines:
        found = line.cells[key]
        if not found:
            what = f"no {column} for {line.cells['name'] or 'this student'}"
            faults.append(Fault(shown(path), line.number, what, "add it"))
        elif found in seen:
            what = f"{column} {found} is in line {seen[found]} as well"
            fix = "give each student an id of their own"
            faults.append(Fault(shown(path), line.number, what, fix))
        seen.setdefault(found, line.number)
    if faults:
        raise UsageError("\n".join(map(str, faults)))


def _student(cells: dict[str, str], key: str, *, is_canvas: bool) -> Student:
    return Student(
        id=cells[key],
        name=cells["name"],
        email=cells.get("email", ""),
        login=cells.get("login", ""),
        sis_id=cells.get("sis_id", ""),
        canvas_id=cells[key] if is_canvas else "",
        section=cells.get("section", ""),
    )


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
    import io

    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
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


def _places(path: Path, line: int, names: list[str]) -> dict[str, int]:
    """Return which column holds what."""
    places = {
        field: names.index(option)
        for field, options in FIELDS.items()
        for option in reversed(options)
        if option in names
    }
    if "student" in names:
        places.setdefault("name" if "id" in places else "id", names.index("student"))
    if not any(field in places for field in IDS):
        what = f"no column names the students: {clean(', '.join(names), MAX_CELL)}"
        raise _refused(path, line, what, "head a column id, SID, Username or Email")
    return places
