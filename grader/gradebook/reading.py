"""A gradebook as its readers see it: the table row by row, results in full, the log of changes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Self

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from grader.clean import clean
from grader.errors import UsageError
from grader.gradebook.codec import ResultUnreadable, decode_result
from grader.gradebook.file import Book, open_book
from grader.gradebook.grounds import Grounds
from grader.gradebook.table import Change, Column, GroupMark, Heading, Mark, Row, Student
from grader.report import NamedMistake, ProblemResult, Tally
from grader.scoring import total
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["Gradebook", "Kept", "open_gradebook"]

NOTHING_JUDGED: Final = "nothing judged"

MARKS: Final = """
SELECT results.slug, verdict, score, results.max_score, public_passed, public_total,
    secret_passed, secret_total, mistake, mistake_says, seed
FROM standing JOIN results ON results.digest = standing.result
    JOIN problems ON problems.slug = standing.slug
WHERE student = ? ORDER BY problems.place
"""
GROUPS: Final = """
SELECT standing.slug, name, secret, verdict, points, max_points, passed, total
FROM standing JOIN group_marks ON group_marks.result = standing.result
    JOIN problems ON problems.slug = standing.slug
WHERE student = ? ORDER BY problems.place, group_marks.place
"""
KEPT: Final = """
SELECT standing.label, sources.source, grounds, full, results.digest, seconds, cases, judged
FROM standing JOIN results ON results.digest = standing.result
    JOIN sources ON sources.digest = results.source
    JOIN times ON times.result = results.digest
WHERE student = ? AND standing.slug = ?
"""
SOURCES: Final = """
SELECT student, standing.slug, sources.source
FROM standing JOIN results ON results.digest = standing.result
    JOIN sources ON sources.digest = results.source
ORDER BY student, standing.slug
"""
CHANGES: Final = """
SELECT student, changes.slug, old_score, new_score, results.max_score, reasons,
    old_verdict, new_verdict, runs.started
FROM changes JOIN runs ON runs.id = changes.run
    JOIN results ON results.digest = coalesce(changes.new, changes.old)
    LEFT JOIN problems ON problems.slug = changes.slug
WHERE old IS NOT NULL OR ? ORDER BY changes.run, student, place, changes.slug, changes.id
"""


class Kept(Struct, frozen=True):
    """A judgement with all that is needed to make it again."""

    student: Student
    submission: Submission
    result: ProblemResult | None
    grounds: Grounds
    digest: str
    seconds: float
    case_seconds: tuple[tuple[float, ...], ...]
    judged: str


class Gradebook:
    """One gradebook as it was when it was opened; a run under way changes nothing in it."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._book.close()

    @property
    def path(self) -> Path:
        """Return where it is."""
        return self._book.path

    def heading(self) -> Heading:
        """Return what all rows have in common."""
        title = self._book.one("SELECT title FROM course")
        isolations = self._book.each(
            "SELECT DISTINCT isolation FROM standing "
            "JOIN results ON results.digest = standing.result ORDER BY isolation"
        )
        return Heading(
            title=_text(title[0]) if title else "",
            columns=self._columns(),
            isolation=" and ".join(_text(one) for (one,) in isolations) or NOTHING_JUDGED,
            students=self._count(),
            notes=self._notes(""),
        )

    def rows(self) -> Iterator[Row]:
        """Yield a row a student, in the order of their ids, reading on as they are asked for."""
        max_score = total(column.max_score for column in self._columns())
        query = "SELECT id, missing, details FROM students ORDER BY id"
        for student_id, missing, details in self._book.each(query):
            marks = self._marks(_text(student_id))
            yield Row(
                student=_student(details),
                marks=marks,
                score=total(mark.score for mark in marks.values()),
                max_score=max_score,
                missing=bool(missing) and not marks,
                notes=self._notes(_text(student_id)),
            )

    def result(self, student_id: str, slug: str) -> ProblemResult:
        """Return a result in full, without its times; UsageError where there is none."""
        kept = self.kept(student_id, slug)
        if kept.result is None:
            raise UsageError(
                f"the result of {clean(student_id)} for {slug} was written by grader "
                f"{kept.grounds.grader} and cannot be read in full by this one; "
                "`grader explain` judges it again"
            )
        return kept.result

    def kept(self, student_id: str, slug: str) -> Kept:
        """Return a judgement with all that it rests on; UsageError where there is none.

        Its result is None where another version of the grader wrote it in another form.
        """
        row: Any = self._book.one(KEPT, student_id, slug)
        if row is None:
            raise UsageError(self._nothing(student_id, slug))
        label, source, grounds, full, digest, seconds, cases, judged = row
        result: ProblemResult | None = None
        with contextlib.suppress(ResultUnreadable):
            result = replace(decode_result(full), label=clean(label))
        return Kept(
            student=self._student(student_id),
            submission=Submission(slug, label, source),
            result=result,
            grounds=msgspec.msgpack.decode(grounds, type=Grounds),
            digest=digest,
            seconds=seconds,
            case_seconds=msgspec.msgpack.decode(cases, type=tuple[tuple[float, ...], ...]),
            judged=judged,
        )

    def sources(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield what stands: who handed it in, by id, to which problem, and the source."""
        rows: Iterator[Any] = self._book.each(SOURCES)
        yield from rows

    def changes(self, *, first: bool = False) -> Iterator[Change]:
        """Yield every change of a student's result, run by run; first ones too if asked for.

        Within a run they are in the order of students and problems, not of who was judged first.
        """
        rows: Iterator[Any] = self._book.each(CHANGES, int(first))
        for student, slug, old_score, new_score, max_score, reason, *verdicts, at in rows:
            old, new = (None if one is None else Verdict(one) for one in verdicts)
            yield Change(student, slug, old_score, new_score, max_score, reason, old, new, at)

    def _columns(self) -> tuple[Column, ...]:
        rows: Iterator[Any] = self._book.each(
            "SELECT slug, title, unit, max_score FROM problems ORDER BY place"
        )
        return tuple(Column(*row) for row in rows)

    def _count(self) -> int:
        row: Any = self._book.one("SELECT count(*) FROM students")
        return int(row[0])

    def _notes(self, student_id: str) -> tuple[str, ...]:
        query = "SELECT text FROM notes WHERE student = ? ORDER BY place"
        return tuple(_text(text) for (text,) in self._book.each(query, student_id))

    def _marks(self, student_id: str) -> dict[str, Mark]:
        rows: Iterator[Any] = self._book.each(GROUPS, student_id)
        groups = {
            slug: tuple(_group_mark(*row[1:]) for row in of_one)
            for slug, of_one in groupby(rows, key=lambda row: row[0])
        }
        marks: Iterator[Any] = self._book.each(MARKS, student_id)
        return {row[0]: _mark(row, groups.get(row[0], ())) for row in marks}

    def _student(self, student_id: str) -> Student:
        row = self._book.one("SELECT details FROM students WHERE id = ?", student_id)
        assert row is not None
        return _student(row[0])

    def _nothing(self, student_id: str, slug: str) -> str:
        """Return why there is no such result, and what there is instead."""
        import difflib

        rows: Iterator[Any] = self._book.each("SELECT id FROM students")
        ids = [student for (student,) in rows]
        if student_id not in ids:
            near = difflib.get_close_matches(student_id, ids, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`grader report` lists them by id"
            return f"no student {student_id!r} in {self.path}; {hint}"
        slugs = [column.slug for column in self._columns()]
        if slug not in slugs:
            near = difflib.get_close_matches(slug, slugs, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(slugs)}"
            return f"no problem {slug!r} in {self.path}; {hint}"
        have = ", ".join(self._marks(student_id))
        told = f"there is: {have}" if have else "nothing of theirs was judged"
        notes = "".join(f"\n  {clean(note)}" for note in self._notes(student_id))
        return f"{clean(student_id)} has no result for {slug} in {self.path}; {told}{notes}"


def open_gradebook(path: Path) -> Gradebook:
    """Return a gradebook to read; UsageError where the file is none."""
    book = open_book(path, writing=False)
    book.do("BEGIN")  # the first read fixes what is seen, until the end
    return Gradebook(book)


def _mark(row: Any, groups: tuple[GroupMark, ...]) -> Mark:
    slug, verdict, score, max_score, passed, tried, hidden, of_hidden, mistake, says, seed = row
    return Mark(
        slug=slug,
        verdict=Verdict(verdict),
        score=score,
        max_score=max_score,
        public=Tally(passed, tried),
        secret=None if of_hidden is None else Tally(hidden, of_hidden),
        groups=groups,
        mistake=None if mistake is None else NamedMistake(mistake, says),
        seed=seed,
    )


def _group_mark(name: str, secret: int, verdict: str, points: float, *rest: Any) -> GroupMark:
    max_points, passed, number = rest
    return GroupMark(name, bool(secret), Verdict(verdict), points, max_points, passed, number)


def _student(details: object) -> Student:
    assert isinstance(details, bytes)
    return msgspec.msgpack.decode(details, type=Student)


def _text(thing: object) -> str:
    assert isinstance(thing, str)
    return thing
