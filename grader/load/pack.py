"""A pack on disk: exercises/ with its course, solutions/ with what students never see.

    open_pack(exercises, solutions) -> Pack     reads course.yaml alone
        .slugs                                  every problem, in the order of the course
        .problem(slug)                          reads that one problem
        .check()                                reads everything, returns every fault

Without course.yaml the course is one unit of all problem folders, sorted. What was read before is
kept (`kept.py`), so the modules that read YAML are imported only where something is new.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct

from grader.errors import Fault, PackError, UsageError
from grader.load.kept import Note, Origin, kept, silent
from grader.load.nearest import suggestion
from grader.load.shown import shown
from grader.pack_file import Defaults, Unit
from grader.problem import Course, Problem

__all__ = ["Pack", "check_pack", "load_course", "load_problem", "open_pack"]

NAMED: Final = 6


class Pack(Struct, frozen=True):
    """An opened pack; `solutions` is None where only the public part is at hand."""

    exercises: Path
    solutions: Path | None
    course: Course

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every problem's slug, in the order of the course."""
        return self.course.slugs

    def problem(self, slug: str, note: Note = silent) -> Problem:
        """Return one problem, reading its files alone; PackError carries all its faults.

        `note` is told in a sentence where what was kept of it could not be used.
        """
        if slug not in self.slugs:
            raise UsageError(f"no problem '{slug}'; {self.meant(slug)}")
        folders = () if self.solutions is None else (self.solutions / slug,)
        file = self.exercises / slug / "problem.yaml"
        origin = Origin((file,), folders, (slug, self.course.defaults))
        return kept(Problem, origin, lambda: self._read(slug), note)

    def meant(self, slug: str) -> str:
        """Return which problem an unknown name may stand for, or else the first there are."""
        few, more = self.slugs[:NAMED], len(self.slugs) - NAMED
        names = ", ".join(few) + f" and {more} more" * (more > 0)
        return suggestion(slug, self.slugs, "the problems are") or f"there are {names}"

    def check(self) -> tuple[Fault, ...]:
        """Return every fault of the pack, in the order of files and lines."""
        return check_pack(self.exercises, self.solutions)

    def _read(self, slug: str) -> Problem:
        return load_problem(slug, self.exercises, self.solutions, self.course.defaults)


def open_pack(exercises: Path, solutions: Path | None = None) -> Pack:
    """Return the pack in a folder, reading course.yaml alone; PackError where that is wrong."""
    if solutions is not None and not solutions.is_dir():
        raise UsageError(f"no folder {shown(solutions)}; name the folder of the solutions")
    file = exercises / "course.yaml"
    if not file.is_file():  # then the folders are the course, and any of them may come or go
        return Pack(exercises, solutions, load_course(exercises))
    course = kept(Course, Origin((file,)), lambda: load_course(exercises))
    return Pack(exercises, solutions, course)


def load_course(exercises: Path) -> Course:
    """Return the course of a folder; PackError carries all faults of course.yaml."""
    if not exercises.is_dir():
        raise UsageError(f"no folder {shown(exercises)}; name the folder of the exercises")
    course, faults = _course(exercises)
    if course is None or faults:
        raise PackError(faults)
    return course


def load_problem(
    slug: str, exercises: Path, solutions: Path | None = None, defaults: Defaults | None = None
) -> Problem:
    """Return one problem, reading its own files alone; PackError carries all its faults."""
    from grader.load.folder import read_problem
    from grader.load.source import sorted_faults

    problem, faults = read_problem(slug, exercises, solutions, defaults or Defaults())
    if problem is None or faults:
        raise PackError(sorted_faults(faults))
    return problem


def check_pack(exercises: Path, solutions: Path | None = None) -> tuple[Fault, ...]:
    """Return every fault of a pack, in the order of files and lines; a faulty course too."""
    from grader.load.folder import read_problem
    from grader.load.layout import problem_folders, slug_faults, solution_faults
    from grader.load.source import sorted_faults

    course, faults = _course(exercises)
    folders = problem_folders(exercises)
    slugs = course.slugs if course else folders
    found = [*faults, *slug_faults(exercises, slugs, folders)]
    if solutions is not None:
        found += solution_faults(exercises, solutions, {*slugs, *folders})
    for slug in sorted({*slugs, *folders}):
        if slug in folders:
            defaults = course.defaults if course else Defaults()
            found += read_problem(slug, exercises, solutions, defaults)[1]
    return sorted_faults(found)


def _course(exercises: Path) -> tuple[Course | None, tuple[Fault, ...]]:
    from grader.load.layout import COURSE, problem_folders, read_course

    if (exercises / COURSE).exists():
        return read_course(exercises)
    folders = problem_folders(exercises)
    if not folders:
        what, fix = "no problems here", f"add {COURSE}, or a folder with problem.yaml"
        return None, (Fault(shown(exercises), None, what, fix),)
    title = exercises.resolve().name
    return Course(title, (Unit(title=title, problems=list(folders)),), Defaults()), ()
