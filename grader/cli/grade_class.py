"""`grader class`: grade what a class handed in, into a gradebook."""

from __future__ import annotations

import os
import shlex
import time
from hashlib import blake2b
from pathlib import Path
from typing import Final

import click
from msgspec.structs import asdict, replace

from grader.batch import (
    Advance,
    Course,
    Intake,
    Judges,
    LocalJudges,
    check_same_class,
    grade,
    open_course_of,
)
from grader.cli.class_progress import duration, progress
from grader.cli.options import exercises_option, open_course, solutions_option
from grader.cli.screen import screen_width
from grader.errors import UsageError
from grader.gradebook import Ledger, RunNote, Selection, open_ledger, problem_grounds
from grader.load import Pack
from grader.lockdown import harden_parent
from grader.render.class_summary import ClassSummary
from grader.sandbox import Sandboxes
from grader.seeds import OneForAll, PerStudent, Seeds, read_secret

__all__ = ["DEFAULT_GRADEBOOK", "command", "gradebook_option"]

DEFAULT_GRADEBOOK: Final = Path("gradebook.sqlite")
GREATEST_SEED: Final = 2**63 - 1
PUBLIC_ALONE: Final = "public cases only: without --solutions there are no secret ones"

gradebook_option = click.option(
    "--gradebook",
    type=click.Path(path_type=Path),
    default=DEFAULT_GRADEBOOK,
    show_default=True,
    help="The file that holds what the class was given.",
)


@click.command("class")
@click.argument("submissions", type=click.Path(path_type=Path))
@exercises_option
@solutions_option
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    help="A CSV of the students; says who is missing.",
)
@gradebook_option
@click.option(
    "--only",
    "chosen",
    multiple=True,
    metavar="SLUG",
    help="Judge this problem alone; may be repeated.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, GREATEST_SEED),
    help="Which random cases are drawn, the same for all.  [default: 0]",
)
@click.option(
    "--per-student",
    "secret",
    type=click.Path(path_type=Path),
    envvar="GRADER_SEED_SECRET_FILE",
    metavar="SECRET_FILE",
    help="Draw other cases for each student, from the secret in this file; where there is none, "
    "a message says how to make it.  [or GRADER_SEED_SECRET_FILE]",
)
@click.option(
    "--variants",
    type=click.IntRange(0),
    default=16,
    show_default=True,
    help="How many draws of a problem --per-student has; 0 is one for each student.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    help="How many submissions are judged at a time.  [default: the number of cores]",
)
@click.option(
    "--dask",
    "cluster",
    metavar="ADDRESS",
    help="Judge on the workers of this dask cluster, such as tcp://host:8786.",
)
@click.option(
    "--require-sandbox/--no-require-sandbox",
    default=True,
    help="Refuse to go on without the whole sandbox.  [default: refuse]",
)
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    submissions: Path,
    exercises: Path | None,
    solutions: Path | None,
    roster: Path | None,
    gradebook: Path,
    chosen: tuple[str, ...],
    seed: int | None,
    secret: Path | None,
    variants: int,
    jobs: int,
    cluster: str | None,
    require_sandbox: bool,  # noqa: FBT001 - click passes it by name
) -> int:
    """Grade a class: a folder or zip with something of each student.

    What is in the gradebook is not judged again, so the same command goes on where it was stopped,
    and a second time it takes seconds. Exit status 0 says that the class was graded, whatever the
    marks; 3 that the grader failed on a submission.
    """
    from grader.intake import open_class

    harden_parent()
    pack = open_course(exercises, solutions)
    seeds = _seeds(pack, seed, secret, variants)
    course = open_course_of(pack, seeds, _known(pack, chosen))
    intake = open_class(pack, submissions, roster)
    begin = time.monotonic()
    with open_ledger(gradebook) as ledger:
        check_same_class(ledger, course, seeds_given=seed is not None or secret is not None)
        with Sandboxes() as sandboxes:
            judges = (
                LocalJudges(pack, sandboxes, jobs, require_sandbox=require_sandbox)
                if cluster is None
                else _on_cluster(pack, sandboxes, cluster, require_sandbox=require_sandbox)
            )
            run = _Run(ledger, course, intake)
            try:
                advance = run.graded_by(judges)
            except KeyboardInterrupt:
                click.echo(run.stopped(), err=True)
                return 130
            finally:
                judges.close()
        for note in judges.notes:
            click.echo(f"note: {note}", err=True)
        selection = Selection(frozenset(chosen))
        heading = selection.heading(ledger.heading())
        summary = ClassSummary(heading, selection.rows(heading, ledger.rows()))
    work = _work(advance, time.monotonic() - begin)
    for line in (*summary.lines(screen_width()), work, *_next(gradebook, summary, chosen)):
        click.echo(line)
    return 3 if summary.judge_errors else 0


def _on_cluster(pack: Pack, sandboxes: Sandboxes, address: str, *, require_sandbox: bool) -> Judges:
    """Return judges on a cluster; UsageError where the extra is not installed."""
    try:
        from grader.cluster import DaskJudges
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--dask needs {error.name}, which is not installed; install grader[dask]"
        ) from None
    return DaskJudges(pack, sandboxes, address, require_sandbox=require_sandbox)


class _Run:
    """One run as the gradebook's log has it."""

    def __init__(self, ledger: Ledger, course: Course, intake: Intake) -> None:
        self._ledger = ledger
        self._course = course
        self._intake = intake
        self._advance = Advance(len(intake.students))
        self._note = RunNote(
            **asdict(course.versions), seed=str(course.seeds), pack=_pack_digest(course)
        )

    def graded_by(self, judges: Judges) -> Advance:
        """Grade the class and return how it went."""
        course = self._course
        notes = [*self._intake.notes]
        if course.pack.solutions is None:
            notes.append(PUBLIC_ALONE)
        self._ledger.begin(self._note)
        self._ledger.set_course(course.pack.course.title, course.columns(), notes)
        with progress(self._advance.students) as show:

            def tell(advance: Advance) -> None:
                self._advance = advance
                show(advance)

            advance = grade(self._ledger, course, self._intake, judges, tell)
        isolation = self._ledger.heading().isolation
        self._ledger.end(replace(self._note, isolation=isolation, judged=advance.judged))
        return advance

    def stopped(self) -> str:
        """Return what to say after Ctrl-C."""
        advance = self._advance
        return (
            f"stopped: {advance.done} of {advance.students} students graded, all of it in "
            f"{self._ledger.path}; the same command goes on from there"
        )


def _seeds(pack: Pack, seed: int | None, secret: Path | None, variants: int) -> Seeds:
    """Return how cases are drawn; UsageError where the options contradict one another."""
    if secret is None:
        return OneForAll(seed or 0)
    if seed is not None:
        raise UsageError(
            "--seed and --per-student (or GRADER_SEED_SECRET_FILE) exclude one another; give one"
        )
    kept_from = (pack.exercises, *([pack.solutions] if pack.solutions else []))
    return PerStudent(read_secret(secret, kept_from), variants)


def _known(pack: Pack, chosen: tuple[str, ...]) -> tuple[str, ...]:
    import difflib

    for slug in chosen:
        if slug not in pack.slugs:
            near = difflib.get_close_matches(slug, pack.slugs, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(pack.slugs)}"
            raise UsageError(f"no problem {slug!r} in the course; {hint}")
    return chosen


def _pack_digest(course: Course) -> str:
    """Return a hash of all problems, for the log."""
    parts = blake2b(digest_size=20)
    for problem in course.problems.values():
        parts.update(problem_grounds(problem, 0, course.versions).key.encode())
    return parts.hexdigest()


def _work(advance: Advance, seconds: float) -> str:
    text = f"{advance.judged} submissions judged in {duration(seconds)}"
    if advance.judged:
        text += f", {advance.judged / max(seconds, 1e-3):.1f} a second"
    return text + f"; {advance.kept} needed no judging"


def _next(gradebook: Path, summary: ClassSummary, chosen: tuple[str, ...]) -> list[str]:
    """Return where the marks are and what can be done with them."""
    quoted = shlex.quote(str(gradebook))
    other = gradebook != DEFAULT_GRADEBOOK
    lines = [f"gradebook: {gradebook}"]
    if summary.judge_errors:
        lines.append("next: the same command again; what the grader failed on is tried again")
    only = "".join(f" --only {slug}" for slug in chosen)
    lines.append(f"next: grader report{f' {quoted}' if other else ''}{only}")
    option = f" --gradebook {quoted}" if other else ""
    lines.append(f"      grader explain STUDENT PROBLEM{option}")
    return lines
