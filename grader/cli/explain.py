"""`grader explain`: one judgement of a gradebook, made again and shown in full."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.grade_class import gradebook_option
from grader.cli.options import exercises_option, open_course, solutions_option
from grader.cli.output import check_writable
from grader.cli.screen import screen_width
from grader.errors import UsageError
from grader.gradebook import open_gradebook
from grader.lockdown import harden_parent
from grader.sandbox import Sandboxes
from grader.session import Session

__all__ = ["command"]


@click.command("explain")
@click.argument("student")
@click.argument("slug", metavar="PROBLEM")
@gradebook_option
@exercises_option
@solutions_option
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to write: for people or for scripts.",
)
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the submission to this file as well.",
)
@click.option(
    "--require-sandbox/--no-require-sandbox",
    default=True,
    help="Refuse to go on without the whole sandbox.  [default: refuse]",
)
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    student: str,
    slug: str,
    gradebook: Path,
    exercises: Path | None,
    solutions: Path | None,
    layout: str,
    save: Path | None,
    require_sandbox: bool,  # noqa: FBT001 - click passes it by name
) -> int:
    """Judge again what a student handed in for a problem, and show everything.

    For instructors: secret cases are shown with their answers. The submission and its seed are
    those of the gradebook; the pack is the one named. Exit status 0 says that the result is the
    one that the gradebook holds, 1 that it is another one.
    """
    from grader.cli.explanation import as_json, as_text
    from grader.explain import explain

    harden_parent()
    check_writable(save)
    with open_gradebook(gradebook) as book:
        kept = book.kept(student, slug)
    pack = open_course(exercises, solutions)
    if kept.grounds.secret and pack.solutions is None:
        raise UsageError(f"{student} was judged on secret cases for {slug}; give --solutions")
    with Sandboxes() as sandboxes:
        session = Session(pack, sandboxes, require_sandbox=require_sandbox)
        found = explain(session, sandboxes, kept)
    if save is not None:
        _save(kept.submission.source, save)
    if layout == "json":
        click.echo(as_json(found), nl=False)
    else:
        for line in as_text(found, pack, screen_width()):
            click.echo(line)
    return 1 if found.agrees is False else 0


def _save(source: bytes, path: Path) -> None:
    try:
        path.write_bytes(source)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
