"""How wide the terminal is."""

from __future__ import annotations

import os
import sys
from typing import Final

__all__ = ["screen_width"]

WIDEST: Final = 120
USUAL: Final = 100


def screen_width() -> int:
    """Return the columns that text may take: the terminal's, at most 120; 100 in a pipe."""
    try:
        columns = (
            int(os.environ.get("COLUMNS", "0"))
            or os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns
        )
    except (OSError, ValueError):
        columns = USUAL
    return min(columns or USUAL, WIDEST)
