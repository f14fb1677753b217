"""Who shares with whom what few others have.

To short exercises most right answers look alike, so being alike says little by itself. What counts
is rarity: a fingerprint that d of n submissions to a problem have is worth log2((n + 10) / d) bits
in all, divided by the d - 1 others that one could have it from. It is worth nothing if more than
half of the class or more than 40 have it, or if the stub or a model solution has it. (The 10 stand
for classes that are not there: two of two students are no statistics. Without the division, a
third of a class that writes the two loops everybody writes would be a ring of copiers.)

    bits     of a problem: the worth of what the two share. Runs overlap, so that the worth of
             each is multiplied by the share of it that is its own.
    share    those bits of all that the poorer of the two submissions holds
    pair     the bits of all problems with a share of at least one half, added up

An index from fingerprints to submissions gives the pairs: those who share nothing rare are never
compared.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import log2
from typing import Final

from msgspec import Struct

from grader.clean import clean
from grader.similarity.fingerprints import RUN, WINDOW, fingerprints
from grader.similarity.spans import Span, matching_spans
from grader.similarity.tokens import tokens_of

__all__ = [
    "LEAST_BITS",
    "LEAST_SHARE",
    "AlikeProblem",
    "SimilarPair",
    "Source",
    "similar_pairs",
]

LEAST_SHARE: Final = 0.5
LEAST_BITS: Final = 50.0
"""What makes a pair worth a look; docs/adr/0011 says how it was found."""
MOST_HOLDERS: Final = 40
PRIOR: Final = 10
OWN: Final = (WINDOW + 1) / 2 / RUN
"""Share of a run that no other kept run covers: winnowing keeps 2 of WINDOW + 1."""
MOST_PAIRS: Final = 50
LONGEST_LINE: Final = 300
MOST_LINES: Final = 400


class Source(Struct, frozen=True):
    """What a student handed in to a problem."""

    student: str
    slug: str
    text: bytes


class AlikeProblem(Struct, frozen=True):
    """One problem in which a pair is alike; the sources are clean, line by line."""

    slug: str
    bits: float
    share: float
    left: tuple[str, ...]
    right: tuple[str, ...]
    spans: tuple[Span, ...]


class SimilarPair(Struct, frozen=True):
    """Two students, by id, and the problems in which they are alike, the plainest first."""

    left: str
    right: str
    bits: float
    problems: tuple[AlikeProblem, ...]


class _Found(Struct, frozen=True):
    slug: str
    bits: float
    share: float


def similar_pairs(
    sources: Callable[[], Iterable[Source]],
    known: Mapping[str, Sequence[bytes]],
    least_bits: float = LEAST_BITS,
) -> tuple[SimilarPair, ...]:
    """Return the pairs worth a look, the plainest first, at most fifty.

    `sources` is called twice and has to give the same each time; `known` holds, by problem, the
    stub and the model solutions: what is in them is nobody's own.
    """
    prints: dict[str, dict[str, array[int]]] = defaultdict(dict)
    for source in sources():
        prints[source.slug][source.student] = array("Q", sorted(_hashes(source.text)))
    found: dict[tuple[str, str], list[_Found]] = defaultdict(list)
    for slug in sorted(prints):
        common = frozenset[int]().union(*map(_hashes, known.get(slug, ())))
        for pair, alike in _alike(slug, prints[slug], common):
            found[pair].append(alike)
    chosen = _chosen(found, least_bits)
    texts = _texts(
        sources, {(who, one.slug) for pair in chosen for who in pair for one in found[pair]}
    )
    return tuple(_pair(pair, found[pair], texts) for pair in chosen)


def _hashes(source: bytes) -> set[int]:
    return {one.hash for one in fingerprints(tokens_of(source))}


def _alike(
    slug: str, prints: Mapping[str, array[int]], common: frozenset[int]
) -> Iterator[tuple[tuple[str, str], _Found]]:
    """Yield the pairs that are alike in one problem."""
    holders: dict[int, list[str]] = defaultdict(list)
    for student in sorted(prints):
        for mark in prints[student]:
            if mark not in common:
                holders[mark].append(student)
    most = min(MOST_HOLDERS, max(2, len(prints) // 2))
    worth: dict[str, float] = defaultdict(float)
    bits: dict[tuple[str, str], float] = defaultdict(float)
    for students in holders.values():
        if len(students) <= most:
            value = OWN * log2((len(prints) + PRIOR) / len(students))
            value /= max(1, len(students) - 1)
            for student in students:
                worth[student] += value
            for pair in combinations(students, 2):
                bits[pair] += value
    for pair, shared in bits.items():
        share = shared / min(worth[student] for student in pair)
        if share >= LEAST_SHARE:
            yield pair, _Found(slug, shared, share)


def _chosen(
    found: Mapping[tuple[str, str], Sequence[_Found]], least_bits: float
) -> list[tuple[str, str]]:
    totals = {pair: _total(problems) for pair, problems in found.items()}
    chosen = [pair for pair, bits in totals.items() if bits >= least_bits]
    return sorted(chosen, key=lambda pair: (-totals[pair], pair))[:MOST_PAIRS]


def _total(problems: Iterable[_Found]) -> float:
    return sum(one.bits for one in problems)


def _texts(
    sources: Callable[[], Iterable[Source]], wanted: set[tuple[str, str]]
) -> dict[tuple[str, str], bytes]:
    if not wanted:
        return {}
    return {
        (source.student, source.slug): source.text
        for source in sources()
        if (source.student, source.slug) in wanted
    }


def _pair(
    pair: tuple[str, str], found: Sequence[_Found], texts: Mapping[tuple[str, str], bytes]
) -> SimilarPair:
    problems = []
    for one in sorted(found, key=lambda one: (-one.bits, one.slug)):
        left, right = (texts[student, one.slug] for student in pair)
        problems.append(
            AlikeProblem(
                one.slug,
                round(one.bits, 1),
                round(one.share, 3),
                _lines(left),
                _lines(right),
                matching_spans(left, right),
            )
        )
    return SimilarPair(*pair, round(_total(found), 1), tuple(problems))


def _lines(source: bytes) -> tuple[str, ...]:
    lines = source.decode("utf-8", "replace").split("\n")[:MOST_LINES]
    return tuple(clean(line.expandtabs(4).rstrip("\r"), LONGEST_LINE) for line in lines)
