"""How wide the terminal is."""

from __future__ import annotations

import shutil
from typing import Final

__all__ = ["screen_width"]

WIDEST: Final = 120


def screen_width() -> int:
    """Return the columns that text may take: the terminal's, at most 120; 100 in a pipe."""
    return min(shutil.get_terminal_size((100, 24)).columns, WIDEST)
