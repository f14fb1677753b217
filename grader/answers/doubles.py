"""Two known mistakes at once, where a problem's mistakes are knobs of one function.

    knobs.py -> every two flags -> outcomes -> those that are something of their own

A pair is dropped where it is no evidence: right everywhere, the same as a single mistake or as
another pair, or wrong only by crashing, which any slip could be.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from grader.answers.known import KnownMistake, RunMistake, coincide, right
from grader.cases import Case
from grader.outcome import Raised, Returned
from grader.problem import Mistake, Problem
from grader.values import Value

__all__ = ["doubles", "pairs"]


def doubles(
    problem: Problem,
    cases: tuple[Case, ...],
    expected: tuple[Value, ...],
    singles: tuple[KnownMistake, ...],
    run: RunMistake,
) -> tuple[KnownMistake, ...]:
    """Return the pairs of mistakes that differ from everything else that is known."""
    made = (KnownMistake(pair.name, pair.says, run(pair, cases)) for pair in pairs(problem))
    own = [
        one
        for one in made
        if _shows(problem, expected, one) and not _is_among(problem, one, singles)
    ]
    return tuple(
        one
        for index, one in enumerate(own)
        if not _is_among(problem, one, (*own[:index], *own[index + 1 :]))
    )


def pairs(problem: Problem) -> Iterator[Mistake]:
    """Yield every two mistakes that have a knob, as one that says both sentences."""
    knobs = problem.knobs
    if knobs is None:
        return
    turnable = [mistake for mistake in problem.mistakes if mistake.name in knobs.names]
    for one, other in combinations(turnable, 2):
        source = knobs.turned(problem.file.function, one.name, other.name)
        says = f"Two things at once. {one.says} And {_continued(other.says)}"
        yield Mistake(f"{one.name}+{other.name}", says, source)


def _continued(sentence: str) -> str:
    """Return a sentence as it reads after "And": "You pad ..." becomes "you pad ..."."""
    first = sentence.partition(" ")[0]
    return first.lower() + sentence[len(first) :] if first in ("You", "Your") else sentence


def _shows(problem: Problem, expected: tuple[Value, ...], one: KnownMistake) -> bool:
    """Say whether a pair runs on every case, and gives a wrong answer on at least one."""
    if not all(isinstance(outcome, Returned | Raised) for outcome in one.outcomes):
        return False
    return any(
        isinstance(outcome, Returned) and not right(problem, answer, outcome)
        for answer, outcome in zip(expected, one.outcomes, strict=True)
    )


def _is_among(problem: Problem, one: KnownMistake, others: tuple[KnownMistake, ...]) -> bool:
    return any(coincide(problem, one, other) for other in others)
