"""A gradebook as a run writes it: each submission's result in one transaction, with its reason."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from grader.gradebook.codec import encode_result, timeless
from grader.gradebook.file import Book, open_book, run_lock
from grader.gradebook.grounds import Grounds, differences
from grader.gradebook.reading import Gradebook
from grader.gradebook.table import Column, Student
from grader.report import ProblemResult
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["Judged", "Ledger", "RunNote", "Standing", "open_ledger"]

FIRST: Final = "first result"
TRIED_AGAIN: Final = "judged again after a judge error"
LEFT: Final = "the problem left the course"
FAILED: Final = "!"
"""Ends the address of a judge error: the submission's own address stays free for its result."""

RESULT: Final = """
INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (digest) DO UPDATE SET full = excluded.full
"""
GROUP: Final = "INSERT INTO group_marks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
CHANGE: Final = """
INSERT INTO changes
    (run, student, slug, old, new, old_verdict, new_verdict, old_score, new_score, reasons)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class RunNote(Struct, frozen=True):
    """What a run was: for the reader of the log, never compared."""

    grader: str
    torch: str
    numpy: str
    python: str
    seed: str
    pack: str
    isolation: str = ""
    judged: int = 0


class Judged(Struct, frozen=True):
    """A result, the submission it is of, its address, and how long judging took."""

    digest: str
    grounds: Grounds
    submission: Submission
    result: ProblemResult
    seconds: float


class Standing(Struct, frozen=True):
    """What a student has for a problem: which result, and under which name it was handed in."""

    student: str
    slug: str
    label: str


class Ledger(Gradebook):
    """The one writer of a gradebook."""

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._run = 0

    def begin(self, note: RunNote) -> None:
        """Note that a run begins."""
        started = _now()
        self._run = self._book.do(
            "INSERT INTO runs (started, note) VALUES (?, ?)", started, msgspec.msgpack.encode(note)
        )

    def end(self, note: RunNote) -> None:
        """Note that the run went through, and what it was."""
        self._book.do(
            "UPDATE runs SET ended = ?, note = ? WHERE id = ?",
            _now(),
            msgspec.msgpack.encode(note),
            self._run,
        )

    def set_course(self, title: str, columns: Sequence[Column], notes: Sequence[str]) -> None:
        """Say what the course is now; results of a problem that left it are logged as gone."""
        with self._book.together():
            self._book.do("INSERT OR REPLACE INTO course VALUES (1, ?)", title)
            self._book.do("DELETE FROM problems")
            for place, one in enumerate(columns):
                values = (one.slug, place, one.title, one.unit, one.max_score)
                self._book.do("INSERT INTO problems VALUES (?, ?, ?, ?, ?)", *values)
            self._set_notes("", notes)
            gone = (
                "SELECT student, slug FROM standing WHERE slug NOT IN (SELECT slug FROM problems)"
            )
            for student, slug in list(self._book.each(gone)):
                self._remove(str(student), str(slug), LEFT)

    def set_student(self, student: Student, notes: Sequence[str], *, missing: bool) -> None:
        """Say who a student is and what was refused of what they handed in."""
        details = msgspec.msgpack.encode(student)
        known = self._book.one("SELECT missing, details FROM students WHERE id = ?", student.id)
        if known == (int(missing), details) and self._notes(student.id) == tuple(notes):
            return
        with self._book.together():
            self._book.do(
                "INSERT INTO students VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
                "SET missing = excluded.missing, details = excluded.details",
                student.id,
                int(missing),
                details,
            )
            self._set_notes(student.id, notes)

    def knows(self, digest: str) -> bool:
        """Say whether a submission was judged on these grounds, and not in vain."""
        return self._book.one("SELECT 1 FROM results WHERE digest = ?", digest) is not None

    def stands(self, standing: Standing, digest: str) -> bool:
        """Say whether a student has this result already, under this name."""
        query = "SELECT result, label FROM standing WHERE student = ? AND slug = ?"
        return self._book.one(query, standing.student, standing.slug) == (digest, standing.label)

    def stand(self, standing: Standing, digest: str) -> None:
        """Give a student a result that is known, and log why it is another one."""
        if not self.stands(standing, digest):
            with self._book.together():
                self._stand(standing, digest)

    def keep(self, judged: Judged, standings: Sequence[Standing]) -> None:
        """Write a result and give it to those who handed it in, all at once or not at all."""
        failed = judged.result.verdict is Verdict.JUDGE_ERROR
        digest = judged.digest + FAILED if failed else judged.digest
        with self._book.together():
            self._keep(digest, judged)
            for standing in standings:
                self._stand(standing, digest)

    def isolations(self) -> Iterator[tuple[str, str]]:
        """Yield the isolation under which each problem was judged last, the latest one last."""
        rows: Iterator[Any] = self._book.each(
            "SELECT slug, isolation FROM results "
            "WHERE rowid IN (SELECT max(rowid) FROM results GROUP BY slug) ORDER BY rowid"
        )
        yield from rows

    def has_secret_marks(self) -> bool:
        """Say whether any student was judged on secret cases."""
        query = (
            "SELECT 1 FROM standing JOIN results ON digest = result "
            "WHERE secret_total IS NOT NULL LIMIT 1"
        )
        return self._book.one(query) is not None

    def last_seeds(self) -> str | None:
        """Return how the last run chose its seeds; None where this is the first."""
        row: Any = self._book.one("SELECT note FROM runs ORDER BY id DESC LIMIT 1")
        return None if row is None else msgspec.msgpack.decode(row[0], type=RunNote).seed

    def _set_notes(self, student: str, notes: Sequence[str]) -> None:
        self._book.do("DELETE FROM notes WHERE student = ?", student)
        for place, text in enumerate(notes):
            self._book.do("INSERT INTO notes VALUES (?, ?, ?)", student, place, text)

    def _keep(self, digest: str, judged: Judged) -> None:
        name = PurePath(judged.result.label).name  # who handed it in stands elsewhere
        source, result = judged.grounds.submission, replace(timeless(judged.result), label=name)
        self._book.do("DELETE FROM times WHERE result = ?", digest)
        self._book.do("DELETE FROM group_marks WHERE result = ?", digest)
        self._book.do(
            "INSERT OR IGNORE INTO sources VALUES (?, ?, ?)",
            source,
            name,
            judged.submission.source,
        )
        self._book.do(
            RESULT,
            *(digest, result.slug, source, judged.grounds.seed, judged.grounds.isolation),
            *(msgspec.msgpack.encode(judged.grounds), result.verdict.value),
            *(result.score, result.max_score, result.public.passed, result.public.total),
            *(
                (None, None)
                if result.secret is None
                else (result.secret.passed, result.secret.total)
            ),
            *(
                (None, None)
                if result.mistake is None
                else (result.mistake.name, result.mistake.says)
            ),
            encode_result(result),
        )
        for place, group in enumerate(result.groups):
            self._book.do(
                GROUP,
                *(digest, place, group.name, int(group.secret), group.verdict.value),
                *(group.points, group.max_points, group.passed, len(group.cases)),
            )
        cases = [[case.seconds for case in group.cases] for group in judged.result.groups]
        self._book.do(
            "INSERT INTO times VALUES (?, ?, ?, ?)",
            *(digest, _now(), judged.seconds, msgspec.msgpack.encode(cases)),
        )

    def _stand(self, standing: Standing, digest: str) -> None:
        student, slug = standing.student, standing.slug
        row: Any = self._book.one(
            "SELECT result FROM standing WHERE student = ? AND slug = ?", student, slug
        )
        if row is None:
            self._log(student, slug, None, digest, (FIRST,))
            self._book.do(
                "INSERT INTO standing VALUES (?, ?, ?, ?)", student, slug, digest, standing.label
            )
            return
        if row[0] != digest:
            self._log(student, slug, row[0], digest, self._reasons(row[0], digest))
        self._book.do(
            "UPDATE standing SET result = ?, label = ? WHERE student = ? AND slug = ?",
            *(digest, standing.label, student, slug),
        )

    def _remove(self, student: str, slug: str, reason: str) -> None:
        row: Any = self._book.one(
            "SELECT result FROM standing WHERE student = ? AND slug = ?", student, slug
        )
        self._log(student, slug, row[0], None, (reason,))
        self._book.do("DELETE FROM standing WHERE student = ? AND slug = ?", student, slug)

    def _reasons(self, old: str, new: str) -> tuple[str, ...]:
        reasons = differences(self._grounds(old), self._grounds(new))
        return (*reasons, *((TRIED_AGAIN,) if old.endswith(FAILED) else ())) or (TRIED_AGAIN,)

    def _grounds(self, digest: str) -> Grounds:
        row: Any = self._book.one("SELECT grounds FROM results WHERE digest = ?", digest)
        return msgspec.msgpack.decode(row[0], type=Grounds)

    def _log(
        self, student: str, slug: str, old: str | None, new: str | None, reasons: Sequence[str]
    ) -> None:
        before, after = self._score(old), self._score(new)
        self._book.do(
            CHANGE,
            *(self._run, student, slug, old, new, before[0], after[0], before[1], after[1]),
            "; ".join(reasons),
        )

    def _score(self, digest: str | None) -> tuple[str | None, float | None]:
        if digest is None:
            return None, None
        row: Any = self._book.one("SELECT verdict, score FROM results WHERE digest = ?", digest)
        return row[0], row[1]


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open a gradebook for a run, made if it is not there; one run at a time."""
    with run_lock(path):
        ledger = Ledger(open_book(path, writing=True))
        try:
            yield ledger
        finally:
            ledger.close()


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
