"""How a problem's points are shared among its groups; the same in every report."""

from __future__ import annotations

from collections.abc import Sequence

from grader.problem import Group

__all__ = ["share"]


def share(points: float, groups: Sequence[tuple[Group, bool]]) -> tuple[float, ...]:
    """Return the points of each group, given with whether it is secret; they add up to `points`.

    A group has the points it states. What is left is shared evenly among the secret groups that
    state none. Where no secret group is judged, the public groups share all of it evenly.
    """
    if not any(secret for _, secret in groups):
        return tuple(points / len(groups) for _ in groups)
    stated = sum(group.points or 0.0 for group, _ in groups)
    silent = sum(secret and group.points is None for group, secret in groups)
    rest = (points - stated) / silent if silent else 0.0
    return tuple(
        group.points if group.points is not None else rest if secret else 0.0
        for group, secret in groups
    )
