"""The file of a gradebook: whose it is, which version, and who may write to it now.

nothing there, or empty      made anew, by a run
not ours                     refused, and not touched
of a newer grader            refused, and not touched
of an older grader           brought up to this version
written to by another run    refused; readers read what is there
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.request import pathname2url

from grader.errors import UsageError
from grader.gradebook.steps import STEPS

__all__ = ["Book", "open_book", "run_lock"]

APPLICATION: Final = 0x67726164  # "grad": SQLite keeps it at byte 68 of the file
MAGIC: Final = b"SQLite format 3\0"
HEADER: Final = struct.Struct(">68xI28x")
WAIT_SECONDS: Final = 5.0
ANOTHER: Final = "change that, or name another file with --gradebook"


class Book:
    """A connection whose faults are ours: each says which file, and what to do."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def each(self, query: str, *values: object) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a query, reading on as they are asked for."""
        with _told(self.path):
            yield from self._connection.execute(query, values)

    def one(self, query: str, *values: object) -> tuple[object, ...] | None:
        """Return the first row of a query, or None."""
        with _told(self.path):
            row: tuple[object, ...] | None = self._connection.execute(query, values).fetchone()
            return row

    def do(self, statement: str, *values: object) -> int:
        """Change something; return the number of a row that was added."""
        with _told(self.path):
            return self._connection.execute(statement, values).lastrowid or 0

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Make all changes within, or none: also where the process is killed in between."""
        self.do("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self.do("COMMIT")

    def close(self) -> None:
        """Close the file; what is not committed is gone."""
        self._connection.close()


def open_book(path: Path, *, writing: bool) -> Book:
    """Return the gradebook in a file; UsageError where it is none, and the file untouched."""
    _check_ours(path, writing=writing)
    with _told(path):
        connection = _connected(path, writing=writing)
        try:
            _check_known(path, _version(connection))
            if _version(connection) < len(STEPS) and not writing:
                connection.close()
                _brought_up(path)
                connection = _connected(path, writing=False)
            elif writing:
                _bring_up(connection)
        except BaseException:
            connection.close()
            raise
    return Book(path, connection)


@contextlib.contextmanager
def run_lock(path: Path) -> Iterator[None]:
    """Keep every other run away from a gradebook; the system lets go of it if we are killed."""
    place = path.resolve()  # a link has the lock of the file itself
    if place.exists() and not place.is_file():
        raise UsageError(f"{path} is no regular file; name another with --gradebook")
    if not place.parent.is_dir():
        raise UsageError(
            f"{path} cannot be written: there is no folder {path.parent}; make it, or name "
            "another file with --gradebook"
        )
    lock = place.with_name(f".{place.name}.lock")
    try:
        descriptor = _locked(lock)
    except BlockingIOError:
        raise UsageError(
            f"{path} is being written by another run; wait for it, or name another file "
            "with --gradebook"
        ) from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; {ANOTHER}") from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no open file: it may stay
            lock.unlink()
        os.close(descriptor)


def _locked(lock: Path) -> int:
    """Return an open, locked descriptor of the file that is at that place."""
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(descriptor)
            if os.path.samestat(os.fstat(descriptor), os.stat(lock)):  # noqa: PTH116 - of a file
                return descriptor
        except FileNotFoundError:  # the run that had it has just ended
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise BlockingIOError from None
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _check_ours(path: Path, *, writing: bool) -> None:
    """Raise UsageError unless a file is a gradebook or, for writing, may become one."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEADER.size)
    except FileNotFoundError:
        if writing:
            return
        raise UsageError(f"no gradebook {path}; `grader class` writes one") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    if not head and writing:
        return
    if not head.startswith(MAGIC) or len(head) < HEADER.size:
        raise UsageError(f"{path} is no gradebook, and was left as it is; name another file")
    if HEADER.unpack(head) != (APPLICATION,):
        raise UsageError(
            f"{path} is a database of another program, and was left as it is; name another file"
        )


def _check_known(path: Path, version: int) -> None:
    if version > len(STEPS):
        raise UsageError(
            f"{path} is a gradebook of a newer grader (version {version}; this one reads up to "
            f"{len(STEPS)}) and was left as it is; update the grader, or name another file"
        )


def _connected(path: Path, *, writing: bool) -> sqlite3.Connection:
    # rw for readers too: the last to close takes SQLite's own files beside ours away
    connection = _opened(path, "rwc" if writing else "rw")
    if not writing:
        try:
            _version(connection)
            connection.execute("PRAGMA query_only = ON")
        except sqlite3.OperationalError as error:
            connection.close()
            if "unable to open" not in str(error) and "readonly" not in str(error):
                raise
            connection = _opened(path, "ro&immutable=1")  # a folder that takes no new files
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{pathname2url(str(path.absolute()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _brought_up(path: Path) -> None:
    """Bring a file up that a reader found too old."""
    with run_lock(path), contextlib.closing(_connected(path, writing=True)) as connection:
        _bring_up(connection)


def _bring_up(connection: sqlite3.Connection) -> None:
    """Take a file through the steps it lacks, each wholly or not at all."""
    for number in range(_version(connection), len(STEPS)):
        marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {number + 1};"
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {STEPS[number]} {marks} COMMIT;")
        except sqlite3.Error:
            connection.rollback()
            raise
    connection.execute("PRAGMA journal_mode = WAL")  # readers go on while a run writes
    connection.execute("PRAGMA synchronous = NORMAL")


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in one line which file failed, and how."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise UsageError(f"{path} is locked by another program; close it there") from None
        if "full" in str(error) or "I/O" in str(error):
            raise UsageError(
                f"{path} cannot be written ({error}); make room on the disk. What was written "
                "before is safe"
            ) from None
        if "readonly" in str(error):
            raise UsageError(f"{path} cannot be written: it is read-only; {ANOTHER}") from None
        raise UsageError(f"{path}: {error}") from None
    except sqlite3.DatabaseError as error:
        raise UsageError(f"{path} is damaged or no gradebook ({error})") from None
