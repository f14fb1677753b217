"""A class as GitHub's Markdown, for a step summary: a table of students, then one of problems.

The problems come last, since what they say is known when the last student is; room is kept for
them where students do not all fit into the 1 MiB of a summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from grader.gradebook.table import Heading, Row
from grader.render.gradebook.cells import shown
from grader.render.gradebook.tables import open_problems
from grader.render.markdown import LIMIT, capped, escape, row
from grader.render.text import points_text
from grader.verdict import Verdict

__all__ = ["class_markdown"]


def class_markdown(heading: Heading, rows: Iterable[Row], limit: int = LIMIT) -> Iterator[str]:
    """Yield the summary, of at most so many bytes in all."""
    counts = _Counts(heading)
    head = f"## {escape(shown(heading.title))}\n\n" + _head("student", "accepted", "points")
    tail = counts.table()  # as long as it will be, but for digits
    room = limit - len((head + tail + _notes(heading)).encode()) - 64 * (len(heading.columns) + 1)
    yield head
    yield capped(counts.over(rows), max(0, room), "the whole table: grader report --format csv")
    yield "\n" + counts.table() + _notes(heading)


class _Counts:
    """What the students have in common, counted as they go by."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._tried: Counter[str] = Counter()
        self._accepted: Counter[str] = Counter()
        self._open: Counter[str] = Counter()

    def over(self, rows: Iterable[Row]) -> Iterator[str]:
        """Yield a line of the table for each student."""
        for one in rows:
            self._count(one)
            accepted = sum(mark.verdict is Verdict.ACCEPTED for mark in one.marks.values())
            yield row(
                escape(shown(one.student.name or one.student.id)),
                "nothing handed in"
                if one.missing
                else f"{accepted} of {len(self._heading.columns)}",
                _points(one),
            )

    def table(self) -> str:
        """Return the table of problems."""
        lines = [_head("problem", "accepted", "tried")]
        for column in self._heading.columns:
            slug = column.slug
            tried = str(self._tried[slug])
            if self._open[slug]:
                tried += f", and {self._open[slug]} on which the grader failed"
            what = f"{escape(slug)}: {escape(shown(column.title))}"
            lines.append(row(what, str(self._accepted[slug]), tried))
        return "".join(lines)

    def _count(self, one: Row) -> None:
        for slug, mark in one.marks.items():
            match mark.verdict:
                case Verdict.JUDGE_ERROR:
                    self._open[slug] += 1
                case Verdict.NOT_ATTEMPTED:
                    pass
                case verdict:
                    self._tried[slug] += 1
                    self._accepted[slug] += verdict is Verdict.ACCEPTED


def _head(first: str, second: str, third: str) -> str:
    return row(first, second, third) + row(":--", "--:", "--:")


def _points(one: Row) -> str:
    if open_problems(one):
        return f"open, of {points_text(one.max_score)}"
    return f"{points_text(one.score)} of {points_text(one.max_score)}"


def _notes(heading: Heading) -> str:
    told = (f"isolation: {heading.isolation}", *heading.notes)
    return "\n" + "".join(f"- {escape(shown(note))}\n" for note in told)
