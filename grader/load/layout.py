"""Which folders a pack has, and whether course, exercises and solutions agree on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from grader.errors import Fault
from grader.load.nearest import suggestion
from grader.load.source import read_yaml, shown
from grader.load.yaml_tree import Document
from grader.pack_file import CourseFile
from grader.problem import Course

__all__ = [
    "COURSE",
    "PROBLEM",
    "SECRET",
    "problem_folders",
    "read_course",
    "slug_faults",
    "solution_faults",
]

COURSE: Final = "course.yaml"
PROBLEM: Final = "problem.yaml"
SECRET: Final = "secret.yaml"  # noqa: S105 - a file name


def problem_folders(exercises: Path) -> tuple[str, ...]:
    """Return the names of the folders that hold a problem.yaml, sorted."""
    return tuple(sorted(path.parent.name for path in exercises.glob(f"[!.]*/{PROBLEM}")))


def read_course(exercises: Path) -> tuple[Course | None, tuple[Fault, ...]]:
    """Return the course of course.yaml, and its faults."""
    document, decoded = read_yaml(exercises / COURSE, CourseFile)
    if document is None or decoded.value is None:
        return None, decoded.faults
    file = decoded.value
    faults = (*decoded.faults, *_repeated_slugs(document, file))
    return Course(file.title, tuple(file.units), file.defaults), faults


def slug_faults(
    exercises: Path, slugs: Collection[str], folders: Collection[str]
) -> Iterator[Fault]:
    """Yield a fault for each listed problem that is missing, and each folder not listed."""
    if not (exercises / COURSE).exists():
        return
    document, decoded = read_yaml(exercises / COURSE, CourseFile)
    if document is None or decoded.value is None:
        return
    for slug, line in _listed(document, decoded.value):
        if slug not in folders:
            yield missing_problem(exercises, slug, shown(exercises / COURSE), line)
    for name in folders:
        if name not in slugs:
            path = shown(exercises / name)
            yield Fault(path, None, f"a problem that {COURSE} does not list", "add it to a unit")


def missing_problem(exercises: Path, slug: str, path: Path, line: int | None) -> Fault:
    """Return the fault of a problem without problem.yaml; `path` and `line` say who names it."""
    folder = exercises / slug
    if folder.is_dir():
        misnamed = [name for name in ("problem.yml", "Problem.yaml") if (folder / name).exists()]
        fix = f"rename {misnamed[0]}" if misnamed else f"write it, or take '{slug}' out"
        return Fault(path, line, f"the problem '{slug}' has no {PROBLEM}", fix)
    fix = suggestion(slug, problem_folders(exercises), "the problems here")
    return Fault(path, line, f"there is no problem '{slug}'", fix or "write it, or take it out")


def course_line(exercises: Path, slug: str) -> int | None:
    """Return the line of course.yaml that lists a problem, if one does."""
    document, decoded = read_yaml(exercises / COURSE, CourseFile)
    if document is None or decoded.value is None:
        return None
    return dict(_listed(document, decoded.value)).get(slug)


def solution_faults(exercises: Path, solutions: Path, known: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each folder of solutions that belongs to no exercise."""
    known = list(known)
    for folder in sorted(solutions.iterdir()) if solutions.is_dir() else ():
        name = folder.name
        if not folder.is_dir() or name.startswith((".", "__")) or name in known:
            continue
        what = f"solutions without an exercise: {shown(exercises / name / PROBLEM)} is missing"
        yield Fault(shown(folder), None, what, suggestion(name, known, "the exercises"))


def _listed(document: Document, file: CourseFile) -> Iterator[tuple[str, int]]:
    for number, unit in enumerate(file.units):
        for index, slug in enumerate(unit.problems):
            yield slug, document.line(("units", number, "problems", index))


def _repeated_slugs(document: Document, file: CourseFile) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for slug, line in _listed(document, file):
        if slug in first:
            what = f"the problem '{slug}' is already on line {first[slug]}"
            yield Fault(document.path, line, what, "list it once")
        first.setdefault(slug, line)
