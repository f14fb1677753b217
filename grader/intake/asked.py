"""What a problem asks a student's file to define."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Asked"]


class Asked(Struct, frozen=True):
    """The function that a problem asks for, and the stub that is given out."""

    slug: str
    function: str
    stub: str
