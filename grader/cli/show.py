"""`grader show`: what a problem asks for, in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.guidance import at_hand
from grader.load import Pack
from grader.load.source import shown
from grader.workspace import open_progress, stub_files, workspace_above

__all__ = ["command", "show"]


@click.command("show")
@click.argument("slug", metavar="[EXERCISE]", required=False)
@exercises_option
def command(slug: str | None, exercises: Path | None) -> int:
    """Show what an exercise asks for.

    With no exercise named, it is the one you are at work on.
    """
    pack = open_course(exercises, None)
    slug = slug or at_hand(pack.course, open_progress(Path.cwd())) or pack.slugs[-1]
    show(pack, slug)
    return 0


def show(pack: Pack, slug: str, here: Path | None = None) -> None:
    """Print the statement, the stub, and how to go on: in which file, by which command."""
    from grader.render.statement import print_markdown

    problem = pack.problem(slug)
    file, count = problem.file, len(problem.file.hints)
    hints = f"`grader hint {slug}` gives a hint ({count} in all), " * bool(count)
    print_markdown(
        f"# {file.title}\n\n{file.statement}\n\n```python\n{file.stub}\n```\n\n"
        f"{_place(slug, here or Path.cwd())}"
        f"`grader run {slug}` checks it, {hints}{problem.limits.points:g} points."
    )


def _place(slug: str, here: Path) -> str:
    workspace = workspace_above(here)
    path = stub_files(workspace).get(slug) if workspace is not None else None
    return "" if path is None else f"Your answer goes into `{shown(path)}`. "
