"""`grader release`: write what an instructor gives to students."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course, seed_option, solutions_option
from grader.load.source import shown
from grader.lockdown import harden_parent
from grader.release import write_release
from grader.sandbox import Sandboxes
from grader.session import Session

__all__ = ["command"]


@click.command("release")
@click.argument("folder", type=click.Path(path_type=Path))
@exercises_option
@solutions_option
@seed_option
def command(folder: Path, exercises: Path | None, solutions: Path | None, seed: int) -> int:
    """Write a folder for students: problems, stubs, the answers to the public cases.

    With --solutions the known mistakes' outputs on the public cases come along, so that students
    are told their mistake by name; secret cases and solutions never do. A second release into the
    same folder brings it up to date and leaves students' files alone.
    """
    harden_parent()
    with Sandboxes() as sandboxes:
        session = Session(open_course(exercises, solutions), sandboxes, seed)
        session.prepare(session.pack.slugs)
        released = write_release(session, folder)
    click.echo(
        f"{files(len(released.written))} written to {shown(folder)}/: "
        f"{len(session.pack.slugs)} problems, {released.mistakes} known mistakes, no secret case"
    )
    if released.kept:
        click.echo(f"{files(len(released.kept))} of students' work left as found")
    if solutions is None:
        click.echo("without --solutions no mistake can be named; give them to add that")
    for note in session.notes:
        click.echo(f"note: {note}")
    return 0


def files(count: int) -> str:
    """Return "1 file" or "2 files"."""
    return f"{count} file{'s' if count != 1 else ''}"
