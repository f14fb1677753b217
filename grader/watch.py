"""Watch mode: one queue of events, one loop.

    watchfiles (a thread) ── Saved(path) ──┐
    keyboard   (a thread) ── Key(letter) ──┼──> queue ──> the loop: judge, hint, next, list, quit

Sandboxes stay warm between two saves, so a verdict follows a save at once.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Union

from msgspec import Struct

from grader.keyboard import letters

__all__ = ["Event", "Events", "Key", "Lost", "Saved"]

STEP_MILLISECONDS: Final = 10
DEBOUNCE_MILLISECONDS: Final = 40
TEMPORARY: Final = (".swp", ".tmp", "~")


class Saved(Struct, frozen=True):
    """A Python file was written, or put in place of another."""

    path: Path


class Key(Struct, frozen=True):
    """A key was pressed."""

    letter: str


class Lost(Struct, frozen=True):
    """The folder cannot be watched any more."""

    why: str


Event = Union[Saved, Key, Lost]  # noqa: UP007 - a union of events


class Events:
    """Everything that happens while a folder is watched, in the order it happens."""

    def __init__(self, folder: Path, *, keys: bool) -> None:
        self._folder = folder
        self._queue: queue.Queue[Event] = queue.Queue()
        self._stop = threading.Event()
        self._sources: list[Callable[[], None]] = [self._watch_files]
        if keys:
            self._sources.append(self._read_keys)

    def __iter__(self) -> Iterator[Event]:
        """Yield events for ever; several saves of one file in a row are one event."""
        for source in self._sources:
            threading.Thread(target=source, daemon=True).start()
        try:
            while True:
                yield from self._batch()
        finally:
            self._stop.set()

    def _batch(self) -> Iterator[Event]:
        waiting = [self._queue.get()]
        while not self._queue.empty():
            waiting.append(self._queue.get())
        yield from dict.fromkeys(waiting)

    def _watch_files(self) -> None:
        import watchfiles

        try:
            for changes in watchfiles.watch(
                self._folder,
                watch_filter=_is_answer,
                debounce=DEBOUNCE_MILLISECONDS,
                step=STEP_MILLISECONDS,
                stop_event=self._stop,
                raise_interrupt=False,
            ):
                for _, name in sorted(changes):
                    if Path(name).is_file():  # gone again: an editor's temporary file
                        self._queue.put(Saved(Path(name)))
        except (OSError, RuntimeError) as error:
            self._queue.put(Lost(str(error)))

    def _read_keys(self) -> None:
        for letter in letters():
            self._queue.put(Key(letter))


def _is_answer(change: object, name: str) -> bool:
    """Say whether a change concerns a student's file; deletions do not."""
    path = Path(name)
    deleted = getattr(change, "name", "") == "deleted"
    return (
        not deleted
        and path.suffix == ".py"
        and not path.name.startswith((".", "#"))
        and not path.name.endswith(TEMPORARY)
        and not any(part.startswith(".") or part == "__pycache__" for part in path.parts[-3:-1])
    )
