"""A run as PrairieLearn's results.json.

Every test has its points: one without would turn the detailed view off for all of them. A file of
more than a megabyte is refused, so texts are shortened until it fits. Where the grader failed the
run is not gradable, which costs the student neither points nor an attempt.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

import msgspec

from grader.render.entries import Entry, closing, entries, withheld
from grader.report import Report
from grader.scoring import total
from grader.verdict import Verdict, worst

__all__ = ["LIMIT", "prairielearn"]

LIMIT: Final = 1024 * 1024
ROOM: Final = LIMIT - 4096
LENGTHS: Final = (20_000, 4_000, 1_000, 200, 0)
CUT: Final = " [...]"


def prairielearn(report: Report) -> str:
    """Return the text of results.json, of at most LIMIT bytes."""
    tests = entries(report)
    for length in LENGTHS:
        text = _text(report, tests, length)
        if len(text.encode()) <= ROOM:
            return text
    return _text(report, tuple(_by_problem(tests)), 0)


def _text(report: Report, tests: tuple[Entry, ...], length: int) -> str:
    content = _graded(report, tests, length) if not withheld(report) else _ungraded(tests, length)
    content["output"] = _cut("\n".join(closing(report)), max(length, 1_000))
    return msgspec.json.encode(content).decode() + "\n"


def _graded(report: Report, tests: tuple[Entry, ...], length: int) -> dict[str, Any]:
    return {
        "gradable": True,
        "score": min(1.0, report.score / report.max_score) if report.max_score else 0.0,
        "tests": [_test(entry, length) for entry in tests],
    }


def _ungraded(tests: tuple[Entry, ...], length: int) -> dict[str, Any]:
    said = [
        f"{entry.problem}: {_cut(entry.says, max(length, 200))}"
        for entry in tests
        if entry.verdict is Verdict.JUDGE_ERROR
    ]
    return {"gradable": False, "format_errors": list(dict.fromkeys(said))}


def _by_problem(tests: tuple[Entry, ...]) -> Iterator[Entry]:
    """Yield one test a problem: what is left to do where the names alone are too long."""
    for problem, grouped in groupby(tests, key=lambda entry: entry.problem):
        members = tuple(grouped)
        yield Entry(
            problem=problem,
            name="all groups",
            verdict=worst(entry.verdict for entry in members),
            points=total(entry.points for entry in members),
            max_points=total(entry.max_points for entry in members),
            passed=sum(entry.passed for entry in members),
            total=sum(entry.total for entry in members),
        )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + CUT * bool(length)


def _test(entry: Entry, length: int) -> dict[str, Any]:
    return {
        "name": _cut(entry.title, 200),
        "description": f"{entry.verdict}, {entry.passed} of {entry.total} cases",
        "points": entry.points,
        "max_points": entry.max_points,
        "message": _cut(entry.says, length),
        "output": _cut(entry.detail, length) if entry.detail != entry.says else "",
    }
