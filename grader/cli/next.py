"""`grader next`: the first problem of the course that is not solved yet."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.cli.show import show
from grader.errors import UsageError
from grader.workspace import open_progress

__all__ = ["command"]


@click.command("next")
@exercises_option
def command(exercises: Path | None) -> int:
    """Show the first problem that is not solved yet."""
    pack = open_course(exercises, None)
    progress = open_progress(Path.cwd())
    if progress is None:
        raise UsageError("this is no workspace; make one with: grader init DIR")
    solved = progress.solved()
    slug = next((slug for slug in pack.slugs if slug not in solved), None)
    if slug is None:
        click.echo(f"all {len(pack.slugs)} problems are solved")
        return 0
    show(pack.problem(slug))
    return 0
