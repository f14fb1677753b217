"""What a student handed in for one problem: a name to show and the source as bytes."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

__all__ = ["Submission", "cell_comment", "cell_of_line"]

CELL: Final = re.compile(rb"# cell (\d{1,9}), line (\d{1,9})")


class Submission(Struct, frozen=True):
    """Source for one problem; `label` is the path shown to the reader.

    The source of a notebook is put together from its cells, each piece below a comment that says
    where it stands.
    """

    slug: str
    label: str
    source: bytes


def cell_comment(cell: int, line: int) -> str:
    """Return what stands above a piece of a notebook that begins in this cell, on this line."""
    return f"# cell {cell}, line {line}"


def cell_of_line(source: bytes, line: int) -> str:
    """Return where a line of a source stands in its notebook, or "" where that is not said."""
    above = source.splitlines()[: max(0, line - 1)]
    for distance, text in enumerate(reversed(above)):
        piece = CELL.fullmatch(text)
        if piece is not None:
            return f"cell {int(piece[1])}, line {int(piece[2]) + distance}"
    return ""
