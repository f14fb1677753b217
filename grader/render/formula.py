"""Formulas in a terminal: sums with their bounds above and below.

          K_H - 1  K_W - 1
Y[i, j] =    ∑        ∑    X[i + u, j + v] k[u, v]
           u=0      v=0
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

__all__ = ["laid_out", "tidy"]

SUM: Final = re.compile(r"([∑∏])_(?:\{([^{}]*)\}|(\w+))(?:\^(?:\{([^{}]*)\}|(\w+)))?")
OPENING, CLOSING = "([{⌊", ")]}⌋"
INDENT: Final = "    "
MENDED: Final = (
    (r"_\{(\w+)\}", r"_\1"),  # C_{in} is C_in
    (r"\{(\w)\}", r"\1"),
    (r"\{ +", "{ "),
    (r"\s+⌋", "⌋"),
    (r"⌊\s+", "⌊"),
    (r"([⌋)\]])([+=·-])", r"\1 \2"),
    (r"(?<=\S)([≤≥←→])", r" \1"),
    (r"([≤≥←→])(?=\S)", r"\1 "),
    (r" {2,}", "  "),
    (r"/ \((\w+)\)", r"/ \1"),  # a fraction of single things needs no parentheses
    (r"(?<![\w\])])\((\w+)\) /", r"\1 /"),
)


class _Word(Struct, frozen=True):
    """A piece of a formula that is not broken: its line, and what stands above and below."""

    line: str
    above: str = ""
    below: str = ""

    @property
    def width(self) -> int:
        return max(len(self.line), len(self.above), len(self.below))


def tidy(plain: str) -> str:
    """Return a formula in one line without the marks that only LaTeX needs."""
    for pattern, instead in MENDED:
        plain = re.sub(pattern, instead, plain)
    return plain.strip()


def laid_out(formula: str, width: int) -> list[str]:
    """Return a formula as lines no wider than the width, broken only outside parentheses."""
    lines: list[str] = []
    for number, words in enumerate(_filled(list(_words(formula)), width - len(INDENT))):
        indent = INDENT if number else ""
        for row in ("above", "line", "below"):
            text = " ".join(getattr(word, row).center(word.width) for word in words)
            if text.strip():
                lines.append(indent + text.rstrip())
    return lines


def _words(formula: str) -> Iterator[_Word]:
    place = 0
    for found in SUM.finditer(formula):
        yield from map(_Word, _split(formula[place : found.start()]))
        yield _Word(found[1], found[4] or found[5] or "", found[2] or found[3])
        place = found.end()
    yield from map(_Word, _split(formula[place:]))


def _split(text: str) -> Iterator[str]:
    """Yield what stands between spaces, leaving alone what stands in parentheses."""
    depth, word = 0, ""
    for character in text.strip():
        depth += (character in OPENING) - (character in CLOSING)
        if character == " " and depth <= 0:
            yield word  # nothing, between two spaces: they set formulas apart
            word = ""
        else:
            word += character
    if word:
        yield word


def _filled(words: list[_Word], width: int) -> Iterator[list[_Word]]:
    """Yield as many words at a time as fit into the width, at least one."""
    row: list[_Word] = []
    for word in words:
        if row and sum(one.width + 1 for one in row) + word.width > width:
            yield row
            row = []
        row.append(word)
    if row:
        yield row
