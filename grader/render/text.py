"""The report as text for a student: what was called, expected, got, and one next step.

Colours are ANSI through click, which drops them where the output is no terminal.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import Final

from click import style, unstyle

from grader.problem import Course
from grader.render.lines import broken, indented, wrapped
from grader.render.text_case import (
    counterexample_lines,
    explains,
    failure_lines,
    failure_of,
    group_lines,
    is_shown,
    kind,
)
from grader.report import GroupResult, ProblemResult, Report
from grader.verdict import Verdict

__all__ = [
    "case_text",
    "counterexample_text",
    "course_text",
    "group_text",
    "heading_text",
    "points_text",
    "preface_text",
    "problem_text",
    "report_text",
    "summary_text",
]

COLOURS: Final = {
    Verdict.ACCEPTED: "green",
    Verdict.NOT_ATTEMPTED: "bright_black",
    Verdict.SKIPPED: "bright_black",
    Verdict.JUDGE_ERROR: "magenta",
}
NAMED: Final = 6


def report_text(report: Report) -> str:
    """Return the whole report without colours."""
    problems = "".join(problem_text(problem) + "\n\n" for problem in report.problems)
    return unstyle(problems + summary_text(report))


def problem_text(result: ProblemResult, width: int = 100) -> str:
    """Return the paragraphs on one problem."""
    return "\n".join(_problem_lines(result, width))


def preface_text(result: ProblemResult, width: int = 100) -> str:
    """Return what holds for the submission as a whole, without colours: mistake or failure."""
    return unstyle(textwrap.dedent("\n".join(_preface_lines(result, width)).strip("\n")))


def group_text(group: GroupResult, result: ProblemResult, width: int = 100) -> str:
    """Return why a group failed, without colours: of a public one the case in full."""
    return unstyle(textwrap.dedent("\n".join(group_lines(group, result, width))))


def case_text(result: ProblemResult, width: int = 100) -> str:
    """Return a result's first failing case in full."""
    failing = next(group for group in result.groups if failure_of(group) is not None)
    return "\n".join(group_lines(failing, result, width))


def counterexample_text(result: ProblemResult, width: int = 100) -> str:
    """Return the smallest input on which the submission fails, "" where none is known."""
    lines = (line for group in result.groups for line in counterexample_lines(group, width))
    return "\n".join(lines)


def points_text(points: float) -> str:
    """Return points as every report for people has them: two decimals at most."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def summary_text(report: Report, width: int | None = None) -> str:
    """Return the closing lines: how many of each verdict, the points, the protection.

    They are broken to a width where one is given.
    """
    counts = Counter(problem.verdict for problem in report.problems)
    verdicts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    lines = [f"{len(report.problems)} judged: {verdicts}"]
    waiting = [p.slug for p in report.problems if p.verdict is Verdict.NOT_ATTEMPTED]
    if waiting and len(report.problems) > 1:
        more = f" and {len(waiting) - NAMED} more" if len(waiting) > NAMED else ""
        lines.append(f"not attempted: {', '.join(waiting[:NAMED])}{more}")
    if any(problem.secret is not None for problem in report.problems):
        lines.append(f"score {points_text(report.score)} of {points_text(report.max_score)}")
    else:
        lines.append("public cases only, so these are no points yet")
    lines.append(f"isolation: {report.isolation}")
    lines += [f"note: {note}" for note in report.notes]
    if width is not None:
        lines = [part for line in lines for part in broken(line, width)]
    return "\n".join(lines) + "\n"


def course_text(course: Course, solved: frozenset[str]) -> str:
    """Return how far a student has come, a line a unit."""
    width = max(len(unit.title) for unit in course.units)
    lines = []
    for unit in course.units:
        done = sum(slug in solved for slug in unit.problems)
        bar = "#" * done + "." * (len(unit.problems) - done)
        lines.append(f"  {unit.title:{width}}  {bar:8} {done}/{len(unit.problems)}")
    total = sum(slug in solved for slug in course.slugs)
    return "\n".join([f"solved {total} of {len(course.slugs)}:", *lines]) + "\n"


def _problem_lines(result: ProblemResult, width: int) -> Iterator[str]:
    yield _heading(result)
    yield from _preface_lines(result, width)
    if result.failure is not None:
        return
    failing = [group for group in result.groups if failure_of(group) is not None]
    if not failing:
        return
    full, *others = sorted(failing, key=lambda one: (not is_shown(one), not explains(one, result)))
    yield ""
    yield from group_lines(full, result, width)
    if others:
        yield ""
        yield "  also not accepted:"
        for group in others:
            yield from indented(list(broken(_group_in_short(group), width - 4)), 4)
            yield from counterexample_lines(group, width)


def _preface_lines(result: ProblemResult, width: int) -> Iterator[str]:
    if result.mistake is not None:
        yield ""
        yield from wrapped(result.mistake.says, width, bold=True)
    if result.possible:
        yield ""
        yield from _possible_lines(result, width)
    if result.failure is not None:
        yield ""
        yield from failure_lines(result.failure, result, width, depth=2)


def _possible_lines(result: ProblemResult, width: int) -> Iterator[str]:
    yield "  Two explanations fit, so neither is certain. Possible:"
    for number, mistake in enumerate(result.possible):
        says = mistake.says if number == 0 else f"or: {mistake.says}"
        yield from wrapped(says, width, depth=4)


def heading_text(slug: str, verdict: Verdict, says: str) -> str:
    """Return the first two lines on a problem."""
    coloured = style(str(verdict), fg=COLOURS.get(verdict, "red"), bold=True)
    return f"{style(slug, bold=True)}  {coloured}\n  {says}"


def _heading(result: ProblemResult) -> str:
    says = f"{result.title}: {result.public.passed} of {result.public.total} public cases right"
    if result.secret is not None:
        points = f"{points_text(result.score)} of {points_text(result.max_score)} points"
        says = f"{result.title}: public {result.public}, secret {result.secret}, {points}"
    return heading_text(result.slug, result.verdict, says)


def _group_in_short(group: GroupResult) -> str:
    verdict = next(case.verdict for case in group.cases if case.failure is not None)
    said = "" if verdict is Verdict.WRONG_ANSWER else f", {verdict}"
    failure = failure_of(group)
    said += f", {failure.part} wrong" if failure is not None and failure.part else ""
    return f"{kind(group)}  {group.name} ({group.passed}/{len(group.cases)}{said})"
