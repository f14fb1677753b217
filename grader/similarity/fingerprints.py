"""Fingerprints of a source: hashes of runs of tokens, thinned out by winnowing.

A run is hashed with its own names numbered in the order in which they come up, so that renaming
changes nothing and `a[i] * a[j]` still differs from `a[i] * b[i]`. Of each window of neighbouring
runs the one with the smallest hash is kept: whatever is shared and at least RUN + WINDOW - 1 tokens
long shares a fingerprint, wherever it stands. S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing:
local algorithms for document fingerprinting", SIGMOD 2003.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from grader.similarity.tokens import NAME, Token

__all__ = ["RUN", "WINDOW", "Fingerprint", "fingerprints"]

RUN: Final = 10
"""Tokens of a run: about one line."""
WINDOW: Final = 5


class Fingerprint(NamedTuple):
    """The hash of a run, and the place of its first token."""

    hash: int
    at: int


def fingerprints(tokens: Sequence[Token]) -> list[Fingerprint]:
    """Return the fingerprints of a source, in its order; none where it is shorter than a run."""
    hashes = [_hash(tokens[at : at + RUN]) for at in range(len(tokens) - RUN + 1)]
    kept: list[Fingerprint] = []
    for start in range(max(1, len(hashes) - WINDOW + 1)) if hashes else ():
        window = range(start, min(start + WINDOW, len(hashes)))
        smallest = min(window, key=lambda at: (hashes[at], -at))
        if not kept or kept[-1].at != smallest:
            kept.append(Fingerprint(hashes[smallest], smallest))
    return kept


def _hash(run: Sequence[Token]) -> int:
    numbers: dict[str, str] = {}
    text = "\x1f".join(
        numbers.setdefault(token.name, f"\x1e{len(numbers)}") if token.text == NAME else token.text
        for token in run
    )
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
