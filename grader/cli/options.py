"""Options that several commands share, and how the pack they name is found."""

from __future__ import annotations

from pathlib import Path

import click

import grader
from grader.errors import UsageError
from grader.load import Pack, open_pack
from grader.workspace import exercises_of

__all__ = ["exercises_option", "open_course", "seed_option", "solutions_option"]

exercises_option = click.option(
    "--exercises",
    type=click.Path(path_type=Path),
    help="The folder of the exercises.  [default: exercises/ here or above, or built in]",
)
solutions_option = click.option(
    "--solutions",
    type=click.Path(path_type=Path),
    help="The folder of the solutions; gives the secret cases.",
)
seed_option = click.option(
    "--seed", type=int, default=0, show_default=True, help="Which random cases are drawn."
)


def open_course(exercises: Path | None, solutions: Path | None) -> Pack:
    """Return the pack that the options name; UsageError where there is none."""
    return open_pack(exercises or _nearest_exercises(), solutions)


def _nearest_exercises() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "exercises" / "course.yaml").is_file():
            return folder / "exercises"
        noted = exercises_of(folder)
        if noted is not None:
            return noted
    package = Path(grader.__file__).resolve().parent
    for built_in in (package / "_exercises", package.parent / "exercises"):  # wheel, checkout
        if (built_in / "course.yaml").is_file():
            return built_in
    raise UsageError("no exercises/ with a course.yaml here or above; name one with --exercises")
