"""What a run writes is what a report reads; a score never changes without its reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from made_results import ALMA, BELA, COLUMNS, judged, made_result

from grader.errors import UsageError
from grader.gradebook import Gradebook, Ledger, RunNote, Standing, open_gradebook, open_ledger
from grader.gradebook.table import Mark
from grader.verdict import Verdict

NOTE = RunNote(grader="0", torch="2", numpy="2", python="3", seed="0", pack="")
ALMAS = Standing("alma", "double", "alma/double.py")
BELAS = Standing("bela", "double", "bela/double.py")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.sqlite"


@contextmanager
def ledger(path: Path) -> Iterator[Ledger]:
    """A ledger in which a run has begun on a class of two."""
    with open_ledger(path) as book:
        book.begin(NOTE)
        book.set_course("A course", COLUMNS, ["a note on all"])
        book.set_student(ALMA, [], missing=False)
        book.set_student(BELA, ["junk.exe was refused"], missing=False)
        yield book


def dump(book: Gradebook) -> bytes:
    return msgspec.json.encode([book.heading(), *book.rows()])


def read(path: Path) -> bytes:
    with open_gradebook(path) as book:
        return dump(book)


def mark(path: Path, student: str = "alma") -> Mark | None:
    with open_gradebook(path) as book:
        rows = {row.student.id: row for row in book.rows()}
    return rows[student].marks.get("double")


def reasons(path: Path) -> list[tuple[str, str]]:
    with open_gradebook(path) as book:
        return [(change.student, change.reason) for change in book.changes(first=True)]


def test_heading_and_rows_say_what_was_written(path: Path) -> None:
    with ledger(path) as book:
        book.keep(judged(result=made_result(verdict=Verdict.WRONG_ANSWER)), [ALMAS])
    with open_gradebook(path) as book:
        heading, (alma, bela) = book.heading(), book.rows()
    assert (heading.title, heading.columns, heading.students) == ("A course", COLUMNS, 2)
    assert (heading.isolation, heading.notes) == ("seccomp", ("a note on all",))
    assert (alma.student, alma.score, alma.max_score, alma.missing) == (ALMA, 0.0, 15.0, False)
    found = alma.marks["double"]
    assert (found.verdict, str(found.public), str(found.secret)) == ("wrong answer", "0/1", "0/1")
    assert found.mistake is not None
    assert found.mistake.name == "squares"
    assert [(group.name, group.secret, group.max_points) for group in found.groups] == [
        ("by hand", False, 0.0),
        ("drawn", True, 10.0),
    ]
    assert (bela.marks, bela.score, bela.notes) == ({}, 0.0, ("junk.exe was refused",))


def test_public_cases_alone_have_no_secret_tally(path: Path) -> None:
    with ledger(path) as book:
        book.keep(judged(result=made_result(secret=False)), [ALMAS])
    found = mark(path)
    assert found is not None
    assert found.secret is None


def test_a_result_is_read_back_in_full_under_the_students_own_label(path: Path) -> None:
    result = made_result(verdict=Verdict.WRONG_ANSWER)
    with ledger(path) as book:
        book.keep(judged(result=result), [ALMAS, BELAS])
    with open_gradebook(path) as book:
        one, other = book.result("alma", "double"), book.result("bela", "double")
    assert (one.label, other.label) == ("alma/double.py", "bela/double.py")
    assert one.groups[1] == result.groups[1]
    assert one.groups[0].cases[0].failure == result.groups[0].cases[0].failure


def test_times_are_kept_apart_from_what_is_compared(path: Path) -> None:
    with ledger(path) as book:
        book.keep(judged(), [ALMAS])
    with open_gradebook(path) as book:
        kept = book.kept("alma", "double")
    assert kept.result is not None
    assert [case.seconds for group in kept.result.groups for case in group.cases] == [0.0, 0.0]
    assert (kept.seconds, kept.case_seconds) == (1.5, ((0.25,), (0.0,)))


def test_nobody_by_that_name_says_who_may_be_meant(path: Path) -> None:
    with ledger(path) as book:
        book.keep(judged(), [ALMAS])
    with open_gradebook(path) as book:
        for student, slug, says in [
            ("alm", "double", "did you mean 'alma'"),
            ("alma", "duoble", "did you mean 'double'"),
            ("alma", "halve", "there is: double"),
            ("bela", "double", r"nothing of theirs was judged\n  junk\.exe was refused"),
        ]:
            with pytest.raises(UsageError, match=says):
                book.result(student, slug)


def test_whoever_is_missing_is_in_the_table(path: Path) -> None:
    with ledger(path) as book:
        book.set_student(BELA, [], missing=True)
    with open_gradebook(path) as book:
        assert [row.missing for row in book.rows()] == [False, True]


def test_what_was_handed_in_earlier_stays_when_nothing_comes_now(path: Path) -> None:
    with ledger(path) as book:
        book.keep(judged(), [ALMAS])
    with open_ledger(path) as book:
        book.set_student(ALMA, [], missing=True)
        (row, _) = book.rows()
    assert (row.missing, row.score) == (False, 10.0)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"public": "P", "key": "K"}, "the problem's public part changed"),
        ({"reference": "R", "key": "K"}, "the reference changed"),
        ({"secret": "S", "key": "K"}, "the secret cases changed"),
        ({"mistakes": "M", "key": "K"}, "the known mistakes changed"),
        ({"seed": 3, "key": "K"}, "another seed"),
        ({"torch": "3", "key": "K"}, "another version of torch"),
        ({"grader": "9", "key": "K"}, "another version of the grader"),
        ({"isolation": "none"}, "another isolation"),
        ({"key": "K"}, "the cases changed"),
        ({"secret": "S", "seed": 3, "key": "K"}, "the secret cases changed; another seed"),
    ],
    ids=lambda thing: " ".join(thing) if isinstance(thing, dict) else "",
)
def test_a_change_has_its_reason(path: Path, other: dict[str, Any], reason: str) -> None:
    with ledger(path) as book:
        book.keep(judged(), [ALMAS])
    with ledger(path) as book:
        book.keep(judged(**other), [ALMAS])
    assert reasons(path) == [("alma", "first result"), ("alma", reason)]


def test_a_new_submission_is_a_reason(path: Path) -> None:
    with ledger(path) as book:
        book.keep(judged(), [ALMAS])
        wrong = judged(b"y", made_result(verdict=Verdict.WRONG_ANSWER))
        book.keep(wrong, [ALMAS])
    with open_gradebook(path) as book:
        (second,) = book.changes()
        first, _ = book.changes(first=True)
    assert (first.old_verdict, first.old_score, first.new_score) == (None, None, 10.0)
    assert (second.old_score, second.new_score) == (10.0, 0.0)
    assert (second.new_verdict, second.reason) == ("wrong answer", "a new submission")


def test_the_same_result_again_is_no_change(path: Path) -> None:
    for _ in range(2):
        with ledger(path) as book:
            book.keep(judged(), [ALMAS])
            book.stand(ALMAS, judged().digest)
    assert reasons(path) == [("alma", "first result")]


def test_a_file_by_another_name_is_no_change_of_score(path: Path) -> None:
    with ledger(path) as book:
        book.keep(judged(), [ALMAS])
        book.stand(Standing("alma", "double", "late/double.py"), judged().digest)
        assert book.result("alma", "double").label == "late/double.py"
    assert len(reasons(path)) == 1


def test_a_judge_error_leaves_the_address_free_and_is_followed_by_its_reason(path: Path) -> None:
    failed = judged(result=made_result(verdict=Verdict.JUDGE_ERROR))
    with ledger(path) as book:
        book.keep(failed, [ALMAS, BELAS])
        assert not book.knows(failed.digest)
        book.keep(failed, [ALMAS, BELAS])  # it failed again
        book.keep(judged(), [ALMAS, BELAS])
        assert book.knows(failed.digest)
    again = "judged again after a judge error"
    assert reasons(path) == [
        ("alma", "first result"),
        ("alma", again),
        ("bela", "first result"),
        ("bela", again),
    ]


def test_a_problem_that_leaves_the_course_takes_its_marks_and_says_so(path: Path) -> None:
    with ledger(path) as book:
        book.keep(judged(), [ALMAS])
        book.set_course("A course", COLUMNS[1:], [])
    assert mark(path) is None
    assert reasons(path)[-1] == ("alma", "the problem left the course")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM changes",
        "UPDATE changes SET reasons = 'other'",
        "DELETE FROM standing",
        "UPDATE standing SET result = (SELECT max(digest) FROM results WHERE digest != result)",
        "INSERT INTO standing SELECT 'bela', slug, result, label FROM standing",
    ],
)
def test_the_file_itself_refuses_a_change_without_its_reason(path: Path, statement: str) -> None:
    with ledger(path) as book:
        book.keep(judged(), [ALMAS])
        book.keep(judged(b"y"), [ALMAS])
    before = read(path)
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as connection,
        pytest.raises(sqlite3.IntegrityError, match=r"reason|only added to"),
    ):
        connection.execute(statement)
    assert read(path) == before


def test_a_submission_is_written_wholly_or_not_at_all(path: Path) -> None:
    with ledger(path) as book:
        before = dump(book)
        stranger = Standing("nobody", "double", "double.py")
        with pytest.raises(UsageError):
            book.keep(judged(), [ALMAS, stranger])
        assert not book.knows(judged().digest)
        assert dump(book) == before


def test_order_of_writing_leaves_no_trace(tmp_path: Path) -> None:
    things = [(judged(), [ALMAS]), (judged(b"y", made_result(verdict=Verdict.TIME_LIMIT)), [BELAS])]
    files = [tmp_path / "one.sqlite", tmp_path / "other.sqlite"]
    for path, order in zip(files, (things, things[::-1]), strict=True):
        with ledger(path) as book:
            for one, standings in order:
                book.keep(one, standings)
    assert read(files[0]) == read(files[1])


def test_a_reader_sees_one_moment_while_a_run_goes_on(path: Path) -> None:
    with ledger(path) as book, open_gradebook(path) as reader:
        before = dump(reader)
        book.keep(judged(), [ALMAS])
        assert dump(reader) == before
        assert read(path) != before


def test_the_isolation_of_every_standing_result_is_told(path: Path) -> None:
    with ledger(path) as book:
        assert book.heading().isolation == "nothing judged"
        book.keep(judged(isolation="none"), [ALMAS])
        book.keep(judged(), [BELAS])
        assert book.heading().isolation == "none and seccomp"


def test_a_result_in_another_form_is_told_apart(path: Path) -> None:
    with ledger(path) as book:
        book.keep(judged(), [ALMAS])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE results SET full = x'00'")
    with open_gradebook(path) as book:
        assert book.kept("alma", "double").result is None
        with pytest.raises(UsageError, match="written by grader 0 and cannot be read"):
            book.result("alma", "double")
        assert [row.score for row in book.rows()] == [10.0, 0.0]
