"""Pairs of similar submissions on the page: a list, and the sources side by side on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

from grader.clean import clean
from grader.render.class_page.packs import Packs, Place
from grader.similarity import SimilarPair, Span

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["PairView", "pair_view"]


@dataclass(frozen=True)
class PairView:
    """A pair of similar submissions in the list, and where its sources lie."""

    left: str
    right: str
    left_address: str
    right_address: str
    bits: float
    slugs: tuple[str, ...]
    place: Place


def pair_view(
    templates: Environment, packs: Packs, names: Mapping[str, str], pair: SimilarPair
) -> PairView:
    """Return a pair as it is listed; its sources, side by side, go into a pack.

    `names` are the students' by id.
    """
    left, right = (_who(student, names) for student in (pair.left, pair.right))

    def drawn() -> str:
        template = templates.get_template("pair.html")
        return template.render(pair=pair, left=left, right=right, marks=_marked_lines)

    return PairView(
        left,
        right,
        _address(pair.left),
        _address(pair.right),
        pair.bits,
        tuple(problem.slug for problem in pair.problems),
        packs.place(msgspec.msgpack.encode((pair.left, pair.right)), drawn),
    )


def _who(student: str, names: Mapping[str, str]) -> str:
    name = names.get(student, "")
    return f"{name} ({clean(student)})" if name else clean(student)


def _address(student: str) -> str:
    return f"#student/{quote(clean(student), safe='')}"


def _marked_lines(spans: Sequence[Span], *, left: bool) -> frozenset[int]:
    """Return the lines, from 1, in which a source is like the other."""
    places = [
        (span.left_first, span.left_last) if left else (span.right_first, span.right_last)
        for span in spans
    ]
    return frozenset(line for first, last in places for line in range(first, last + 1))
