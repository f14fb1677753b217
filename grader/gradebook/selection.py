"""Some problems of a course, such as a week's homework, as if they were all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from grader.gradebook.table import Heading, Row
from grader.scoring import total

__all__ = ["Selection"]


class Selection(Struct, frozen=True):
    """The slugs of the problems that count; none stands for the whole course."""

    slugs: frozenset[str] = frozenset()

    def heading(self, heading: Heading) -> Heading:
        """Return a heading with the columns of these problems alone, in the course's order."""
        if not self.slugs:
            return heading
        columns = tuple(one for one in heading.columns if one.slug in self.slugs)
        return replace(heading, columns=columns)

    def rows(self, heading: Heading, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows with these problems' marks and their totals; `heading` is the selected one.

        Who has no mark for them is missing, whether or not other problems were handed in or judged.
        """
        if not self.slugs:
            yield from rows
            return
        most = total(column.max_score for column in heading.columns)
        for row in rows:
            marks = {slug: mark for slug, mark in row.marks.items() if slug in self.slugs}
            yield replace(
                row,
                marks=marks,
                score=total(mark.score for mark in marks.values()),
                max_score=most,
                missing=not marks,
            )
