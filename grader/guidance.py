"""What a student is told after a verdict: how far they have come, and one next step."""

from __future__ import annotations

from collections.abc import Sequence

from click import style
from msgspec import Struct

from grader.problem import Course, Problem
from grader.render.text import course_text
from grader.report import ProblemResult
from grader.verdict import Verdict
from grader.workspace import Progress

__all__ = [
    "COMMANDS",
    "KEYS",
    "NOTEBOOK",
    "Ways",
    "after_one",
    "after_several",
    "at_hand",
    "first_open",
    "solved_line",
]


class Ways(Struct, frozen=True):
    """How to ask for more; `{slug}` stands for the problem."""

    hint: str
    next: str


COMMANDS = Ways(hint="grader hint {slug}", next="grader next")
KEYS = Ways(hint="h", next="n")
NOTEBOOK = Ways(hint="%hint {slug}", next="")


def after_one(
    course: Course, progress: Progress | None, result: ProblemResult, problem: Problem, ways: Ways
) -> list[str]:
    """Return the closing lines for one judged problem; there may be none."""
    if result.verdict is not Verdict.ACCEPTED:
        return _after_failure(progress, result, problem, ways)
    if progress is None:
        return []
    lines = [_praise(course, progress.solved(), result.slug), solved_line(course, progress)]
    return [*lines, *_next_line(course, progress, ways)]


def after_several(course: Course, progress: Progress, ways: Ways) -> list[str]:
    """Return how far each unit has come, and what is next."""
    table = course_text(course, progress.solved()).rstrip("\n")
    if first_open(course, progress) is None:
        return [table, _all_solved(course)]
    return [table, *_next_line(course, progress, ways)]


def first_open(course: Course, progress: Progress | None) -> str | None:
    """Return the first problem that is not solved yet."""
    solved = progress.solved() if progress else frozenset()
    return next((slug for slug in course.slugs if slug not in solved), None)


def at_hand(course: Course, progress: Progress | None) -> str | None:
    """Return the problem that a student is at work on, or else the first that is not solved."""
    slug = progress.at_work_on() if progress is not None else None
    return slug if slug in course.slugs else first_open(course, progress)


def solved_line(course: Course, progress: Progress) -> str:
    """Return a bar with one mark a problem, units apart, and the count."""
    solved = progress.solved()
    bar = " ".join(
        "".join("#" if slug in solved else "." for slug in unit.problems) for unit in course.units
    )
    return f"solved {_count(course, solved)} of {len(course.slugs)}  {bar}"


def _after_failure(
    progress: Progress | None, result: ProblemResult, problem: Problem, ways: Ways
) -> list[str]:
    hints = len(problem.file.hints)
    if not hints or result.verdict is Verdict.JUDGE_ERROR:
        return []
    ask = ways.hint.format(slug=result.slug)
    left = hints - (progress.of(result.slug).hints if progress else 0)
    if left <= 0:
        return [f"stuck?  {ask}  (you have seen all {hints} hints)"]
    return [f"stuck?  {ask}  ({left} of {hints} hints left)"]


def _praise(course: Course, solved: frozenset[str], slug: str) -> str:
    if _count(course, solved) == len(course.slugs):
        return _all_solved(course)
    for number, unit in enumerate(course.units, start=1):
        if slug in unit.problems and solved.issuperset(unit.problems):
            whole = f"Well done! Unit {number} of {len(course.units)}, {unit.title}, is complete."
            return style(whole, fg="green", bold=True)
    return style("Well done!", fg="green", bold=True)


def _all_solved(course: Course) -> str:
    says = f"Well done! You have solved the whole course, all {len(course.slugs)} exercises."
    return style(says, fg="green", bold=True)


def _next_line(course: Course, progress: Progress, ways: Ways) -> Sequence[str]:
    slug = first_open(course, progress)
    if slug is None:
        return []
    return [f"next: {slug}" + (f"  ({ways.next} shows it)" if ways.next else "")]


def _count(course: Course, solved: frozenset[str]) -> int:
    return len(solved.intersection(course.slugs))
