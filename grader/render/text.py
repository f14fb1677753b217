"""The report as text for a student: what was called, expected, got, and one next step.

Colours are ANSI through click, which drops them where the output is no terminal.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import Final

from click import style, unstyle

from grader.checkers import Departure
from grader.parts import progress_text
from grader.problem import Course
from grader.render.comparison import Comparison, comparison, greatest, part_of, yours_text
from grader.render.grid import Panel, beside, cells, plane_label, value_text
from grader.render.lines import broken, indented, labelled, wrapped
from grader.render.sentence import counterexample_sentence
from grader.report import Failure, GroupResult, ProblemResult, Report, Shown
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
PRINTED_LINES: Final = 10
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
    return unstyle(textwrap.dedent("\n".join(_group_in_full(group, result, width))))


def case_text(result: ProblemResult, width: int = 100) -> str:
    """Return a result's first failing case in full."""
    failing = next(group for group in result.groups if _failure_of(group) is not None)
    return "\n".join(_group_in_full(failing, result, width))


def counterexample_text(result: ProblemResult, width: int = 100) -> str:
    """Return the smallest input on which the submission fails, "" where none is known."""
    lines = (line for group in result.groups for line in _counterexample_lines(group, width))
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
    failing = [group for group in result.groups if _failure_of(group) is not None]
    if not failing:
        return
    full, *others = sorted(
        failing, key=lambda one: (not _is_shown(one), not _explains(one, result))
    )
    yield ""
    yield from _group_in_full(full, result, width)
    if others:
        yield ""
        yield "  also not accepted:"
        for group in others:
            yield from indented(list(broken(_group_in_short(group), width - 4)), 4)
            yield from _counterexample_lines(group, width)


def _preface_lines(result: ProblemResult, width: int) -> Iterator[str]:
    if result.mistake is not None:
        yield ""
        yield from wrapped(result.mistake.says, width, bold=True)
    if result.possible:
        yield ""
        yield from _possible_lines(result, width)
    if result.failure is not None:
        yield ""
        yield from _failure_lines(result.failure, result, width, depth=2)


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


def _failure_of(group: GroupResult) -> Failure | None:
    """Return why the group's first failing case failed."""
    return next((case.failure for case in group.cases if case.failure is not None), None)


def _is_shown(group: GroupResult) -> bool:
    failure = _failure_of(group)
    return failure is not None and failure.shown is not None


def _explains(group: GroupResult, result: ProblemResult) -> bool:
    """Say whether the case of a group that is shown has the verdict of the whole."""
    first = next(case for case in group.cases if case.failure is not None)
    return first.verdict is result.verdict


def _group_in_full(group: GroupResult, result: ProblemResult, width: int) -> Iterator[str]:
    failure = _failure_of(group)
    assert failure is not None
    yield f"  {_kind(group)} case: {group.name}"
    if failure.shown is not None:
        yield from _shown_lines(failure.shown, width)
    yield from wrapped(progress_text(failure.parts_right, failure.part), width, depth=4)
    if not _said_by_comparison(failure.shown):
        yield from _failure_lines(failure, result, width, depth=4)
    if failure.shown is not None:
        yield from _picture_lines(failure.shown, width - 4)
    if failure.shown is not None and failure.shown.printed:
        yield "    it printed:"
        yield from indented(failure.shown.printed.splitlines()[:PRINTED_LINES], 6)
    yield from _counterexample_lines(group, width)
    if group.hint:
        yield from wrapped(f"hint: {group.hint}", width, depth=4)


def _counterexample_lines(group: GroupResult, width: int) -> Iterator[str]:
    for smaller in filter(None, (case.counterexample for case in group.cases)):
        yield from wrapped(counterexample_sentence(smaller), width, depth=4, bold=True)


def _said_by_comparison(shown: Shown | None) -> bool:
    """Say whether two plain values next to one another have told all there is."""
    mismatch = shown.mismatch if shown else None
    return (
        mismatch is not None
        and mismatch.departure is Departure.VALUE
        and mismatch.difference is None
        and not mismatch.part
    )


def _group_in_short(group: GroupResult) -> str:
    verdict = next(case.verdict for case in group.cases if case.failure is not None)
    said = "" if verdict is Verdict.WRONG_ANSWER else f", {verdict}"
    failure = _failure_of(group)
    said += f", {failure.part} wrong" if failure is not None and failure.part else ""
    return f"{_kind(group)}  {group.name} ({group.passed}/{len(group.cases)}{said})"


def _kind(group: GroupResult) -> str:
    return "secret" if group.secret else "public"


def _shown_lines(shown: Shown, width: int) -> Iterator[str]:
    yield from indented(shown.call.strip().splitlines(), 4)
    for name, value in shown.inputs.items():
        text = value_text(value, shown.axes.get(name, ()))
        yield from indented(labelled(f"{name} = ", text), 6)
    if shown.returned:
        yield from _comparison(shown, width - 4)


def _comparison(shown: Shown, width: int) -> Iterator[str]:
    compared = comparison(shown)
    if compared is not None:
        yield from indented(beside(_panels(compared), width), 4)
    else:
        expected, got = part_of(shown.expected, shown.mismatch), part_of(shown.got, shown.mismatch)
        yield from indented(labelled("expected  ", value_text(expected)), 4)
        yield from indented(labelled("yours     ", yours_text(expected, got)), 4)
    difference = shown.mismatch.difference if shown.mismatch else None
    if difference is not None and difference.total > 1:
        share = f"{100 * difference.mismatched / difference.total:.1f}%"
        yield f"    mismatched elements: {difference.mismatched} / {difference.total} ({share})"
        at = ", ".join(str(axis) for axis in difference.greatest_index)
        yield f"    greatest absolute difference: {difference.greatest:.6g} at index ({at})"


def _picture_lines(shown: Shown, width: int) -> Iterator[str]:
    if not shown.pictures or not shown.returned:
        return
    from grader.figures import figures_of  # a right answer does not wait for these
    from grader.render.text_figures import figure_lines

    figures = figures_of(shown.pictures, shown.inputs, shown.expected)
    yield from indented(list(figure_lines(figures, comparison(shown), width)), 4)


def _panels(compared: Comparison) -> list[tuple[str, Panel]]:
    """Return expected, yours and the difference as panels, of the first plane that differs."""
    import numpy as np

    right, left, wrong, gap = compared.expected, compared.yours, compared.wrong, compared.gap
    if wrong is None or gap is None:
        shapes = right.shape != left.shape
        return [
            (f"expected, shape {right.shape}" if shapes else "expected", _plane(right)),
            (f"yours, shape {left.shape}" if shapes else "yours", _plane(left)),
        ]
    where = next(iter(compared.wrong_planes()), (0,) * (right.ndim - 2))
    at = f" {plane_label(where, compared.axes)}" if where else ""
    planes = [np.atleast_2d(array[where]) for array in (right, left, gap)]
    scale = greatest(planes)
    marks = np.atleast_2d(wrong[where])
    return [
        (f"expected{at}", cells(planes[0], scale=scale)),
        (f"yours{at}", cells(planes[1], marks, scale)),
        ("difference", cells(planes[2], scale=scale)),
    ]


def _plane(array: object) -> Panel:
    import numpy as np

    plane = np.atleast_2d(np.asarray(array))
    if not plane.size:
        return ["[]"]
    while plane.ndim > 2:
        plane = plane[0]
    return cells(plane)


def _failure_lines(
    failure: Failure, result: ProblemResult, width: int, *, depth: int
) -> Iterator[str]:
    lines: list[str] = []
    if failure.frames:
        frame = failure.frames[-1]
        inside = f", in {frame.function}" if frame.function.isidentifier() else ""
        lines += broken(f"{result.place(frame.line)}{inside}", width - depth)
        if result.quotes.get(frame.line):
            lines.append(f"    {result.quotes[frame.line]}")
    if failure.says:
        lines += broken(failure.says, width - depth)
    if failure.fix:
        lines += broken(f"next: {failure.fix}", width - depth)
    yield from indented(lines, depth)
