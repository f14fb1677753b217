"""A new problem on disk: all of it or nothing, and nothing that was there is changed.

Files are made, never opened for overwriting; if one cannot be, those made before are removed again.
What was cut off half-way is completed by the same command. course.yaml gets one line more.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from grader.errors import UsageError
from grader.load import open_pack
from grader.load.layout import COURSE, problem_folders
from grader.load.listing import list_problem
from grader.load.source import shown
from grader.pack_file import Slug
from grader.scaffold.skeleton import course_text, problem_files, title_of
from grader.schema import KIND_NAMES, schema_text

__all__ = ["Scaffold", "scaffold"]

SLUG: Final = re.compile(Slug.__metadata__[0].pattern)  # type: ignore[attr-defined]
SCHEMAS: Final = ("docs/schema", "schema")
"""Where a pack may keep the schemas of its files, beside exercises/ or above."""
MOST_LETTERS: Final = 60


class Scaffold(Struct, frozen=True):
    """What was made: its files, and the unit that lists it (empty: the author has to)."""

    files: tuple[Path, ...]
    unit: str
    listed_before: bool


def scaffold(exercises: Path, solutions: Path, slug: str, title: str | None = None) -> Scaffold:
    """Write a problem that verifies; UsageError where the slug or a file is in the way."""
    check_slug(slug)
    if title is not None and not title.strip():
        raise UsageError("the title is empty; leave --title out, or give one")
    begun = exercises.is_dir() and ((exercises / COURSE).exists() or problem_folders(exercises))
    if begun:
        open_pack(exercises)  # a course that cannot be read is no place for another problem
    files = _files(exercises, solutions, slug, title or title_of(slug), new_pack=not begun)
    made = _write(files, (exercises / slug, solutions / slug))
    return _listed(exercises, slug, made)


def check_slug(slug: str) -> None:
    """Raise UsageError where a slug is none, with the nearest one."""
    if SLUG.fullmatch(slug) and len(slug) <= MOST_LETTERS:
        return
    near = re.sub(r"[^a-z0-9]+", "-", slug.lower())[:MOST_LETTERS].strip("-")
    raise UsageError(
        f"{slug!r} is no slug: that is lower-case words, digits and single hyphens, at most "
        f"{MOST_LETTERS} letters" + (f"; try {near}" if near else ", such as slide-kernel")
    )


def _files(
    exercises: Path, solutions: Path, slug: str, title: str, *, new_pack: bool
) -> dict[Path, str]:
    """Return every file to write with its text; those of a new pack among them."""
    above = exercises.absolute()
    schemas = _schemas(above) or (above.parent / "schema" if new_pack else None)
    homes = {"exercises": exercises / slug, "solutions": solutions / slug}
    files: dict[Path, str] = {}
    for home, folder in homes.items():
        seen = _relative(schemas, folder)
        for name, text in problem_files(slug, title, seen).items():
            if name.startswith(f"{home}/"):
                files[folder / name.removeprefix(f"{home}/")] = text
    if new_pack:
        course = exercises.resolve().parent.name.replace("-", " ").strip() or "A course"
        seen = _relative(schemas, exercises)
        files[exercises / COURSE] = course_text(slug, course[0].upper() + course[1:], seen)
        if schemas is not None and not schemas.is_dir():
            for kind in KIND_NAMES:
                files[shown(schemas) / f"{kind}.schema.json"] = schema_text(kind)
    return files


def _schemas(exercises: Path) -> Path | None:
    """Return the folder of committed schemas that serves these exercises, if there is one."""
    for folder in exercises.parents:
        for name in SCHEMAS:
            if (folder / name / "problem.schema.json").is_file():
                return folder / name
        if (folder / ".git").exists():  # beyond it is another project
            return None
    return None


def _relative(schemas: Path | None, folder: Path) -> str | None:
    """Return how a file in this folder refers to the schemas."""
    if schemas is None:
        return None
    return Path(os.path.relpath(schemas, folder.absolute())).as_posix()


def _write(files: dict[Path, str], homes: tuple[Path, ...]) -> tuple[Path, ...]:
    """Make the files that are missing; return them. All of them or none."""
    _check_free(files, homes)
    made: list[Path] = []
    folders: list[Path] = []
    try:
        for path, text in files.items():
            if path.exists():
                continue
            folders += _make_folder(path.parent)
            made.append(path)
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except BaseException as error:
        _remove(made, folders)
        if isinstance(error, OSError):
            where = error.filename or made[-1]
            raise UsageError(f"{where} cannot be written: {error.strerror}") from None
        raise
    return tuple(made)


def _check_free(files: dict[Path, str], homes: tuple[Path, ...]) -> None:
    """Raise UsageError where something else is in the way; our own half-done work is not."""
    for home in homes:
        for path in sorted(home.rglob("*")) if home.is_dir() else [home] * home.exists():
            if path.is_dir():
                continue
            if path not in files or path.read_bytes() != files[path].encode():
                raise UsageError(
                    f"{shown(path)} is there already, and nothing is overwritten; "
                    "choose another slug, or take it away"
                )


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the ones that were not there."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _remove(files: list[Path], folders: list[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)
    for folder in reversed(folders):
        if not any(folder.iterdir()):
            folder.rmdir()


def _listed(exercises: Path, slug: str, made: tuple[Path, ...]) -> Scaffold:
    """Put the problem into its course, unless it is there or there is no course.yaml."""
    course = open_pack(exercises).course
    for unit in course.units:
        if slug in unit.problems:
            return Scaffold(made, unit.title, listed_before=True)
    try:
        unit_title = list_problem(exercises / COURSE, slug)
    except OSError as error:
        where = shown(exercises / COURSE)
        raise UsageError(
            f"{where} cannot be written: {error.strerror}; the problem is there, but not listed"
        ) from None
    return Scaffold(made, unit_title or "", listed_before=False)
