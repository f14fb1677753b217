"""A run as GitHub's Markdown, for a step summary: a table, then why what failed did.

A summary takes 1 MiB a step; what does not fit is left out and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from grader.render.entries import Entry, closing, entries, one_line, problem_names, withheld
from grader.render.text import points_text
from grader.report import ProblemResult, Report
from grader.verdict import Verdict

__all__ = ["LIMIT", "capped", "escape", "fenced", "markdown", "row"]

LIMIT: Final = 1024 * 1024
"""Bytes of a step summary; of more GitHub shows nothing at all."""
SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~$&@])")
TICKS: Final = re.compile(r"`+")


def markdown(report: Report, limit: int = LIMIT) -> str:
    """Return the run as Markdown of at most so many bytes."""
    return capped(_blocks(report), limit, "the whole report: grader run --format json")


def escape(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line, in a table too."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def row(*cells: str) -> str:
    """Return a line of a table, of cells that are Markdown already."""
    return f"| {' | '.join(cells)} |\n"


def fenced(text: str) -> str:
    """Return the text as a block that nothing in it can close."""
    longest = max((len(ticks) for ticks in TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}\n"


def capped(blocks: Iterable[str], limit: int, whole: str) -> str:
    """Join blocks as long as they fit; the last line then says what is missing and where it is."""
    kept: list[str] = []
    room = limit - len(_left_out(10**9, whole).encode())
    left_out = 0
    for block in blocks:
        room -= len(block.encode())
        if room < 0 or left_out:
            left_out += 1
        else:
            kept.append(block)
    return "".join(kept) + (_left_out(left_out, whole) if left_out else "")


def _left_out(count: int, whole: str) -> str:
    return f"\n{count} more did not fit here; {whole}\n"


def _blocks(report: Report) -> Iterator[str]:
    yield _total(report)
    yield row("problem", "verdict", "public", "secret", "points") + row(
        ":--", ":--", "--:", "--:", "--:"
    )
    names = problem_names(report)
    yield from map(_problem_row, names, report.problems)
    by_problem: dict[str, list[Entry]] = {name: [] for name in names}
    for entry in entries(report):
        by_problem[entry.problem].append(entry)
    for name, result in zip(names, report.problems, strict=True):
        yield _section(name, result, by_problem[name])
    yield "\n" + "".join(f"- {escape(line)}\n" for line in closing(report))


def _total(report: Report) -> str:
    if withheld(report):
        return "**No grade:** the grader itself failed on a problem; judge it again.\n\n"
    if all(result.secret is None for result in report.problems):
        return "**Public cases only**, so these are no points yet.\n\n"
    return f"**{points_text(report.score)} of {points_text(report.max_score)} points**\n\n"


def _problem_row(name: str, result: ProblemResult) -> str:
    secret = "" if result.secret is None else str(result.secret)
    points = f"{points_text(result.score)} of {points_text(result.max_score)}"
    if result.verdict is Verdict.JUDGE_ERROR:
        points = f"open, of {points_text(result.max_score)}"
    what = f"{escape(name)}: {escape(one_line(result.title))}"
    return row(what, str(result.verdict), str(result.public), secret, points)


def _section(name: str, result: ProblemResult, members: list[Entry]) -> str:
    """Return why a problem is not accepted; nothing of one that is or that waits."""
    if result.verdict in (Verdict.ACCEPTED, Verdict.NOT_ATTEMPTED):
        return ""
    full = [entry.detail for entry in members if entry.detail != entry.says]
    told = "\n\n".join(full or dict.fromkeys(entry.says for entry in members if entry.says))
    return f"\n### {escape(name)}: {result.verdict}\n\n{fenced(told)}" if told else ""
