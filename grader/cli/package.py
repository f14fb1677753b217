"""`grader package`: a ready autograder for a course platform."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click
from msgspec import Struct

from grader.cli.options import exercises_option, open_course, seed_option, solutions_option
from grader.errors import UsageError
from grader.load.source import shown
from grader.lockdown import harden_parent
from grader.platforms import (
    Bundle,
    bundle,
    github_files,
    gradescope_files,
    needs_torch,
    prairielearn_files,
    write_beside,
    write_folder,
    write_zip,
)
from grader.release import write_release
from grader.sandbox import Sandboxes
from grader.session import Session

__all__ = ["command"]

PLATFORMS: Final = ("gradescope", "prairielearn", "github")


@click.command("package")
@click.argument("platform", type=click.Choice(PLATFORMS))
@click.argument("slugs", nargs=-1)
@exercises_option
@solutions_option
@seed_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="What to write.  [default: gradescope.zip, prairielearn/ or github/]",
)
@click.option(
    "--image",
    default="grader",
    show_default=True,
    help="The name that PrairieLearn's image will have.",
)
@click.option(
    "--require-sandbox/--no-require-sandbox",
    default=True,
    show_default=True,
    help="Refuse to grade there without the whole sandbox.",
)
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    platform: str,
    slugs: tuple[str, ...],
    exercises: Path | None,
    solutions: Path | None,
    seed: int,
    output: Path | None,
    image: str,
    require_sandbox: bool,  # noqa: FBT001 - click passes it by name
) -> int:
    """Write an autograder for the problems named, or for all.

    gradescope: a zip to upload. prairielearn: a folder with an image context and a question for
    each problem. github: a release with a workflow for GitHub Classroom.
    """
    harden_parent()
    with Sandboxes() as sandboxes:
        session = Session(open_course(exercises, solutions), sandboxes, seed)
        wanted = tuple(dict.fromkeys(slugs)) or session.pack.slugs
        session.prepare(wanted)
        wish = _Wish(wanted, output, image, require_sandbox)
        click.echo(WRITERS[platform](session, wish))
    for note in session.notes:
        click.echo(f"note: {note}")
    return 0


class _Wish(Struct, frozen=True):
    """What the command line asks for."""

    slugs: tuple[str, ...]
    output: Path | None
    image: str
    require_sandbox: bool


def _gradescope(session: Session, wish: _Wish) -> str:
    target = wish.output or Path("gradescope.zip")
    contents = bundle(session, wish.slugs)
    files = gradescope_files(contents, session.seed, require_sandbox=wish.require_sandbox)
    write_zip(files, target)
    return (
        f"{shown(target)}: {_problems(wish.slugs)}, {contents.points:g} points; upload it as the "
        f"autograder of an assignment of {contents.points:g} points{_torch(contents)}"
    )


def _prairielearn(session: Session, wish: _Wish) -> str:
    target = wish.output or Path("prairielearn")
    contents = bundle(session, wish.slugs)
    options = {"require_sandbox": wish.require_sandbox}
    write_folder(prairielearn_files(contents, session.seed, wish.image, **options), target)
    return (
        f"{shown(target)}/: {_problems(wish.slugs)}; build the image with\n"
        f"  docker build --tag {wish.image} {shown(target / 'image')}\n"
        f"and copy {shown(target / 'questions')}/ into the course{_torch(contents)}"
    )


def _github(session: Session, wish: _Wish) -> str:
    target = wish.output or Path("github")
    if wish.slugs != session.pack.slugs:
        raise UsageError("a release holds the whole pack; leave the problems' names out")
    write_release(session, target)
    write_beside(github_files(), target)
    return (
        f"{shown(target)}/: {_problems(wish.slugs)}; push it to the template repository of an "
        "assignment.\nIn Classroom the public cases give the points: students could read any "
        "secret that a workflow can. Grade the secret ones with grader class."
    )


WRITERS: Final[dict[str, Callable[[Session, _Wish], str]]] = {
    "gradescope": _gradescope,
    "prairielearn": _prairielearn,
    "github": _github,
}


def _problems(slugs: tuple[str, ...]) -> str:
    return f"{len(slugs)} problem{'s' if len(slugs) != 1 else ''}"


def _torch(contents: Bundle) -> str:
    named = [slug for slug, problem in contents.titles.items() if needs_torch(problem)]
    if not named:
        return ""
    return f"\nnote: {', '.join(named)} need torch there, which takes over 1 GB of memory and disk"
