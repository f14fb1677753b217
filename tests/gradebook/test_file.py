"""Which files are gradebooks; all others are refused and left as they are."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.gradebook import open_gradebook, open_ledger, run_lock
from grader.gradebook.steps import STEPS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.sqlite"


def made(path: Path) -> Path:
    with open_ledger(path):
        return path


def refused(path: Path, says: str) -> None:
    """Check that neither a reader nor a run takes the file, and that nothing touches it."""
    before = path.read_bytes()
    for opened in (open_gradebook, open_ledger):
        with pytest.raises(UsageError, match=says), opened(path):
            pass
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir() if "-" not in one.name] == [path.name]


def test_a_new_gradebook_is_empty_and_in_write_ahead_mode(path: Path) -> None:
    with open_gradebook(made(path)) as book:
        assert (book.heading().students, list(book.rows()), list(book.changes())) == (0, [], [])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_reader_leaves_nothing_behind_and_changes_nothing(path: Path) -> None:
    before = made(path).read_bytes()
    with open_gradebook(path) as book:
        list(book.rows())
        with pytest.raises(UsageError, match="it is read-only; change that"):
            book._book.do("DELETE FROM course")
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_an_empty_file_becomes_one(path: Path) -> None:
    path.touch()
    made(path)
    with open_gradebook(path) as book:
        assert book.heading().students == 0


def test_a_text_is_refused(path: Path) -> None:
    path.write_text("name,points\n" * 20)
    refused(path, "is no gradebook, and was left as it is")


def test_half_a_header_is_refused(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")
    refused(path, "is no gradebook")


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    refused(path, "of another program")


def test_a_newer_gradebook_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(made(path))) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    refused(path, "of a newer grader .* update the grader")


def test_a_damaged_gradebook_says_so(path: Path) -> None:
    content = bytearray(made(path).read_bytes())
    content[100:4096] = bytes(4096 - 100)
    path.write_bytes(content)
    with pytest.raises(UsageError, match="damaged"), open_gradebook(path) as book:
        book.heading()


def test_no_file_says_which_command_makes_one(path: Path) -> None:
    with pytest.raises(UsageError, match=r"no gradebook .* `grader class` writes one"):
        open_gradebook(path)


def test_a_folder_is_no_gradebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path, Path()):
        with pytest.raises(UsageError, match="cannot be read"):
            open_gradebook(folder)
        with pytest.raises(UsageError, match="is no regular file"), open_ledger(folder):
            pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="devices and links")
def test_a_device_is_no_gradebook() -> None:
    with pytest.raises(UsageError, match="is no regular file"), open_ledger(Path("/dev/null")):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="devices and links")
def test_a_link_is_locked_as_the_file_it_leads_to(path: Path) -> None:
    link = path.with_name("link.sqlite")
    link.symlink_to(path)
    with (
        open_ledger(path),
        pytest.raises(UsageError, match="another run"),
        open_ledger(link),
    ):
        pass


def test_no_folder_for_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"), open_ledger(tmp_path / "no/g.db"):
        pass


def test_one_run_at_a_time(path: Path) -> None:
    with (
        open_ledger(path),
        pytest.raises(UsageError, match="being written by another run"),
        open_ledger(path),
    ):
        pass
    made(path)


def test_a_database_locked_by_another_program_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.gradebook.file.WAIT_SECONDS", 0.01)
    made(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            open_ledger(path) as book,
            pytest.raises(UsageError, match="locked by another program"),
        ):
            book.set_course("A course", [], [])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_run_leaves_no_lock(path: Path) -> None:
    program = (
        "import sys, pathlib; from grader.gradebook import open_ledger\n"
        "with open_ledger(pathlib.Path(sys.argv[1])): print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        with pytest.raises(UsageError, match="another run"), open_ledger(path):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    with open_ledger(path):
        pass


def test_an_old_gradebook_is_brought_up_when_it_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(path) as book:
        book.set_course("A course", [], [])
    newer = (*STEPS, "ALTER TABLE course ADD COLUMN note TEXT;")
    monkeypatch.setattr("grader.gradebook.file.STEPS", newer)
    with open_gradebook(path) as reader:
        assert reader.heading().title == "A course"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(newer),)


def test_a_step_that_fails_leaves_the_version_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path)
    before = path.read_bytes()
    broken = (*STEPS, "CREATE TABLE more (x); CREATE TABLE course (again);")
    monkeypatch.setattr("grader.gradebook.file.STEPS", broken)
    with pytest.raises(UsageError, match="already exists"), open_ledger(path):
        pass
    assert path.read_bytes() == before


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_that_takes_no_files_can_be_read(path: Path) -> None:
    made(path)
    path.parent.chmod(0o500)
    try:
        with open_gradebook(path) as book:
            assert book.heading().students == 0
        with pytest.raises(UsageError, match="cannot be written"), open_ledger(path):
            pass
    finally:
        path.parent.chmod(0o700)


def test_the_lock_is_let_go_of(path: Path) -> None:
    for _ in range(2):
        with run_lock(path):
            pass
    assert list(path.parent.iterdir()) == []
