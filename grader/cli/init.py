"""`grader init`: write a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.load.source import shown
from grader.workspace import write_workspace

__all__ = ["command"]


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@exercises_option
def command(folder: Path, exercises: Path | None) -> int:
    """Write a workspace: one stub a file, in units. What is there already is never changed."""
    pack = open_course(exercises, None)
    written = write_workspace(pack, folder)
    click.echo(f"{len(written.made)} files written to {shown(folder)}/")
    if written.kept:
        click.echo(f"{len(written.kept)} were there already and are untouched")
    click.echo(f"next:  cd {shown(folder)}  and  grader show {pack.slugs[0]}")
    return 0
