"""`grader init`: write a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.errors import UsageError
from grader.load.source import shown
from grader.workspace import Written, workspace_above, write_notebooks, write_workspace

__all__ = ["command"]


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="FOLDER")
@exercises_option
@click.option("--notebook", is_flag=True, help="Write Jupyter notebooks, one a unit.")
def command(folder: Path | None, exercises: Path | None, notebook: bool) -> int:  # noqa: FBT001
    """Write the exercises into a folder, one file each. What is there already is never changed."""
    if folder is None:
        raise UsageError("name a folder for the exercises, such as: grader init my-course")
    _check_place(folder)
    pack = open_course(exercises, None, None if exercises else _start(folder))
    written = (write_notebooks if notebook else write_workspace)(pack, folder)
    here = folder.resolve() == Path.cwd()
    click.echo(_told(written, "this folder" if here else f"{shown(folder)}{os.sep}"))
    if written.kept:
        click.echo(f"{len(written.kept)} files were there already and are untouched")
    for line in _next_lines(folder, written, here=here, notebook=notebook):
        click.echo(line)
    return 0


def _told(written: Written, place: str) -> str:
    kinds = ((".ipynb", "notebook", "one a unit"), (".py", "exercise", "one file each"))
    for suffix, what, how in kinds:
        count = sum(path.suffix == suffix for path in written.made)
        if count:
            return f"{count} {what}{'s' if count > 1 else ''} written to {place}, {how}"
    return f"nothing is missing in {place}"


def _next_lines(folder: Path, written: Written, *, here: bool, notebook: bool) -> Iterator[str]:
    yield from () if here else [f"next:  cd {_quoted(shown(folder))}"]
    then = "next" if here else "then"
    if notebook:
        first = min((*written.made, *written.kept)).name
        yield f"{then}:  open {first} in Jupyter, and run its cells with Shift+Enter"
    else:
        yield f"{then}:  grader next    shows the first exercise that is not solved"


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
