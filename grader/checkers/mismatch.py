"""What a checker found: where an answer departs from the expected one, in a student's words."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING, Any

from msgspec import Struct

__all__ = ["Cell", "Departure", "Difference", "Mismatch"]

if TYPE_CHECKING:
    Cell = complex | bool
else:
    Cell = Any  # msgspec reads no union with complex numbers


@unique
class Departure(StrEnum):
    """The first respect in which an answer departs, in the order they are looked at."""

    TYPE = "type"
    PARTS = "parts"
    SHAPE = "shape"
    DTYPE = "dtype"
    VALUE = "value"


class Difference(Struct, frozen=True):
    """How two arrays of one shape differ; indices are row first."""

    mismatched: int
    total: int
    first_index: tuple[int, ...]
    expected_there: Cell
    got_there: Cell
    greatest: float
    greatest_index: tuple[int, ...]


class Mismatch(Struct, frozen=True):
    """One departure; `part` names where in a compound answer, empty for a plain one."""

    departure: Departure
    says: str
    fix: str = ""
    part: str = ""
    difference: Difference | None = None
