"""A score as a number of equal shares: so many passed, out of so many.

Some programs count tests and weigh them all alike: passed / total x the points. A test a group
would then be wrong wherever groups differ in points, so a group becomes as many shares as it has
points, or fewer where a common measure is larger.

    groups of 4, 3 and 3 points, the first right  ->  4 of 10 shares of 1 point
    groups of 5 and 5 points, the first right     ->  1 of 2 shares of 5 points
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Final

from msgspec import Struct

__all__ = ["Part", "Share", "count", "shares"]

FINEST: Final = 10_000
"""Points have small denominators: halves as an author writes them, thirds of what is left."""


class Part(Struct, frozen=True):
    """Something with points, to be cut into shares."""

    name: str
    points: float
    max_points: float
    says: str = ""


class Share(Struct, frozen=True):
    """One of the equal shares; `says` is why it was not had, told once a part."""

    name: str
    passed: bool
    says: str


def count(parts: Sequence[Part]) -> int:
    """Return into how many equal shares these parts go without a remainder; 0 of no points."""
    unit = _unit(parts)
    return int(sum(_fraction(part.max_points) for part in parts) / unit) if unit else 0


def shares(parts: Sequence[Part]) -> Iterator[Share]:
    """Yield the shares of each part, those that were had first."""
    unit = _unit(parts)
    if not unit:
        return
    for part in parts:
        size = int(_fraction(part.max_points) / unit)
        had = int(_fraction(part.points) / unit)
        for number in range(1, size + 1):
            name = part.name if size == 1 else f"{part.name} ({number} of {size})"
            says = part.says if number == had + 1 else "as above"
            yield Share(name, number <= had, "" if number <= had else says)


def _unit(parts: Sequence[Part]) -> Fraction:
    """Return the greatest number of which all points are whole multiples."""
    points = [_fraction(one) for part in parts for one in (part.points, part.max_points)]
    scale = lcm(*(one.denominator for one in points))
    return Fraction(gcd(*(int(one * scale) for one in points)), scale)


def _fraction(points: float) -> Fraction:
    return Fraction(points).limit_denominator(FINEST)
