"""A known mistake with what it does on every case, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from grader.cases import Case
from grader.checkers import agree, check
from grader.outcome import Outcome, Returned
from grader.problem import Mistake, Problem
from grader.values import Value

__all__ = ["KnownMistake", "RunMistake", "coincide", "right"]

RunMistake = Callable[[Mistake, tuple[Case, ...]], tuple[Outcome, ...]]


class KnownMistake(Struct, frozen=True):
    """What a known mistake does on every case, and what a tutor says of it."""

    name: str
    says: str
    outcomes: tuple[Outcome, ...]


def right(problem: Problem, expected: Value, outcome: Outcome) -> bool:
    """Say whether an outcome would be accepted."""
    file = problem.file
    return (
        isinstance(outcome, Returned)
        and not outcome.mutated
        and check(expected, outcome.value, file.returns, file.tolerance) is None
    )


def coincide(problem: Problem, one: KnownMistake, other: KnownMistake) -> bool:
    """Say whether two mistakes do the same on every case."""
    return all(
        agree(this, that, problem.file.tolerance)
        for this, that in zip(one.outcomes, other.outcomes, strict=True)
    )
