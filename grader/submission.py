"""What a student handed in for one problem: a name to show and the source as bytes."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Submission"]


class Submission(Struct, frozen=True):
    """Source for one problem; `label` is the path shown to the reader."""

    slug: str
    label: str
    source: bytes
