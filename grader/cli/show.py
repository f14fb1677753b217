"""`grader show`: what a problem asks for, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.cli.screen import screen_width
from grader.guidance import at_hand
from grader.load import Pack
from grader.load.source import shown
from grader.problem import Problem
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
    from grader.render.lines import broken
    from grader.render.statement import print_markdown

    problem = pack.problem(slug)
    file = problem.file
    print_markdown(f"# {file.title}\n\n{file.statement}\n\n```python\n{file.stub}\n```")
    click.echo()
    width = screen_width()
    for line in _next_lines(problem, here or Path.cwd()):
        click.echo("\n".join(broken(line, width)))


def _next_lines(problem: Problem, here: Path) -> Iterator[str]:
    """Yield in which file the answer goes, and the commands that check it and help."""
    slug, hints = problem.slug, len(problem.file.hints)
    path = _place(slug, here)
    if path is not None:
        yield f"write it:  {path}"
    yield f"check it:  grader run {slug}  ({problem.limits.points:g} points)"
    if hints:
        yield f"stuck?     grader hint {slug}  ({hints} hint{'s' if hints > 1 else ''})"


def _place(slug: str, here: Path) -> Path | None:
    workspace = workspace_above(here)
    path = stub_files(workspace).get(slug) if workspace is not None else None
    return None if path is None else shown(path)
