"""`grader run`: judge submissions and report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course, seed_option, solutions_option
from grader.cli.output import add_step_summary, check_writable, write
from grader.cli.screen import screen_width
from grader.cli.smaller import Smaller, seconds_option, shrink_option
from grader.collect import Collected, collect
from grader.errors import UsageError
from grader.guidance import COMMANDS, after_one, after_several
from grader.intake import Belonging
from grader.launch import Launched
from grader.load import Pack
from grader.load.shown import shown
from grader.lockdown import harden_parent
from grader.render.formats import FORMATS, renderer
from grader.render.text import problem_text, summary_text
from grader.report import ProblemResult, Report
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.verdict import Verdict
from grader.workspace import Progress, open_progress, workspace_above

__all__ = ["command"]


@click.command("run")
@click.argument("targets", nargs=-1)
@exercises_option
@solutions_option
@seed_option
@click.option(
    "--format",
    "layout",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="What to write: for people, for scripts, for CI or for a platform.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report to this file; the text report is still shown.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: min(8, os.cpu_count() or 1),
    help="How many problems are judged at a time.  [default: the number of cores]",
)
@click.option(
    "--complete",
    is_flag=True,
    help="Take TARGET as all that one student handed in: report every problem, each once.",
)
@click.option(
    "--require-sandbox/--no-require-sandbox",
    default=None,
    help="Refuse to go on without the whole sandbox.  [default: with --solutions]",
)
@shrink_option
@seconds_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    launched: Launched | None,
    targets: tuple[str, ...],
    exercises: Path | None,
    solutions: Path | None,
    seed: int,
    layout: str,
    output: Path | None,
    jobs: int,
    complete: bool,  # noqa: FBT001 - click passes it by name
    require_sandbox: bool | None,  # noqa: FBT001 - click passes it by name
    shrink: bool | None,  # noqa: FBT001
    shrink_seconds: float,
) -> int:
    """Judge answers: problem names, files or folders; with nothing, this folder.

    Without --solutions only the public cases are judged, and the report says so.
    """
    harden_parent()
    with Sandboxes(launched) as sandboxes:
        _check_output(layout, output)
        pack = open_course(exercises, solutions)
        home = workspace_above(Path.cwd())
        collected = _whole_work(pack, targets) if complete else collect(pack, targets, home)
        needed = pack.solutions is not None if require_sandbox is None else require_sandbox
        session = Session(pack, sandboxes, seed, require_sandbox=needed)
        begun = False
        if not complete and pack.solutions is None and len(collected.submissions) > 1:
            collected, begun = _with_what_is_here(session, collected)
        wanted = pack.slugs if complete else [one.slug for one in collected.submissions]
        protection = session.prepare(wanted)
        stream = layout == "text" or output is not None
        results = []
        progress = _Progress(len(collected.submissions))
        workspace = open_progress(Path.cwd())
        alone_on_screen = stream and progress.total == 1 and sys.stdout.isatty()
        smaller = Smaller(session, shrink_seconds)
        judged = progress.over(session.results(collected.submissions, jobs))
        for submission, result in zip(collected.submissions, judged, strict=True):
            if workspace is not None:
                workspace.judged(result.slug, result.verdict)
            if stream and (result.verdict is not Verdict.NOT_ATTEMPTED or progress.total == 1):
                click.echo(problem_text(result, screen_width()) + "\n")
            looks = alone_on_screen if shrink is None else shrink
            results.append(smaller.of(submission, result, shown=stream) if looks else result)
        if complete:
            results = _completed(session, results)
    notes = (*collected.notes, *session.notes)
    report = Report(tuple(results), str(protection), notes)
    _write(report, layout, output)
    if stream:
        on_screen = sys.stdout.isatty()
        click.echo(summary_text(report, screen_width() if on_screen else None), nl=False)
        if on_screen and output is not None:
            click.echo(f"written to {shown(output)}")
        for line in _closing(session, workspace, results):
            click.echo(line)
    return exit_status(report) or 2 * begun


def _with_what_is_here(session: Session, collected: Collected) -> tuple[Collected, bool]:
    """Return what can be judged without torch where that lacks, and if the rest was begun.

    A student's own folder may hold both; what no one can judge here is left out with a note.
    """
    lacking = session.without_torch([one.slug for one in collected.submissions])
    rest = [one for one in collected.submissions if one.slug in lacking]
    if not rest or len(rest) == len(collected.submissions):
        return collected, False
    stub = Belonging(session.pack).is_stub
    session.leave_out(lacking)
    kept = tuple(one for one in collected.submissions if one.slug not in lacking)
    return Collected(kept, collected.notes), not all(map(stub, rest))


def _check_output(layout: str, output: Path | None) -> None:
    """Refuse what cannot be written, and a page on a screen, before anything is judged."""
    if layout == "html" and output is None and sys.stdout.isatty():
        raise UsageError("a page goes into a file: add -o report.html, and open that in a browser")
    check_writable(output)


def _whole_work(pack: Pack, targets: tuple[str, ...]) -> Collected:
    """Return what one student handed in, which may be nothing at all."""
    from grader.intake import read_student

    if len(targets) > 1:
        raise UsageError("--complete takes one folder or file: all that a student handed in")
    work = read_student(pack, Path(*targets))
    return Collected(work.submissions, work.notes)


def _completed(session: Session, results: list[ProblemResult]) -> list[ProblemResult]:
    """Return a result for every problem of the course, in its order."""
    found = {result.slug: result for result in results}
    problems = [session.problem(slug) for slug in session.pack.slugs]
    return [found.get(one.slug) or session.judge.absent(one) for one in problems]


def _closing(
    session: Session, workspace: Progress | None, results: list[ProblemResult]
) -> list[str]:
    """Return what comes after the report: how far a student has come, and what is next."""
    course, lines = session.pack.course, list[str]()
    if len(results) == 1:
        problem = session.problem(results[0].slug)
        lines = after_one(course, workspace, results[0], problem, COMMANDS)
    elif workspace is not None:
        lines = after_several(course, workspace, COMMANDS)
    if workspace is not None and workspace.trouble:
        lines.append(f"note: {workspace.trouble}")
    return ["", *lines] if lines else []


def exit_status(report: Report) -> int:
    """Return 3 for a judge error, 0 when all attempted problems are accepted, else 1."""
    verdicts = {problem.verdict for problem in report.problems}
    if Verdict.JUDGE_ERROR in verdicts:
        return 3
    return 0 if verdicts <= {Verdict.ACCEPTED, Verdict.NOT_ATTEMPTED} else 1


class _Progress:
    """A status line on a terminal's error stream; nothing in a pipe."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._shown = sys.stderr.isatty() and total > 1

    def over(self, results: Iterator[ProblemResult]) -> Iterator[ProblemResult]:
        """Yield the results, with the line showing in between."""
        for done in range(self.total):
            self._show(f"judging {done + 1} of {self.total} ...")
            result = next(results)
            self._show("")
            yield result

    def _show(self, text: str) -> None:
        if self._shown:
            sys.stderr.write(f"\r\033[K{text}")
            sys.stderr.flush()


def _write(report: Report, layout: str, output: Path | None) -> None:
    """Write the report to its file, or to standard output; GitHub has a page for it as well."""
    if layout == "text" and output is None:
        return
    write([renderer(layout)(report)], output)
    if layout == "github":
        add_step_summary(renderer("markdown")(report))
