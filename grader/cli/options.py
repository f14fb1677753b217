"""Options that several commands share, and how the pack they name is found."""

from __future__ import annotations

from pathlib import Path

import click

from grader.errors import UsageError
from grader.load import Pack, open_pack
from grader.workspace import built_in, exercises_of

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


def open_course(exercises: Path | None, solutions: Path | None, here: Path | None = None) -> Pack:
    """Return the pack that the options name, or else that of a folder; UsageError if none is."""
    return open_pack(exercises or _nearest_exercises(here or Path.cwd()), solutions)


def _nearest_exercises(here: Path) -> Path:
    for folder in (here, *here.parents):
        if (folder / "exercises" / "course.yaml").is_file():
            return folder / "exercises"
        noted = exercises_of(folder)
        if noted is not None:
            return noted
    shipped = built_in()
    if shipped is None:
        raise UsageError(
            "no exercises/ with a course.yaml here or above; name one with --exercises"
        )
    return shipped
