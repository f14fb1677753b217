"""The exercises that a workspace was made from: noted in it, so that commands find them there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import grader
from grader.errors import UsageError
from grader.workspace.place import STATE

__all__ = ["built_in", "exercises_of", "nearest_exercises", "note_exercises"]

NOTE: Final = "exercises"
BUILT_IN: Final = "built in"  # not where: a newer Python would have it elsewhere


def built_in() -> Path | None:
    """Return the exercises that came with the grader: in its wheel, or beside its checkout."""
    package = Path(grader.__file__).resolve().parent
    folders = (package / "_exercises", package.parent / "exercises")
    return next((folder for folder in folders if (folder / "course.yaml").is_file()), None)


def note_exercises(folder: Path, exercises: Path) -> None:
    """Note in a workspace which exercises it was made from."""
    place = exercises.resolve()
    note = BUILT_IN if place == built_in() else str(place)
    try:
        (folder / STATE).mkdir(parents=True, exist_ok=True)
        (folder / STATE / NOTE).write_text(f"{note}\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder / STATE} cannot be written: {error.strerror}") from None


def exercises_of(folder: Path) -> Path | None:
    """Return the exercises that a workspace was made from; None where the folder is none.

    Raises UsageError where they are not there any more.
    """
    try:
        note = (folder / STATE / NOTE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        return None
    noted = built_in() if note == BUILT_IN else Path(note)
    if noted is not None and noted.is_dir():
        return noted
    raise UsageError(
        f"the exercises of the workspace {folder} are gone: there is no folder {noted or note}\n"
        f"if they have moved, name the new place once: grader init --exercises PLACE {folder}"
    )


def nearest_exercises(here: Path) -> Path:
    """Return the exercises of a folder: in it or above, a workspace's own, or the built-in ones."""
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
