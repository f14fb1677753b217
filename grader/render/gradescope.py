"""A run as Gradescope's results.json.

Every test is visible, the secret ones too: one hidden test would hide the student's total, and
what a report says of a secret case holds none of its data. The autograder's own standard output
stays hidden. Where the grader failed there is no score at all: Gradescope then records no grade.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.render.entries import Entry, closing, entries, withheld
from grader.report import Report
from grader.verdict import Verdict

__all__ = ["gradescope"]

FAILED = (
    "The grader itself failed, so no grade is recorded. This is not your fault, and no points are "
    "lost for it; ask the course staff to run the autograder again.\n\n"
)


def gradescope(report: Report) -> str:
    """Return the text of results.json."""
    graded = not withheld(report)
    content: dict[str, Any] = {
        "output": ("" if graded else FAILED) + "\n".join(closing(report)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(entry, graded=graded) for entry in entries(report)],
    }
    if graded:
        content["score"] = report.score
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"


def _test(entry: Entry, *, graded: bool) -> dict[str, Any]:
    test: dict[str, Any] = {"name": entry.title, "output": entry.detail, "visibility": "visible"}
    if entry.verdict is not Verdict.JUDGE_ERROR:
        test["status"] = "passed" if entry.status == "passed" else "failed"
    if graded:
        test |= {"score": entry.points, "max_score": entry.max_points}
    return test
