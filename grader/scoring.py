"""How a problem's points are shared among its groups; the same in every report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from grader.pack_file import Group

__all__ = ["share", "total"]


def share(points: float, groups: Sequence[tuple[Group, bool]]) -> tuple[float, ...]:
    """Return the points of each group, given with whether it is secret; they add up to `points`.

    A group has the points it states. What is left is shared evenly among the secret groups that
    state none. Where no secret group is judged, the public groups share all of it evenly.
    """
    if not any(secret for _, secret in groups):
        return tuple(_evenly(points, len(groups)))
    stated = fsum(group.points or 0.0 for group, _ in groups)
    silent = sum(secret and group.points is None for group, secret in groups)
    rest = iter(_evenly(points - stated, silent))
    return tuple(
        group.points if group.points is not None else next(rest) if secret else 0.0
        for group, secret in groups
    )


def total(points: Iterable[float]) -> float:
    """Return the sum of points, rounded once: nine ninths of 10 are 10."""
    return fsum(points)


def _evenly(points: float, count: int) -> list[float]:
    """Return equal parts that add up; the last one takes what rounding leaves."""
    if not count:
        return []
    equal = [points / count] * (count - 1)
    return [*equal, fsum((points, *(-part for part in equal)))]
