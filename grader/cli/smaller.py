"""The smallest input on which a submission fails: looked for once its verdict is on the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

from grader.cli.screen import screen_width
from grader.errors import GraderError
from grader.render.text import counterexample_text
from grader.report import ProblemResult
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["SECONDS", "Smaller", "seconds_option", "shrink_option", "status_line"]

SECONDS: Final = 1.0
SOUND: Final = frozenset({Verdict.ACCEPTED, Verdict.NOT_ATTEMPTED, Verdict.JUDGE_ERROR})

shrink_option = click.option(
    "--shrink/--no-shrink",
    default=None,
    help="After the verdict, look for the smallest input where it goes wrong.  "
    "[default: on a terminal, for a single problem]",
)
seconds_option = click.option(
    "--shrink-seconds",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    default=SECONDS,
    show_default=True,
    help="How long to look for it.",
)


class Smaller:
    """Looks for counterexamples, for so many seconds each once torch is there."""

    def __init__(self, session: Session, seconds: float) -> None:
        self._session = session
        self._seconds = seconds

    def of(self, submission: Submission, result: ProblemResult, *, shown: bool) -> ProblemResult:
        """Return the result with what was found; `shown` prints it, and if there was no time."""
        if result.verdict in SOUND:  # an accepted answer does not wait for the imports
            return result
        try:
            with status_line("looking for the smallest input where it goes wrong ..."):
                found, cut_short = self.found(submission, result)
        except KeyboardInterrupt:  # the verdict stands: that was only the extra
            return result
        if shown and cut_short:
            click.echo(
                f"  no small input where it goes wrong was found in {self._seconds:g} s\n"
                f"  grader practice {result.slug}  looks longer\n"
            )
        elif shown and (text := counterexample_text(found, screen_width())):
            click.echo(f"{text}\n")
        return found

    def further(
        self, submission: Submission, result: ProblemResult, stopped: Callable[[], bool]
    ) -> ProblemResult:
        """Return the result with what was found before it was told to stop."""
        return result if result.verdict in SOUND else self.found(submission, result, stopped)[0]

    def found(
        self,
        submission: Submission,
        result: ProblemResult,
        stopped: Callable[[], bool] = lambda: False,
    ) -> tuple[ProblemResult, bool]:
        """Return the result with what was found, and whether the time was too short."""
        from grader.practice import Bound, may_shrink, shrunk

        problem = self._session.problem(submission.slug)
        if not may_shrink(problem, result):
            return result, False
        bound = Bound(self._seconds, self._session.seed, stopped)
        try:
            done = shrunk(self._session.judge, problem, submission, result, bound)
        except GraderError:  # a fault of the pack or the machine: the verdict does not hang on it
            return result, False
        return done.result, done.cut_short


@contextmanager
def status_line(text: str) -> Iterator[Callable[[str], Any]]:
    """Show a line on a terminal's error stream while something lasts; nothing in a pipe."""

    def show(line: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{line}")
            sys.stderr.flush()

    show(text)
    try:
        yield show
    finally:
        show("")
