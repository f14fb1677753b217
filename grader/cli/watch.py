"""`grader watch`: a verdict at every save."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Final, assert_never

import click
from msgspec.structs import replace

from grader.cli.hint import show_next_hint
from grader.cli.options import exercises_option, open_course, seed_option, solutions_option
from grader.cli.screen import screen_width
from grader.cli.show import show
from grader.cli.smaller import Smaller, seconds_option, shrink_option
from grader.errors import UsageError
from grader.guidance import KEYS, after_one, first_open, solved_line
from grader.keyboard import has_keys, single_keys
from grader.lockdown import harden_parent
from grader.render.text import counterexample_text, course_text, problem_text
from grader.report import ProblemResult
from grader.sandbox import Sandboxes, kind_of_problem
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict
from grader.watch import (
    Event,
    Events,
    Found,
    Further,
    Judged,
    Judging,
    Key,
    Lost,
    Resized,
    Saved,
)
from grader.workspace import Progress, open_progress

__all__ = ["command"]

KEYS_TEXT: Final = "h hint   n next   l list   r run again   q quit"

SETTLED: Final = frozenset({Verdict.ACCEPTED, Verdict.NOT_ATTEMPTED})
PAUSE_SECONDS: Final = 0.4
LOOK_SECONDS: Final = 0.05


@click.command("watch")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@exercises_option
@solutions_option
@seed_option
@shrink_option
@seconds_option
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    exercises: Path | None,
    solutions: Path | None,
    seed: int,
    shrink: bool | None,  # noqa: FBT001 - click passes it by name
    shrink_seconds: float,
) -> int:
    """Judge a file whenever it is saved. Keys: h hint, n next, l list, r run again, q quit."""
    harden_parent()
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is a file; name the folder it is in"
            if folder.exists()
            else f"no folder {folder}; make a workspace with: grader init {folder}"
        )
    pack = open_course(exercises, solutions, folder.resolve())
    keys = has_keys()
    events = Events(folder, keys=keys)

    def show_again(*_: object) -> None:
        events.put(Resized())

    with Sandboxes() as sandboxes, single_keys(show_again) if keys else nullcontext():
        for kind in {kind_of_problem(pack.problem(slug)) for slug in pack.slugs}:
            sandboxes.start(kind)  # torch is imported while the student reads
        session = Session(pack, sandboxes, seed, require_sandbox=pack.solutions is not None)
        protection = session.prepare(())
        import numpy  # noqa: F401, ICN001 - now, so that no verdict waits for it

        if hasattr(signal, "SIGWINCH"):
            signal.signal(signal.SIGWINCH, show_again)
        looks = sys.stdout.isatty() if shrink is None else shrink
        further = _further(Smaller(session, shrink_seconds), events) if looks else None
        with events:
            watcher = _Watcher(session, folder.resolve(), Judging(session, events.put, further))
            watcher.greet(str(protection), keys=keys)
            return next(
                (status for event in events if (status := watcher.met(event)) is not None), 0
            )


def _further(smaller: Smaller, events: Events) -> Further:
    """Return what looks for the smallest input of a verdict, and tells it as an event."""

    def look(submission: Submission, judged: Judged, stopped: Callable[[], bool]) -> None:
        (result,) = judged.results
        if _stopped_within(PAUSE_SECONDS, stopped):
            return
        found = smaller.further(submission, result, stopped)
        if found != result and not stopped():
            events.put(Found(judged.path, judged.batch, found))

    return look


def _stopped_within(seconds: float, stopped: Callable[[], bool]) -> bool:
    """Wait, so that a save that follows at once need not share a core with the search."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not stopped():
        time.sleep(LOOK_SECONDS)
    return stopped()


class _Watcher:
    """What the loop does at each event, and which problem it was about last."""

    def __init__(self, session: Session, folder: Path, judging: Judging) -> None:
        self._session = session
        self._course = session.pack.course
        self._folder = folder
        self._progress: Progress | None = open_progress(folder)
        self._judging = judging
        self._shown: list[Judged] = []
        self._path: Path | None = None
        self._slug: str | None = None
        self._foot = ""

    def greet(self, protection: str, *, keys: bool) -> None:
        """Say what is watched, and what to do first."""
        self._foot = KEYS_TEXT if keys else ""
        click.echo(f"watching {self._folder.name}/ (isolation: {protection})")
        if self._progress is None:
            click.echo("this is no workspace, so nothing is remembered; grader init DIR makes one")
        else:
            click.echo(solved_line(self._course, self._progress))
        slug = first_open(self._course, self._progress)
        if slug is not None:
            click.echo(f"save a file to have it checked; next: {slug}")
        self._say_keys()

    def met(self, event: Event) -> int | None:
        """Do what an event asks for; return the exit status where that was the last."""
        match event:
            case Saved(paths):
                self._judge(paths)
            case Judged():
                self._show(event)
            case Found():
                self._add(event)
            case Resized():
                self._show_again()
            case Key("q"):
                return 0
            case Key(letter):
                self._key(letter)
            case Lost(why):
                click.echo(f"the folder cannot be watched any more: {why}", err=True)
                return 2
            case _:
                assert_never(event)
        return None

    def _judge(self, paths: tuple[Path, ...]) -> None:
        if sys.stdout.isatty():
            click.echo(f"checking {', '.join(path.name for path in paths)} ...")
        self._judging.begin(paths)

    def _show(self, judged: Judged) -> None:
        """Show a verdict in place of those before it; files saved together are shown together."""
        if judged.trouble:
            click.echo(judged.trouble)
            return
        if self._shown and judged.batch > self._shown[-1].batch:
            self._shown.clear()
        self._shown.append(judged)
        for result in judged.results:
            self._remember(judged.path, result)
        if len(self._shown) == 1:
            self._clear()
        self._print(judged)
        self._say_keys()

    def _remember(self, path: Path, result: ProblemResult) -> None:
        """Keep what a hint or another run would be about, and how far the student has come."""
        self._path = path
        if result.verdict is Verdict.ACCEPTED and result.slug == self._slug:
            self._slug = None  # the next hint is about the next problem
        elif result.verdict not in SETTLED:
            self._slug = result.slug
        if self._progress is not None:
            self._progress.judged(result.slug, result.verdict)

    def _add(self, found: Found) -> None:
        """Add what was found to the verdict, where that is what the screen shows."""
        if [judged.batch for judged in self._shown] != [found.batch]:
            return
        self._shown = [replace(self._shown[0], results=(found.result,))]
        click.echo(f"\n{counterexample_text(found.result, screen_width())}\n")
        self._say_keys()

    def _show_again(self) -> None:
        """Show what is on the screen again, as wide as the terminal is now."""
        if not sys.stdout.isatty():
            return
        if self._shown:
            self._clear()
        for judged in self._shown:
            self._print(judged)
        self._say_keys()

    def _print(self, judged: Judged) -> None:
        begun = [r for r in judged.results if r.verdict is not Verdict.NOT_ATTEMPTED]
        for result in begun or judged.results[:1]:
            problem = self._session.problem(result.slug)
            click.echo(problem_text(result, screen_width()))
            click.echo()
            for line in after_one(self._course, self._progress, result, problem, KEYS):
                click.echo(line)
        click.echo(f"{time.strftime('%H:%M:%S')}, in {judged.wall_seconds:.2f} s")

    def _clear(self) -> None:
        if sys.stdout.isatty():
            click.clear()

    def _say_keys(self) -> None:
        if self._foot:
            click.echo(self._foot)

    def _key(self, letter: str) -> None:
        match letter:
            case "h":
                self._hint()
            case "n":
                self._next()
            case "l":
                solved = self._progress.solved() if self._progress else frozenset()
                click.echo(course_text(self._course, solved))
            case "r" if self._path is not None:
                self._judge((self._path,))
            case "r":
                click.echo("nothing has been saved yet; r checks the last file again")
            case _:
                self._say_keys()

    def _hint(self) -> None:
        slug = self._slug or first_open(self._course, self._progress)
        if slug is None:
            click.echo("all problems are solved")
            return
        show_next_hint(self._session.pack.problem(slug), self._progress)

    def _next(self) -> None:
        slug = first_open(self._course, self._progress)
        if slug is None:
            click.echo("all problems are solved")
            return
        self._slug = slug
        show(self._session.pack, slug, self._folder)
