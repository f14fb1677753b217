"""The class as the page's script reads it: rows without names of fields, texts stored once.

    mark     [verdict, points, public passed, public total, secret passed, secret total,
              mistake, details]
    student  [id, name, section, email, points, missing, notes, marks]

`verdict` and `mistake` are places in lists; -1 is none. `details` is the place of what the failure
looks like: [pack, number in it], or null.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from grader.clean import clean
from grader.gradebook.table import Heading, Mark, Row
from grader.verdict import Verdict

__all__ = ["Classlist", "embedded"]

NUMBER_OF = {verdict: number for number, verdict in enumerate(Verdict)}
LONGEST_NAME = 100


class Classlist:
    """Takes rows in as they come and keeps little of each.

    `without_secret` counts the students with something judged on public cases alone.
    """

    def __init__(self, heading: Heading) -> None:
        self.slugs = tuple(column.slug for column in heading.columns)
        self.students: list[list[Any]] = []
        self._ids: list[str] = []
        self._mistakes: dict[tuple[str, str], int] = {}
        self.without_secret = 0

    def add(self, row: Row) -> None:
        """Take a student in."""
        marks = [self._mark(slug, row.marks.get(slug)) for slug in self.slugs]
        self._ids.append(row.student.id)
        self.without_secret += any(mark.secret is None for mark in row.marks.values())
        self.students.append(
            [
                _shown(row.student.id),
                _shown(row.student.name),
                _shown(row.student.section),
                _shown(row.student.email),
                rounded(row.score),
                int(row.missing),
                [clean(note) for note in row.notes],
                marks,
            ]
        )

    def settle(self) -> tuple[str, ...]:
        """Drop the problems to which nobody handed in anything; return which they were."""
        used = [
            column
            for column in range(len(self.slugs))
            if any(student[-1][column] is not None for student in self.students)
        ]
        unused = tuple(slug for at, slug in enumerate(self.slugs) if at not in used)
        self.slugs = tuple(self.slugs[column] for column in used)
        for student in self.students:
            student[-1] = [student[-1][column] for column in used]
        return unused

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Return problem and name of each mistake, in the order of their numbers."""
        return list(self._mistakes)

    @property
    def names(self) -> dict[str, str]:
        """Return the names by id, clean."""
        return {
            identity: student[1] for identity, student in zip(self._ids, self.students, strict=True)
        }

    def failing(self, slug: str) -> Iterator[tuple[str, list[Any]]]:
        """Yield who has something to see at a problem: their id, and the mark as it is kept."""
        column = self.slugs.index(slug)
        for identity, student in zip(self._ids, self.students, strict=True):
            mark = student[-1][column]
            if mark is not None and mark[0] not in SILENT:
                yield identity, mark

    def _mark(self, slug: str, mark: Mark | None) -> list[Any] | None:
        if mark is None:
            return None
        secret = mark.secret
        return [
            NUMBER_OF[mark.verdict],
            rounded(mark.score),
            mark.public.passed,
            mark.public.total,
            -1 if secret is None else secret.passed,
            -1 if secret is None else secret.total,
            -1 if mark.mistake is None else self._number_of_mistake(slug, mark.mistake.name),
            None,
        ]

    def _number_of_mistake(self, slug: str, name: str) -> int:
        return self._mistakes.setdefault((slug, name), len(self._mistakes))


SILENT = frozenset(
    NUMBER_OF[verdict] for verdict in (Verdict.ACCEPTED, Verdict.NOT_ATTEMPTED, Verdict.SKIPPED)
)


def embedded(thing: object) -> str:
    """Return JSON that a script element may hold: no `<` in it could end the element."""
    text = msgspec.json.encode(thing).decode()
    return text.replace("<", "\\u003c").replace("&", "\\u0026").replace(">", "\\u003e")


def rounded(points: float) -> float:
    """Return points as they are shown, to a hundredth."""
    return round(points, 2)


def _shown(text: str) -> str:
    return clean(text, LONGEST_NAME)
