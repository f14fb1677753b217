"""`grader show`: what a problem asks for, in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.problem import Problem

__all__ = ["command", "show"]


@click.command("show")
@click.argument("slug")
@exercises_option
def command(slug: str, exercises: Path | None) -> int:
    """Show what a problem asks for."""
    show(open_course(exercises, None).problem(slug))
    return 0


def show(problem: Problem) -> None:
    """Print the statement, the stub and how to go on."""
    from grader.render.statement import print_markdown

    file = problem.file
    hints = f"`grader hint {problem.slug}` gives a hint ({len(file.hints)} in all), " * bool(
        file.hints
    )
    print_markdown(
        f"# {file.title}\n\n{file.statement}\n\n```python\n{file.stub}\n```\n\n"
        f"`grader run {problem.slug}` checks your answer, {hints}"
        f"{problem.limits.points:g} points."
    )
