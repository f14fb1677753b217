"""The lines in which two sources are alike, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from grader.similarity.fingerprints import RUN, WINDOW, Fingerprint, fingerprints
from grader.similarity.tokens import Token, tokens_of

__all__ = ["Span", "matching_spans"]

GAP: Final = RUN + WINDOW
"""Fingerprints of one copied stretch follow one another within so many tokens."""
MOST_PLACES: Final = 8
"""A run that comes up more often in one source says nothing about where it came from."""


class Span(Struct, frozen=True):
    """Lines of the left source and the lines of the right one that are alike, both from 1."""

    left_first: int
    left_last: int
    right_first: int
    right_last: int
    tokens: int


def matching_spans(left: bytes, right: bytes) -> tuple[Span, ...]:
    """Return the stretches that both sources have, in the order of the left one.

    A stretch may stand elsewhere in the other source; no line of the left is in two stretches
    where one would do: the longest comes first.
    """
    ours, theirs = tokens_of(left), tokens_of(right)
    shared = _stretches(_places(fingerprints(ours)), _places(fingerprints(theirs)))
    stretches = [_extended(ours, theirs, *stretch) for stretch in shared]
    spans: list[Span] = []
    taken: set[int] = set()
    for start, shift, length in sorted(stretches, key=lambda one: (-one[2], one[0], one[1])):
        if taken.isdisjoint(range(start, start + length)):
            taken.update(range(start, start + length))
            spans.append(_span(ours, theirs, start, shift, length))
    return tuple(sorted(spans, key=lambda span: (span.left_first, span.right_first)))


def _places(prints: Sequence[Fingerprint]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for one in prints:
        places[one.hash].append(one.at)
    return places


def _stretches(
    ours: dict[int, list[int]], theirs: dict[int, list[int]]
) -> list[tuple[int, int, int]]:
    """Return where stretches start on the left, how far they are shifted, and their length."""
    diagonals: dict[int, list[int]] = defaultdict(list)
    for mark in ours.keys() & theirs.keys():
        for at in ours[mark][:MOST_PLACES]:
            for there in theirs[mark][:MOST_PLACES]:
                diagonals[there - at].append(at)
    found = []
    for shift, places in diagonals.items():
        start = end = -1
        for at in sorted(places):
            if start >= 0 and at - end > GAP:
                found.append((start, shift, end + RUN - start))
                start = -1
            start, end = (at if start < 0 else start), at
        found.append((start, shift, end + RUN - start))
    return found


def _extended(
    ours: Sequence[Token], theirs: Sequence[Token], start: int, shift: int, length: int
) -> tuple[int, int, int]:
    """Return a stretch with what is alike just before and after it: no fingerprint lies there."""
    first, last = start, start + length - 1
    while first and first + shift and ours[first - 1].text == theirs[first + shift - 1].text:
        first -= 1
    most = min(len(ours), len(theirs) - shift) - 1
    while last < most and ours[last + 1].text == theirs[last + shift + 1].text:
        last += 1
    return first, shift, last - first + 1


def _span(
    ours: Sequence[Token], theirs: Sequence[Token], start: int, shift: int, length: int
) -> Span:
    there = start + shift
    return Span(
        ours[start].line,
        ours[start + length - 1].line,
        theirs[there].line,
        theirs[there + length - 1].line,
        length,
    )
