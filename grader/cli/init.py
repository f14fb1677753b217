"""`grader init`: write a workspace."""

from __future__ import annotations

import os
from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.errors import UsageError
from grader.load.source import shown
from grader.workspace import workspace_above, write_workspace

__all__ = ["command"]


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@exercises_option
def command(folder: Path, exercises: Path | None) -> int:
    """Write a workspace: one stub a file, in units. What is there already is never changed."""
    _check_place(folder)
    pack = open_course(exercises, None, None if exercises else _start(folder))
    written = write_workspace(pack, folder)
    here = folder.resolve() == Path.cwd()
    place = "this folder" if here else f"{shown(folder)}{os.sep}"
    stubs = sum(path.suffix == ".py" for path in written.made)
    click.echo(f"{stubs} exercises written to {place}, one file each")
    if written.kept:
        click.echo(f"{len(written.kept)} files were there already and are untouched")
    if not here:
        click.echo(f"next:  cd {_quoted(shown(folder))}")
        click.echo("then:  grader next    shows the first exercise")
    else:
        click.echo("next:  grader next    shows the first exercise that is not solved")
    return 0


def _check_place(folder: Path) -> None:
    """Refuse a file, and a workspace within another: that is a second call from inside."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder")
    outer = workspace_above(folder.resolve().parent)
    if outer is not None and workspace_above(folder.resolve()) != folder.resolve():
        raise UsageError(
            f"{folder} would lie inside another workspace, {outer}; "
            f"to write what is missing there: grader init {_quoted(shown(outer))}"
        )


def _start(folder: Path) -> Path:
    """Return where to look for the exercises first: a workspace knows its own."""
    return folder.resolve() if folder.is_dir() else Path.cwd()


def _quoted(path: Path) -> str:
    import shlex

    return (
        shlex.quote(str(path))
        if os.name == "posix"
        else f'"{path}"'
        if " " in str(path)
        else str(path)
    )
