"""`grader hint`: the next hint of a problem."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.cli.screen import screen_width
from grader.guidance import at_hand
from grader.problem import Problem
from grader.workspace import Progress, open_progress

__all__ = ["command", "show_next_hint"]


@click.command("hint")
@click.argument("slug", metavar="[EXERCISE]", required=False)
@exercises_option
@click.option("--all", "everything", is_flag=True, help="Show every hint at once.")
@click.option("--again", is_flag=True, help="Start again with the first.")
def command(slug: str | None, exercises: Path | None, everything: bool, again: bool) -> int:  # noqa: FBT001
    """Show the next hint of an exercise; each call goes one step further.

    With no exercise named, it is the one you are at work on.
    """
    pack = open_course(exercises, None)
    progress = open_progress(Path.cwd())
    slug = slug or at_hand(pack.course, progress)
    if slug is None:
        click.echo(f"all {len(pack.slugs)} problems are solved")
        return 0
    problem = pack.problem(slug)
    if everything:
        _print_hints(problem, 0, len(problem.file.hints))
        return 0
    if again and progress is not None:
        progress.hint_seen(slug, 0)
    show_next_hint(problem, progress)
    return 0


def show_next_hint(problem: Problem, progress: Progress | None) -> None:
    """Show the first hint that was not seen yet, or the last again, and how many are left.

    Outside a workspace nothing is remembered, so all are shown.
    """
    count = len(problem.file.hints)
    if not count:
        click.echo(f"{problem.slug} has no hints; grader show {problem.slug} says what is asked")
        return
    if progress is None:
        _print_hints(problem, 0, count)
        return
    from grader.render.lines import broken

    seen = progress.of(problem.slug).hints
    number = min(seen, count - 1)
    _print_hints(problem, number, number + 1)
    progress.hint_seen(problem.slug, number + 1)
    left = _left(problem.slug, count - number - 1, again=seen >= count)
    click.echo("\n".join(broken(left, screen_width())))
    if progress.trouble:
        click.echo(f"note: {progress.trouble}")


def _print_hints(problem: Problem, start: int, stop: int) -> None:
    from grader.render.statement import print_markdown

    hints = problem.file.hints
    for number in range(start, stop):
        print_markdown(f"**{problem.slug}, hint {number + 1} of {len(hints)}.** {hints[number]}")


def _left(slug: str, left: int, *, again: bool) -> str:
    if left:
        return f"{left} more hint{'s' if left > 1 else ''}"
    told = "that was the last one already" if again else "that was the last one"
    return f"{told}; grader hint {slug} --all shows them all"
