"""What a spreadsheet may be given: text that no program runs as a formula, and numbers.

A cell that starts with = + - @ (also in their full-width forms, which some programs read alike),
a tab or a line break is a formula to a spreadsheet. Such text from outside, from a file's name to
a roster, gets an apostrophe before it; a number of ours is written by us and stays a number.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = ["BOM", "Cell", "Literal", "csv_line", "guarded", "number", "shown"]

BOM: Final = "\ufeff"
"""Excel reads a file as UTF-8 only where it starts with this."""
FORMULA: Final = re.compile(r"(^|;)(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b])")
"""Where a cell starts, in a file split at semicolons too: that is Excel's way in half of Europe."""
BREAKS: Final = re.compile(r"\s+")
DIGITS: Final = 6


class Literal(str):
    """Text of our own that has a meaning to the program, as "-" for no grade; left as it is."""

    __slots__ = ()


Cell = str | float | None


def csv_line(cells: Iterable[Cell]) -> str:
    """Return one line of CSV, as RFC 4180 quotes it; None is an empty cell."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([_written(cell) for cell in cells])
    return line.getvalue()


def guarded(text: str) -> str:
    """Return text from outside as `shown`, with nothing that is run as a formula."""
    return FORMULA.sub(r"\1'", shown(text))


def shown(text: str) -> str:
    """Return text on one line; what does not show is gone, but for the joiners of a script.

    A name keeps them, since without them it is spelled wrong; no terminal is written to here.
    """
    kept = text
    if not text.isprintable():  # nearly all is, and asking that is a hundred times as fast
        kept = "".join(" " if _hidden(character) else character for character in text)
    return BREAKS.sub(" ", kept).strip()


def number(value: float) -> str:
    """Return a number in plain digits, without an exponent and without zeros at its end."""
    text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Literal):
        return str(cell)
    return guarded(cell) if isinstance(cell, str) else number(cell)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") or (
        character in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )
