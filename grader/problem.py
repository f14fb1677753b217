"""A problem as its author wrote it, and the pack it belongs to.

    course.yaml   -> CourseFile   -> Course
    problem.yaml  -> ProblemFile  ┐
    secret.yaml   -> SecretFile   ├> Problem
    survivors.yaml -> SurvivorsFile -> Argued ┤
    accepted/*.py, wrong_answer/*.py, knobs.py ┘

The `*File` structs are the file format; they are in pack_file.py.
"""

from __future__ import annotations

from msgspec import Struct

from grader.pack_file import Defaults, Group, ProblemFile, Unit

__all__ = [
    "Argued",
    "Course",
    "Knobs",
    "Mistake",
    "Problem",
    "Solution",
]


class Solution(Struct, frozen=True):
    """A file under accepted/: it must pass everything."""

    name: str
    source: bytes


class Mistake(Struct, frozen=True):
    """A file under wrong_answer/: a known mistake and what a tutor says of it."""

    name: str
    says: str
    source: bytes


class Knobs(Struct, frozen=True):
    """knobs.py: the function with a flag for each of several mistakes, all of them off."""

    names: tuple[str, ...]
    source: bytes

    def turned(self, function: str, *names: str) -> bytes:
        """Return a source whose function has these flags on."""
        if not names:
            return self.source
        flags = ", ".join(f"{name}=True" for name in names)
        return self.source + f"\n\n{function}.__kwdefaults__.update({flags})\n".encode()


class Argued(Struct, frozen=True):
    """A surviving mutant that the pack defends; `where` is the file and line that does."""

    mutant: str
    why: str
    where: str


class Problem(Struct, frozen=True):
    """A problem with everything known of it; `secret_groups` is None without solutions."""

    slug: str
    file: ProblemFile
    limits: Defaults
    secret_groups: tuple[Group, ...] | None = None
    accepted: tuple[Solution, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    knobs: Knobs | None = None
    argued: tuple[Argued, ...] = ()


class Course(Struct, frozen=True):
    """The units in order, and the slugs of every problem."""

    title: str
    units: tuple[Unit, ...]
    defaults: Defaults

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every problem's slug, in the order of the course."""
        return tuple(slug for unit in self.units for slug in unit.problems)
