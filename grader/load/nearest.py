"""The name that was meant: the nearest known one, as a fix to show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["nearest", "suggestion"]

_LISTED: Final = 12


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like the given one, or None."""
    import difflib  # only a faulty pack pays for it

    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def suggestion(name: str, known: Iterable[str], what: str) -> str:
    """Return "did you mean 'x'?", or the known names where none is near (`what` names them)."""
    names = list(known)
    if meant := nearest(name, names):
        return f"did you mean '{meant}'?"
    if not names or len(names) > _LISTED:
        return ""
    return f"{what}: {', '.join(names)}"
