"""A run as the `result` of a GitHub Classroom autograding step, in base64.

The reporter adds up twice: its table says passed / total x max_score, its notice the sum of the
tests' scores. Both say the same where every test is worth the same, so tests are equal shares of
the points: of each group, of each problem where that would be too many, or of the run as a whole.

Where the grader failed, max_score is 0: the reporter then sends no points at all, and the status
is an error.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any, Final

import msgspec

from grader.render.entries import Entry, entries, sentences, withheld
from grader.render.shares import Part, Share, count, shares
from grader.report import Report
from grader.scoring import total

__all__ = ["classroom"]

MOST: Final = 300
"""Tests with a name of their own: each is two lines in the log of the run."""
FINEST: Final = 600
"""Shares of the run as a whole; a score between two of them is exact in the notice alone."""
ROOM: Final = 96_000
"""Bytes of JSON: a third more as base64, and one environment variable holds 128 KiB."""
LENGTHS: Final = (500, 200, 80, 10)


def classroom(report: Report) -> str:
    """Return the base64 text, ending in a newline."""
    for length in LENGTHS:
        text = msgspec.json.encode(_result(report, length))
        if len(text) <= ROOM:
            break
    return b64encode(text).decode() + "\n"


def _result(report: Report, length: int) -> dict[str, Any]:
    told = entries(report)
    if withheld(report):
        return _failed(told, length)
    held = tuple(_shares(told))
    worth = report.score / max(1, sum(share.passed for share in held))
    return {
        "version": 1,
        "status": "pass" if all(entry.status == "passed" for entry in told) else "fail",
        "max_score": report.max_score,
        "tests": [_test(share, worth, length) for share in held],
    }


def _shares(told: Sequence[Entry]) -> Iterable[Share]:
    parts = list(_parts(told))
    for measured in (parts, _by_problem(told)):
        if 0 < count(measured) <= MOST:
            return shares(measured)
    return shares([_whole(told)])


def _parts(told: Sequence[Entry]) -> Iterator[Part]:
    """Yield each group; one without points has no share, so the next one tells what it says."""
    for _, members in groupby(told, key=lambda entry: entry.problem):
        pending = ""
        for entry in members:
            if not entry.max_points:
                pending = pending or entry.says
                continue
            says = sentences(pending, entry.says) if entry.says else ""
            pending = "" if says else pending
            yield Part(entry.title, entry.points, entry.max_points, says)


def _by_problem(told: Sequence[Entry]) -> list[Part]:
    grouped = groupby(told, key=lambda entry: entry.problem)
    return [_summed(problem, tuple(members)) for problem, members in grouped]


def _summed(name: str, members: Sequence[Entry]) -> Part:
    return Part(
        name,
        total(entry.points for entry in members),
        total(entry.max_points for entry in members),
        next((entry.says for entry in members if entry.says), ""),
    )


def _whole(told: Sequence[Entry]) -> Part:
    """Return the run as one part, its score rounded to shares where they would be too many."""
    part = _summed("the whole run", told)
    if not part.max_points:
        return Part(part.name, float(not part.says), 1.0, part.says)
    had = Fraction(part.points / part.max_points).limit_denominator(FINEST)
    return Part(part.name, had.numerator, had.denominator, part.says)


def _test(share: Share, worth: float, length: int) -> dict[str, Any]:
    return {
        "name": share.name[:200],
        "status": "pass" if share.passed else "fail",
        "score": worth if share.passed else 0,
        "message": share.says[:length],
        "test_code": "",
        "filename": "",
        "line_no": 0,
        "duration": 0,
    }


def _failed(told: Sequence[Entry], length: int) -> dict[str, Any]:
    """Return what to send where the grader failed: an error for each problem it failed on."""
    says = {entry.problem: entry.says for entry in told if entry.status == "error"}
    failed = [Share(f"{name}: judge error", False, text) for name, text in says.items()]  # noqa: FBT003
    return {
        "version": 1,
        "status": "error",
        "max_score": 0,
        "tests": [_test(share, 0, length) | {"status": "error"} for share in failed],
    }
