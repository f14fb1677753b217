"""Options that several commands share, and how the pack they name is found."""

from __future__ import annotations

from pathlib import Path

import click

from grader.load import Pack, open_pack
from grader.workspace import nearest_exercises

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
    return open_pack(exercises or nearest_exercises(here or Path.cwd()), solutions)
