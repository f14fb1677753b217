"""`grader next`: the first problem of the course that is not solved yet."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.cli.show import show
from grader.errors import UsageError
from grader.guidance import first_open, solved_line
from grader.workspace import open_progress

__all__ = ["command"]


@click.command("next")
@exercises_option
def command(exercises: Path | None) -> int:
    """Show the first exercise that is not solved yet."""
    progress = open_progress(Path.cwd())
    if progress is None:
        raise UsageError(
            "this folder is no workspace, so nobody remembers what you solved\n"
            "go to yours with cd, or make one: grader init my-course"
        )
    pack = open_course(exercises, None)
    slug = first_open(pack.course, progress)
    if slug is None:
        click.echo(f"Well done! You have solved the whole course, all {len(pack.slugs)} exercises.")
        return 0
    show(pack, slug)
    click.echo(solved_line(pack.course, progress))
    return 0
