"""`grader watch`: a verdict at every save."""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import assert_never

import click

from grader.cli.options import exercises_option, open_course, seed_option, solutions_option
from grader.cli.screen import screen_width
from grader.cli.show import show
from grader.collect import collect
from grader.errors import GraderError, UsageError
from grader.keyboard import single_keys
from grader.lockdown import harden_parent
from grader.render.text import course_text, problem_text
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.verdict import Verdict
from grader.watch import Event, Events, Key, Lost, Saved
from grader.workspace import Progress, open_progress

__all__ = ["command"]

KEYS = "h hint   n next   l list   r run again   q quit"


@click.command("watch")
@click.argument(
    "folder", type=click.Path(file_okay=False, exists=True, path_type=Path), default="."
)
@exercises_option
@solutions_option
@seed_option
def command(folder: Path, exercises: Path | None, solutions: Path | None, seed: int) -> int:
    """Judge a file whenever it is saved. Keys: h hint, n next, l list, r run again, q quit."""
    harden_parent()
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}; make a workspace with: grader init {folder}")
    pack = open_course(exercises, solutions)
    keys = sys.stdin.isatty()
    with Sandboxes() as sandboxes, single_keys() if keys else nullcontext():
        session = Session(pack, sandboxes, seed, require_sandbox=pack.solutions is not None)
        watcher = _Watcher(session, open_progress(folder.resolve()))
        protection = session.prepare(pack.slugs)
        import numpy  # noqa: F401, ICN001 - now, so that no verdict waits for it

        click.echo(f"watching {folder.resolve().name}/ (isolation: {protection}); save a file")
        click.echo(KEYS if keys else "")
        for event in Events(folder, keys=keys):
            if not watcher.met(event):
                return 0
    return 0


class _Watcher:
    """What the loop does at each event, and which problem it was about last."""

    def __init__(self, session: Session, progress: Progress | None) -> None:
        self._session = session
        self._progress = progress
        self._path: Path | None = None
        self._slug: str | None = None

    def met(self, event: Event) -> bool:
        """Do what an event asks for; say whether to go on."""
        match event:
            case Saved(path):
                self._judge(path)
            case Key("q"):
                return False
            case Key(letter):
                self._key(letter)
            case Lost(why):
                click.echo(f"the folder cannot be watched any more: {why}", err=True)
                return False
            case _:
                assert_never(event)
        return True

    def _judge(self, path: Path) -> None:
        begin = time.perf_counter()
        try:
            submissions = collect(self._session.pack, [str(path)]).submissions
            results = list(self._session.results(submissions, 1))
        except GraderError as error:  # a file of no problem, or gone again: wait for the next
            click.echo(f"{error}")
            return
        seconds = time.perf_counter() - begin
        if sys.stdout.isatty():
            click.clear()
        for result in results:
            self._path, self._slug = path, result.slug
            click.echo(problem_text(result, screen_width()))
            if self._progress is not None:
                self._progress.judged(result.slug, result.verdict)
        click.echo(f"\n{time.strftime('%H:%M:%S')}, in {seconds:.2f} s")
        if all(result.verdict is Verdict.ACCEPTED for result in results):
            click.echo("accepted: n shows the next exercise")
        click.echo(KEYS if sys.stdin.isatty() else "", nl=sys.stdin.isatty())

    def _key(self, letter: str) -> None:
        match letter:
            case "h":
                self._hint()
            case "n":
                self._next()
            case "l":
                solved = self._progress.solved() if self._progress else frozenset()
                click.echo(course_text(self._session.pack.course, solved))
            case "r" if self._path is not None:
                self._judge(self._path)
            case _:
                click.echo(KEYS)

    def _hint(self) -> None:
        from grader.render.statement import print_markdown

        slug = self._slug or self._open_slug()
        if slug is None:
            return
        hints = self._session.problem(slug).file.hints
        seen = self._progress.of(slug).hints if self._progress else 0
        number = min(seen, len(hints) - 1)
        if hints:
            print_markdown(f"**{slug}, hint {number + 1} of {len(hints)}.** {hints[number]}")
        if hints and self._progress is not None:
            self._progress.hint_seen(slug, number + 1)

    def _next(self) -> None:
        slug = self._open_slug()
        if slug is None:
            click.echo("all problems are solved")
            return
        self._slug = slug
        show(self._session.problem(slug))

    def _open_slug(self) -> str | None:
        solved = self._progress.solved() if self._progress else frozenset()
        return next((slug for slug in self._session.pack.slugs if slug not in solved), None)
