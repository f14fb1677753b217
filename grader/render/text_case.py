"""One failing case as lines of text: the call, expected beside yours, why, a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grader.checkers import Departure
from grader.parts import progress_text
from grader.render.comparison import Comparison, comparison, greatest, part_of, yours_text
from grader.render.grid import Panel, beside, cells, plane_label, value_text
from grader.render.lines import broken, indented, labelled, wrapped
from grader.render.sentence import counterexample_sentence
from grader.report import Failure, GroupResult, ProblemResult, Shown

__all__ = [
    "counterexample_lines",
    "explains",
    "failure_lines",
    "failure_of",
    "group_lines",
    "is_shown",
    "kind",
]

PRINTED_LINES: Final = 10


def failure_of(group: GroupResult) -> Failure | None:
    """Return why the group's first failing case failed."""
    return next((case.failure for case in group.cases if case.failure is not None), None)


def is_shown(group: GroupResult) -> bool:
    """Say whether the case of a group may be shown."""
    failure = failure_of(group)
    return failure is not None and failure.shown is not None


def explains(group: GroupResult, result: ProblemResult) -> bool:
    """Say whether the case of a group that is shown has the verdict of the whole."""
    first = next(case for case in group.cases if case.failure is not None)
    return first.verdict is result.verdict


def group_lines(group: GroupResult, result: ProblemResult, width: int) -> Iterator[str]:
    """Yield why a group failed: of a public one the case in full."""
    failure = failure_of(group)
    assert failure is not None
    yield f"  {kind(group)} case: {group.name}"
    if failure.shown is not None:
        yield from _shown_lines(failure.shown, width)
    yield from wrapped(progress_text(failure.parts_right, failure.part), width, depth=4)
    if not _said_by_comparison(failure.shown):
        yield from failure_lines(failure, result, width, depth=4)
    if failure.shown is not None:
        yield from _picture_lines(failure.shown, width - 4)
    if failure.shown is not None and failure.shown.printed:
        yield "    it printed:"
        yield from indented(failure.shown.printed.splitlines()[:PRINTED_LINES], 6)
    yield from counterexample_lines(group, width)
    if group.hint:
        yield from wrapped(f"hint: {group.hint}", width, depth=4)


def counterexample_lines(group: GroupResult, width: int) -> Iterator[str]:
    """Yield the smallest input on which a group fails, where one is known."""
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


def kind(group: GroupResult) -> str:
    """Return whose cases they are, in a word."""
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


def failure_lines(
    failure: Failure, result: ProblemResult, width: int, *, depth: int
) -> Iterator[str]:
    """Yield the line of the file, what is wrong and what to do next."""
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
