"""A run as check50's JSON, for what reads its results: a check a group.

check50 counts checks and has no points; `data` holds ours. A check that could not be made (not
attempted, or the grader failed) has neither passed nor failed: `passed` is null.
"""

from __future__ import annotations

from typing import Any

import msgspec

import grader
from grader.render.entries import Entry, entries
from grader.report import Report

__all__ = ["check50"]


def check50(report: Report) -> str:
    """Return the run as indented JSON text."""
    slugs = dict.fromkeys(result.slug for result in report.problems)
    content = {
        "slug": ",".join(slugs),
        "version": grader.__version__,
        "results": [_result(entry) for entry in entries(report)],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"


def _result(entry: Entry) -> dict[str, Any]:
    passed = {"passed": True, "failed": False}.get(entry.status)
    return {
        "name": entry.title,
        "description": f"{entry.title} ({entry.passed} of {entry.total} cases)",
        "passed": passed,
        "log": entry.detail.splitlines() if entry.detail != entry.says else [],
        "cause": None if passed else _cause(entry),
        "data": {
            "points": entry.points,
            "max_points": entry.max_points,
            "verdict": str(entry.verdict),
        },
        "dependency": None,
    }


def _cause(entry: Entry) -> dict[str, Any]:
    cause: dict[str, Any] = {"rationale": entry.says, "help": entry.help or None}
    if entry.status == "error":
        cause["error"] = {"type": "JudgeError", "value": entry.says, "traceback": [], "data": {}}
    return cause
