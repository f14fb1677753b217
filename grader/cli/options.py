"""Options that several commands share, and how the pack they name is found."""

from __future__ import annotations

from pathlib import Path

import click

from grader.errors import UsageError
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
    pack = open_pack(exercises or nearest_exercises(here or Path.cwd()), solutions)
    _check_solutions(pack)
    return pack


def _check_solutions(pack: Pack) -> None:
    """Raise UsageError where the folder of the solutions is another one: a line, not a hundred."""
    folder = pack.solutions
    if folder is None:
        return
    is_exercises = any((folder / slug / "problem.yaml").is_file() for slug in pack.slugs)
    if is_exercises and not any((folder / slug / "accepted").is_dir() for slug in pack.slugs):
        raise UsageError(
            f"{folder} holds exercises and no solutions; name the folder in which each problem "
            "has its secret.yaml and accepted/"
        )
