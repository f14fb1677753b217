"""Everything that happens in watch mode: one queue of events, for one loop.

watchfiles (a thread) ── Saved(paths) ───┐
keyboard   (a thread) ── Key(letter) ────┤
Judging    (threads)  ── Judged, Found ──┼──> queue ──> the loop: judge, show, hint, next, quit
the terminal (a signal) ── Resized() ────┘
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Self, Union

from msgspec import Struct

from grader.keyboard import letters
from grader.report import ProblemResult

__all__ = ["Event", "Events", "Found", "Judged", "Key", "Lost", "Resized", "Saved"]

STEP_MILLISECONDS: Final = 10
DEBOUNCE_MILLISECONDS: Final = 40
LOOK_MILLISECONDS: Final = 1000
TEMPORARY: Final = (".", "#")
ANSWERS: Final = frozenset({".ipynb", ".py"})
PASSED_OVER: Final = frozenset({"__pycache__", "node_modules", "site-packages", "venv"})


class Saved(Struct, frozen=True):
    """Python files and notebooks that were written, or put in place of others, at one moment."""

    paths: tuple[Path, ...]


class Judged(Struct, frozen=True):
    """A file was judged: it was saved in this batch; `trouble` says why there are no results."""

    path: Path
    batch: int
    results: tuple[ProblemResult, ...]
    wall_seconds: float
    trouble: str = ""


class Found(Struct, frozen=True):
    """More was found on the one verdict of a batch: the result has a counterexample now."""

    path: Path
    batch: int
    result: ProblemResult


class Key(Struct, frozen=True):
    """A key was pressed."""

    letter: str


class Resized(Struct, frozen=True):
    """The terminal has another width now, or is ours again after Ctrl-Z."""


class Lost(Struct, frozen=True):
    """The folder cannot be watched any more."""

    why: str


Event = Union[Saved, Judged, Found, Key, Resized, Lost]  # noqa: UP007 - a union of events


class _StopSign:
    """What watchfiles asks again and again whether to stop; first when it has begun to watch."""

    def __init__(self) -> None:
        self._stop = False
        self.asked = threading.Event()

    def is_set(self) -> bool:
        """Say whether to stop."""
        self.asked.set()
        return self._stop

    def set(self) -> None:
        """Ask to stop."""
        self._stop = True


class Events:
    """Everything that happens while a folder is watched, in the order it happens.

    Within `with`, the folder is watched: from its beginning no save is missed.
    """

    def __init__(self, folder: Path, *, keys: bool) -> None:
        self._folder = folder.resolve()  # as the system reports what happens below it
        self._queue: queue.SimpleQueue[Event] = queue.SimpleQueue()  # signal handlers may put, too
        self._stop = _StopSign()
        self._sources: list[Callable[[], None]] = [self._watch_files]
        if keys:
            self._sources.append(self._read_keys)

    def __enter__(self) -> Self:
        for source in self._sources:
            threading.Thread(target=source, daemon=True).start()
        self._stop.asked.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()

    def put(self, event: Event) -> None:
        """Add an event; safe in any thread and in a signal handler."""
        self._queue.put(event)

    def __iter__(self) -> Iterator[Event]:
        """Yield events for ever."""
        while True:
            # Not for ever: a signal that the system gave to another thread is met in between.
            with suppress(queue.Empty):
                yield self._queue.get(timeout=LOOK_MILLISECONDS / 1000)

    def _watch_files(self) -> None:
        import watchfiles

        try:
            for changes in watchfiles.watch(
                self._folder,
                watch_filter=self._is_answer,
                debounce=DEBOUNCE_MILLISECONDS,
                step=STEP_MILLISECONDS,
                rust_timeout=LOOK_MILLISECONDS,
                yield_on_timeout=True,
                stop_event=self._stop,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                self._put_saved({Path(name) for _, name in changes})
                if not self._folder.is_dir():
                    self.put(Lost("it is gone"))
                    return
        except (OSError, RuntimeError) as error:  # among them: more folders than may be watched
            self.put(Lost(str(error)))
        finally:
            self._stop.asked.set()

    def _put_saved(self, paths: set[Path]) -> None:
        there = tuple(path for path in sorted(paths) if _is_file(path))
        if there:  # what is gone again was an editor's temporary file
            self.put(Saved(there))

    def _read_keys(self) -> None:
        for letter in letters():
            self.put(Key(letter))

    def _is_answer(self, change: object, name: str) -> bool:
        """Say whether a change concerns a student's file; deletions do not."""
        path = Path(name)
        if getattr(change, "name", "") == "deleted" or path.suffix not in ANSWERS:
            return False
        inside = path.relative_to(self._folder) if path.is_relative_to(self._folder) else path
        hidden = any(part.startswith(TEMPORARY) for part in inside.parts)
        return not hidden and PASSED_OVER.isdisjoint(inside.parts)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
