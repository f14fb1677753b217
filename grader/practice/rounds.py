"""Case after case against torch, until one fails or the time is up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Final

from msgspec import Struct

from grader.cases import group_seed
from grader.cases.vocabulary import SeededDraw
from grader.practice.search import SHRINKABLE, Bound, OutOfTime, size_of, smallest
from grader.practice.sources import Source
from grader.practice.trials import Trial, Trials
from grader.verdict import Verdict

__all__ = ["Practised", "practise"]

SHRINKING: Final = 10.0
"""The most seconds for making the failing case smaller."""
MOST_REFUSALS: Final = 200
"""How many draws in a row may give no case before the pack is at fault."""


class Practised(Struct, frozen=True):
    """How many cases were right before the one that was not, if any.

    `small` says that this one is as small as Hypothesis could make it, else it is as drawn.
    """

    right: int
    failed: Trial | None = None
    small: bool = False


def practise(
    trials: Trials,
    sources: Sequence[Source],
    bound: Bound,
    told: Callable[[int], None] = lambda _: None,
) -> Practised:
    """Try fresh cases of each source in turn, for the seconds of the bound.

    The cases depend on the seed alone; `told` hears how many were right so far. Raises PackError
    where draw after draw gives no case, or none that torch has an answer for.
    """
    deadline = time.monotonic() + bound.seconds
    right = refused = 0
    for source, draw in cycle([(source, SeededDraw(_seed(source, bound))) for source in sources]):
        late = time.monotonic() >= deadline and bool(right or refused)
        if late or bound.stopped():
            break
        trial = trials.draw(source, draw, source.problem.limits.time_limit)
        refused = refused + 1 if trial is None else 0
        if refused == MOST_REFUSALS and trials.refusal is not None:
            raise trials.refusal
        if trial is None:
            continue
        if trial.kind.verdict is not Verdict.ACCEPTED:
            found = _smaller(trials, sources, trial, bound)
            return Practised(right, found or trial, found is not None)
        right += 1
        told(right)
    return Practised(right)


def _seed(source: Source, bound: Bound) -> int:
    name = f"practice: {source.group.name}"  # other draws than the graded ones
    return group_seed(source.problem.slug, name, bound.seed, secret=False)


def _smaller(trials: Trials, sources: Sequence[Source], trial: Trial, bound: Bound) -> Trial | None:
    """Return the smallest case that fails in the same way; None where that was not found."""
    if trial.kind.verdict not in SHRINKABLE:
        return None
    try:
        found = smallest(trials, sources, trial.kind, Bound(SHRINKING, bound.seed, bound.stopped))
    except OutOfTime:
        return None
    return found if found is not None and size_of(found.case) <= size_of(trial.case) else None
