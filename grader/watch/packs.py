"""Which files of a pack were saved: what an author's watch mode waits for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from grader.watch.events import DEBOUNCE_MILLISECONDS, STEP_MILLISECONDS

__all__ = ["pack_changes"]

SUFFIXES: Final = (".yaml", ".py")
LOOK_MILLISECONDS: Final = 300


def pack_changes(
    exercises: Path, solutions: Path, stop: threading.Event
) -> Iterator[frozenset[str]]:
    """Yield the slugs whose files changed, were made or went; "" is for the course itself.

    Several saves at one moment are one change. The first thing yielded may be no change at all: it
    says that from now on none is missed. Ends when `stop` is set; Ctrl-C interrupts.
    """
    import watchfiles

    homes = (exercises.resolve(), solutions.resolve())
    begun = False
    for changes in watchfiles.watch(
        *homes,
        watch_filter=lambda _, name: _is_ours(Path(name), homes),
        debounce=DEBOUNCE_MILLISECONDS,
        step=STEP_MILLISECONDS,
        rust_timeout=LOOK_MILLISECONDS,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=True,
        ignore_permission_denied=True,
    ):
        if changes or not begun:
            yield frozenset(_slug(Path(name), homes) for _, name in changes)
        begun = True


def _is_ours(path: Path, homes: tuple[Path, ...]) -> bool:
    """Say whether a file is one that a pack is read from; editors leave others behind."""
    inside = _inside(path, homes)
    hidden = any(part.startswith((".", "#", "__pycache__")) for part in inside.parts)
    return path.suffix in SUFFIXES and not hidden


def _slug(path: Path, homes: tuple[Path, ...]) -> str:
    inside = _inside(path, homes)
    return inside.parts[0] if len(inside.parts) > 1 else ""


def _inside(path: Path, homes: tuple[Path, ...]) -> Path:
    """Return a path as seen from the innermost of the folders that hold it."""
    holding = [home for home in homes if path.is_relative_to(home)]
    return path.relative_to(max(holding, key=lambda home: len(home.parts))) if holding else path
