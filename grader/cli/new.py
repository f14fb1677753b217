"""`grader new`: a problem that verifies, to be made one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from grader.cli.options import exercises_option
from grader.load.source import shown
from grader.scaffold import Scaffold, scaffold

__all__ = ["command"]


@click.command("new")
@click.argument("slug")
@exercises_option
@click.option(
    "--solutions",
    type=click.Path(path_type=Path),
    help="The folder of the solutions.  [default: solutions/ beside the exercises]",
)
@click.option("--title", help="What students see above it.  [default: the slug as words]")
def command(slug: str, exercises: Path | None, solutions: Path | None, title: str | None) -> int:
    """Write a new problem that verifies as it stands; nothing that is there is changed.

    In a folder without exercises/ it begins a new pack.
    """
    home = (exercises or _nearest() or Path("exercises")).absolute()
    private = solutions or home.parent / "solutions"
    done = scaffold(home, private, slug, title)
    for line in _lines(done, slug, home, private):
        click.echo(line)
    return 0


def _nearest() -> Path | None:
    """Return the exercises/ here or above, if there is one; never those built in."""
    here = Path.cwd()
    found = (folder / "exercises" for folder in (here, *here.parents))
    return next((one for one in found if (one / "course.yaml").is_file()), None)


def _lines(done: Scaffold, slug: str, exercises: Path, solutions: Path) -> Iterator[str]:
    if not done.files:
        yield f"{slug} is there already, as it was first written; nothing to do"
    yield from (f"wrote {shown(path)}" for path in done.files)
    course = shown(exercises / "course.yaml")
    if not done.unit:
        yield f"now add {slug} to a unit of {course}: its form leaves that to you"
    elif not done.listed_before:
        yield f"{course} lists it last in '{done.unit}'"
    words = ["grader verify", slug]
    if exercises != _nearest():
        words += ["--exercises", str(shown(exercises))]
    if solutions.absolute() != exercises.parent / "solutions":
        words += ["--solutions", str(solutions)]
    yield f"next:  {' '.join(words)}   then change one thing after the other"
