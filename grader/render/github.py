"""A run as GitHub's workflow commands: what went wrong, as annotations on the student's file.

GitHub shows ten of a kind a step, so at most ten are written, the last with the score; the summary
of the step has the rest (`markdown`). Nothing that a student printed is in them: a line of it
could be a command.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grader.render.entries import Entry, closing, entries
from grader.report import Report

__all__ = ["MOST", "annotation", "commands"]

MOST: Final = 10


def commands(report: Report) -> str:
    """Return at most ten commands, a line each: one for each problem, then the score."""
    found = list(_by_problem(report))
    score = "\n".join(closing(report))
    if len(found) > MOST - 1:
        more = len(found) - MOST + 2
        text = f"{more} more problems are not accepted; the summary of this run lists them all"
        found[MOST - 2 :] = [annotation("error", text, title="and more")]
    return "".join([*found, annotation("notice", score, title="grader")])


def annotation(level: str, message: str, **properties: str | int) -> str:
    """Return one command as its line, everything in it escaped."""
    values = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {values}::{_data(message)}\n"


def _by_problem(report: Report) -> Iterator[str]:
    """Yield a command for each problem that is not accepted; of one that waits, where it is alone.

    The first group that failed says it, as in the text report.
    """
    told: set[str] = set()
    found = entries(report)
    alone = len({entry.problem for entry in found}) == 1
    for entry in found:
        waiting = entry.status == "skipped" and not alone
        if entry.status == "passed" or waiting or entry.problem in told:
            continue
        told.add(entry.problem)
        yield _command(entry)


def _command(entry: Entry) -> str:
    where: dict[str, str | int] = {"file": entry.file} if entry.file else {}
    if entry.file.endswith(".py") and entry.line is not None:  # a notebook's lines are JSON
        where["line"] = entry.line
    if entry.status == "error":
        return annotation("warning", entry.says, **where, title=f"{entry.problem}: judge error")
    level = "notice" if entry.status == "skipped" else "error"
    return annotation(level, entry.says, **where, title=f"{entry.problem}: {entry.verdict}")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
