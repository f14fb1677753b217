"""A class as JSON: one document, a student a line, with a schema and a version of its own.

    {"version": 1, "title": ..., "problems": [...], "isolation": ..., "notes": [...],
     "students": [{...}, ...]}

`version` goes up when a key changes its meaning or goes away; new keys may come without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from grader.gradebook.table import Column, Heading, Mark, Row, Student
from grader.render.gradebook.tables import open_problems
from grader.schema import schema_of

__all__ = ["VERSION", "ClassDocument", "StudentRow", "class_json", "class_schema"]

VERSION: Final = 1
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


class StudentRow(Struct, frozen=True):
    """A student's marks by problem; nothing handed in for a problem is no mark."""

    student: Student
    missing: Annotated[bool, Meta(description="On the roster, and nothing was handed in.")]
    final: Annotated[
        bool,
        Meta(description="False where the grader failed on a problem: the score is not known yet."),
    ]
    score: float
    max_score: float
    marks: dict[str, Mark]
    notes: tuple[str, ...]


class ClassDocument(Struct, frozen=True):
    """A class as it stands."""

    version: Literal[1]
    title: str
    problems: tuple[Column, ...]
    isolation: str
    notes: tuple[str, ...]
    students: tuple[StudentRow, ...]


def class_json(heading: Heading, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the document, the students a line each."""
    head = {
        "version": VERSION,
        "title": heading.title,
        "problems": heading.columns,
        "isolation": heading.isolation,
        "notes": heading.notes,
    }
    yield msgspec.json.encode(head).decode()[:-1] + ',"students":['
    before = "\n"
    for row in rows:
        yield before + msgspec.json.encode(_student(row)).decode()
        before = ",\n"
    yield "\n]}\n"


def class_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the document."""
    return {"$schema": _DRAFT, "title": "class report", **schema_of(ClassDocument)}


def _student(row: Row) -> StudentRow:
    return StudentRow(
        student=row.student,
        missing=row.missing,
        final=not open_problems(row),
        score=row.score,
        max_score=row.max_score,
        marks=row.marks,
        notes=row.notes,
    )
