"""A path as faults and messages name it."""

from __future__ import annotations

from pathlib import Path

__all__ = ["shown"]


def shown(path: Path) -> Path:
    """Return a path as a reader wants it: relative to the current folder when below it."""
    absolute, here = path.absolute(), Path.cwd()
    return absolute.relative_to(here) if absolute.is_relative_to(here) else path
