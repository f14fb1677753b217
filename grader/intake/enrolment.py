"""What was handed in, put beside the roster: by id, login or e-mail address, else by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from grader.intake.gathering import one_note
from grader.intake.layout import Found
from grader.student import Student

__all__ = ["enrol"]


def enrol(found: Iterable[Found], roster: tuple[Student, ...]) -> tuple[list[Found], list[str]]:
    """Return one entry a student: the roster's in its order, then those it does not have, by id."""
    index = _index(roster)
    of_roster = {student.id: Found(student, ()) for student in roster}
    others = []
    for one in found:
        student = next((index[key] for key in _keys(one) if index.get(key) is not None), None)
        if student is None:
            others.append(one)
        else:
            of_roster[student.id].parts += one.parts
            of_roster[student.id].notes += one.notes
    others.sort(key=lambda one: one.student.id)
    called = [_called(one.student) for one in others]
    return [*of_roster.values(), *others], one_note(
        called, "is not on the roster; judged all the same"
    )


def _index(roster: tuple[Student, ...]) -> dict[tuple[str, str], Student | None]:
    """Return who each key stands for; None for a key that two students share."""
    index: dict[tuple[str, str], Student | None] = {}
    for student in roster:
        for key in set(_known_by(student)):
            index[key] = student if key not in index else None
    return index


def _known_by(student: Student) -> Iterator[tuple[str, str]]:
    """Yield the keys that a student on the roster goes by."""
    local = student.email.partition("@")[0]
    for value in (student.id, student.login, student.sis_id, student.email, local):
        if value:
            yield "id", value.casefold()
    if student.canvas_id:
        yield "canvas", student.canvas_id
    for name in _ways(student.name):
        yield "name", name


def _keys(found: Found) -> Iterator[tuple[str, str]]:
    """Yield the keys to look for, the surest first."""
    for kind, value in found.keys:
        if kind == "name":
            value = _plain(value)  # noqa: PLW2901 - the same name, made comparable
        if value:
            yield kind, value.casefold()


def _ways(name: str) -> Iterator[str]:
    """Yield a name as it may be written: first name first or last, without marks and spaces."""
    words = name.replace(",", " , ").split()
    for place in range(len(words)):
        turned = _plain("".join([*words[place:], *words[:place]]))
        if turned:
            yield turned


def _plain(name: str) -> str:
    """Return the letters and digits of a name, as platforms spell it in the names of files."""
    return "".join(c for c in unicodedata.normalize("NFC", name).casefold() if c.isalnum())


def _called(student: Student) -> str:
    return f"{student.name} ({student.id})" if student.name else student.id
