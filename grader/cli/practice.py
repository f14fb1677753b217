"""`grader practice`: fresh random cases until one goes wrong or the time is up."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

import click

from grader.answers import torch_version
from grader.cli.options import exercises_option, open_course
from grader.cli.screen import screen_width
from grader.cli.smaller import status_line
from grader.collect import collect
from grader.errors import UsageError
from grader.guidance import at_hand
from grader.load import Pack
from grader.lockdown import harden_parent
from grader.practice import Bound, Practised, Source, Trials, practice_sources, practise
from grader.problem import Problem
from grader.render.text import case_text, heading_text, problem_text
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict
from grader.workspace import open_progress, workspace_above

__all__ = ["command"]

MOST_SEEDS: Final = 1_000_000
STEP: Final = 25
"""How many cases pass between two changes of the status line."""


@click.command("practice")
@click.argument("target", metavar="[EXERCISE]", required=False)
@exercises_option
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True, max=86_400),
    default=10.0,
    show_default=True,
    help="How long to go on while all is right.",
)
@click.option("--seed", type=int, help="Which random cases are drawn.  [default: new ones]")
def command(target: str | None, exercises: Path | None, seconds: float, seed: int | None) -> int:
    """Try your answer on fresh random cases until one goes wrong or the time is up.

    EXERCISE is its name, or the file of your answer; with none, it is the one you are at work on.
    The case that goes wrong is shown as small as it goes wrong in the same way.
    """
    harden_parent()
    if torch_version() is None:
        raise UsageError("grader practice needs torch, which knows the answers: pip install torch")
    pack = open_course(exercises, None)
    target = target or at_hand(pack.course, open_progress(Path.cwd())) or pack.slugs[0]
    submission = _submission(pack, target)
    bound = Bound(seconds, secrets.randbelow(MOST_SEEDS) if seed is None else seed)
    with Sandboxes() as sandboxes:
        session = Session(pack, sandboxes)
        protection = session.prepare([submission.slug])
        sources = _sources(session.problem(submission.slug))
        result = session.result(submission)
        if result.failure is not None:  # it is the stub, or does not even load
            click.echo(problem_text(result, screen_width()))
            return 3 if result.verdict is Verdict.JUDGE_ERROR else 1
        practised = _practised(session, submission, sources, bound)
    click.echo(_report(session.problem(submission.slug), practised, seconds))
    again = f"grader practice {target} --seed {bound.seed}"
    click.echo(f"\nthe same cases again: {again}\nisolation: {protection}")
    return 0 if practised.failed is None else 1


def _submission(pack: Pack, target: str) -> Submission:
    """Return the one answer that is meant."""
    first, *others = collect(pack, [target], workspace_above(Path.cwd())).submissions
    if others:
        files = ", ".join(one.label for one in (first, *others))
        raise UsageError(f"{target} is more than one answer: {files}; name one file")
    return first


def _sources(problem: Problem) -> tuple[Source, ...]:
    sources = practice_sources(problem)
    if not sources:
        raise UsageError(
            f"{problem.slug} has nothing to draw random cases from; "
            "its author can add 'practice' groups to problem.yaml"
        )
    return sources


def _practised(
    session: Session, submission: Submission, sources: tuple[Source, ...], bound: Bound
) -> Practised:
    with status_line("importing torch ...") as show:

        def told(right: int) -> None:
            if right % STEP == 1:
                show(f"{right} random cases right so far ...")

        problem = session.problem(submission.slug)
        with Trials(session.judge, problem, submission) as trials:
            return practise(trials, sources, bound, told)


def _report(problem: Problem, practised: Practised, seconds: float) -> str:
    failed, right = practised.failed, practised.right
    if failed is None and not right:
        raise UsageError(f"not one case was done in {seconds:g} s; raise --seconds")
    cases = f"{right} random case{'s' if right != 1 else ''}"
    if failed is None:
        says = f"{cases}, all right" if right > 1 else f"{cases}, right"
        return heading_text(problem.slug, Verdict.ACCEPTED, f"{problem.file.title}: {says}")
    told = f"{cases} right, then one that goes wrong" if right else "the first case goes wrong"
    small = "as small as it can be" if practised.small else "as it was drawn"
    says = f"{problem.file.title}: {told}; here it is {small}"
    heading = heading_text(problem.slug, failed.kind.verdict, says)
    return f"{heading}\n\n{case_text(failed.result, screen_width())}"
