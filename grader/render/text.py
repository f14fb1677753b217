"""The report as text for a student: what was called, expected, got, and one next step.

Colours are ANSI through click, which drops them where the output is no terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from click import style

from grader.checkers import Mismatch
from grader.clean import clean
from grader.render.grid import Panel, beside, cells, value_text
from grader.report import CaseResult, Failure, GroupResult, ProblemResult, Report, Shown
from grader.values import Array, Mapping, Sequence, Value, array_of
from grader.verdict import Verdict

__all__ = ["problem_text", "summary_text"]

COLOURS: Final = {
    Verdict.ACCEPTED: "green",
    Verdict.NOT_ATTEMPTED: "bright_black",
    Verdict.SKIPPED: "bright_black",
    Verdict.JUDGE_ERROR: "magenta",
}
TALL_LABEL: Final = 2


def problem_text(result: ProblemResult, width: int = 100) -> str:
    """Return the paragraphs on one problem."""
    return "\n".join(_problem_lines(result, width)) + "\n"


def summary_text(report: Report) -> str:
    """Return the closing lines: how many of each verdict, the points, the protection."""
    counts = Counter(problem.verdict for problem in report.problems)
    verdicts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    lines = [f"{len(report.problems)} judged: {verdicts}"]
    if any(problem.secret is not None for problem in report.problems):
        lines.append(f"score {_points(report.score)} of {_points(report.max_score)}")
    else:
        lines.append("public cases only: no secret cases here, so these are no points yet")
    lines.append(f"isolation: {report.isolation}")
    return "\n".join([*lines, *(f"note: {clean(note)}" for note in report.notes)]) + "\n"


def _problem_lines(result: ProblemResult, width: int) -> Iterator[str]:
    verdict = style(str(result.verdict), fg=COLOURS.get(result.verdict, "red"), bold=True)
    secret = (
        "secret cases not available here" if result.secret is None else f"secret {result.secret}"
    )
    score = (
        ""
        if result.secret is None
        else f"  {_points(result.score)}/{_points(result.max_score)} points"
    )
    yield f"{style(result.slug, bold=True)}  {verdict}{score}"
    yield f"  {result.title}: public {result.public}, {secret}"
    if result.failure is not None:
        yield from _failure_lines(result.failure, result.label)
    first = _first_shown(result)
    for group in result.groups:
        yield from _group_lines(group, first, result.label, width)
    if result.mistake is not None:
        yield ""
        yield from _wrapped(result.mistake.says, width, bold=True)
    yield ""


def _first_shown(result: ProblemResult) -> CaseResult | None:
    """Return the one failing case that is shown in full."""
    cases = (case for group in result.groups for case in group.cases)
    return next((case for case in cases if case.failure and case.failure.shown), None)


def _group_lines(
    group: GroupResult, first: CaseResult | None, label: str, width: int
) -> Iterator[str]:
    failing = next((case for case in group.cases if case.failure is not None), None)
    if failing is None or failing.failure is None:
        return
    where = "secret" if group.secret else "public"
    yield ""
    mark = style("x", fg="red", bold=True)
    tally = f"{group.passed}/{len(group.cases)}"
    yield f"  {mark} {group.name} ({where}, {tally}): {failing.verdict}"
    if failing is first:
        yield from _case_lines(failing.failure, label, width)
    elif failing.failure.says:
        yield from _failure_lines(failing.failure, label)
    if group.secret and group.hint:
        yield from _wrapped(f"hint: {group.hint}", width)


def _case_lines(failure: Failure, label: str, width: int) -> Iterator[str]:
    shown = failure.shown
    assert shown is not None
    yield from _indented(shown.call.strip().splitlines(), 6)
    for name, value in shown.inputs.items():
        yield from _indented(_labelled(f"{name} = ", value_text(value)), 8)
    if shown.returned:
        yield from _comparison(shown, width - 6)
    yield from _failure_lines(failure, label)
    if shown.printed:
        yield "      it printed:"
        yield from _indented(shown.printed.splitlines()[:10], 8)


def _comparison(shown: Shown, width: int) -> Iterator[str]:
    expected, got = _part(shown.expected, shown.mismatch), _part(shown.got, shown.mismatch)
    if isinstance(expected, Array) and isinstance(got, Array) and expected.shape and got.shape:
        yield from _indented(beside(_panels(expected, got), width), 6)
    else:
        yield from _indented(_labelled("expected  ", value_text(expected)), 6)
        yield from _indented(_labelled("yours     ", clean(value_text(got))), 6)
    difference = shown.mismatch.difference if shown.mismatch else None
    if difference is not None and difference.total > 1:
        share = 100 * difference.mismatched / difference.total
        count = f"{difference.mismatched} / {difference.total} ({share:.1f}%)"
        yield f"      Mismatched elements: {count}"
        yield (
            f"      Greatest absolute difference: {difference.greatest:.6g}"
            f" at index {difference.greatest_index}"
        )


def _part(value: Value, mismatch: Mismatch | None) -> Value:
    """Return the part of a compound answer that the mismatch is about."""
    if mismatch is None or not mismatch.part:
        return value
    for step in mismatch.part.split(", "):
        if isinstance(value, Mapping):
            value = value.items.get(mismatch.part, value.items.get(step))
        elif isinstance(value, Sequence) and step.startswith("item "):
            index = int(step.removeprefix("item "))
            value = value.items[index] if index < len(value.items) else None
    return value


def _panels(expected: Array, got: Array) -> list[tuple[str, Panel]]:
    """Return expected, yours and the difference as panels, of the first plane that differs."""
    import numpy as np

    right, left = array_of(expected), array_of(got)
    if right.shape != left.shape:
        return [
            (f"expected, shape {right.shape}", _plane(right)),
            (f"yours, shape {left.shape}", _plane(left)),
        ]
    with np.errstate(all="ignore"):
        gap = left.astype(complex) - right.astype(complex)
    wrong = ~((np.abs(gap) <= 1e-9) | (left == right))
    where = tuple(np.argwhere(wrong)[0][:-2]) if wrong.any() else (0,) * (right.ndim - 2)
    index = ", ".join(str(int(axis)) for axis in where)
    at = f" [{index}]" if where else ""
    marks = np.atleast_2d(wrong[where])
    return [
        (f"expected{at}", cells(np.atleast_2d(right[where]))),
        (f"yours{at}", cells(np.atleast_2d(left[where]), marks)),
        ("difference", cells(np.atleast_2d(gap.real[where]))),
    ]


def _plane(array: object) -> Panel:
    import numpy as np

    plane = np.atleast_2d(np.asarray(array))
    while plane.ndim > TALL_LABEL:
        plane = plane[0]
    return cells(plane)


def _failure_lines(failure: Failure, label: str) -> Iterator[str]:
    if failure.frames:
        frame = failure.frames[-1]
        inside = f", in {clean(frame.function)}" if frame.function.isidentifier() else ""
        yield f"      {label}:{frame.line}{inside}"
    if failure.says:
        yield f"      {failure.says}"
    if failure.fix:
        yield f"      next: {failure.fix}"


def _wrapped(text: str, width: int, *, bold: bool = False) -> Iterator[str]:
    import textwrap

    for line in textwrap.wrap(text, max(30, width - 6)):
        yield "      " + (style(line, bold=True) if bold else line)


def _labelled(label: str, text: str) -> list[str]:
    """Put a label before the first line and align the others below it."""
    head, *rest = text.splitlines() or [""]
    return [label + head, *(" " * len(label) + line for line in rest)]


def _indented(lines: list[str], depth: int) -> Iterator[str]:
    for line in lines:
        yield " " * depth + line


def _points(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")
