"""How far grading a class has come: a bar on a terminal, a line now and then in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click

from grader.batch import Advance

__all__ = ["duration", "progress"]

EVERY_SECONDS: Final = 10.0


@contextmanager
def progress(students: int) -> Iterator[Callable[[Advance], None]]:
    """Give what is to be told of each advance; it shows on standard error."""
    if sys.stderr.isatty():
        with _bar(students) as tell:
            yield tell
    else:
        yield _Lines().tell


@contextmanager
def _bar(students: int) -> Iterator[Callable[[Advance], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("students, {task.fields[judged]} judged"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    begin = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=students, judged=0, rate="")

        def tell(advance: Advance) -> None:
            rate = _rate(advance, time.monotonic() - begin)
            shown.update(task, completed=advance.done, judged=advance.judged, rate=rate)

        yield tell


class _Lines:
    """Writes a plain line now and then."""

    def __init__(self) -> None:
        self._begin = self._last = time.monotonic()

    def tell(self, advance: Advance) -> None:
        now = time.monotonic()
        if now - self._last < EVERY_SECONDS or advance.done == advance.students:
            return
        self._last = now
        seconds = now - self._begin
        text = f"graded {advance.done} of {advance.students} students"
        text += f", {advance.judged} submissions judged{_rate(advance, seconds, ', ')}"
        if advance.done:
            left = seconds / advance.done * (advance.students - advance.done)
            text += f", about {duration(left)} left"
        click.echo(text, err=True)


def duration(seconds: float) -> str:
    """Return a time as people say it."""
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def _rate(advance: Advance, seconds: float, before: str = "") -> str:
    if not advance.judged or seconds <= 0:
        return ""
    return f"{before}{advance.judged / seconds:.1f} a second"
