"""The gradebook as a table: what every report of a class is made from.

    Heading > Column (a problem)          Row (a student) > Mark (a result) > GroupMark

A row is read at a time, so that a report of ten thousand students needs no more memory than one of
a hundred. No time and no host is in it: two runs of the same class give the same table.
"""

from __future__ import annotations

from msgspec import Struct

from grader.report import NamedMistake, Tally
from grader.student import Student
from grader.verdict import Verdict

__all__ = ["Change", "Column", "GroupMark", "Heading", "Mark", "Row", "Student"]


class GroupMark(Struct, frozen=True):
    """What a group of cases gave, and of how much."""

    name: str
    secret: bool
    verdict: Verdict
    points: float
    max_points: float
    passed: int
    total: int


class Mark(Struct, frozen=True):
    """What one submission to one problem was given; `seed` drew its cases."""

    slug: str
    verdict: Verdict
    score: float
    max_score: float
    public: Tally
    secret: Tally | None
    groups: tuple[GroupMark, ...] = ()
    mistake: NamedMistake | None = None
    seed: int = 0


class Column(Struct, frozen=True):
    """A problem of the course."""

    slug: str
    title: str
    unit: str
    max_score: float


class Row(Struct, frozen=True):
    """A student's marks by problem; nothing handed in for a problem is no mark.

    `missing` says that the roster has the student and nothing was handed in at all. `notes` say
    what was refused or passed over, and why. `score` counts what is missing as nothing.
    """

    student: Student
    marks: dict[str, Mark]
    score: float
    max_score: float
    missing: bool = False
    notes: tuple[str, ...] = ()


class Heading(Struct, frozen=True):
    """What all rows have in common."""

    title: str
    columns: tuple[Column, ...]
    isolation: str
    students: int
    notes: tuple[str, ...] = ()


class Change(Struct, frozen=True):
    """A score that moved, and why; None is no result before, or none any more.

    `at` is when the run began that moved it: the one time here, for those who want to know.
    """

    student: str
    slug: str
    old_score: float | None
    new_score: float | None
    max_score: float
    reason: str
    old_verdict: Verdict | None = None
    new_verdict: Verdict | None = None
    at: str = ""
