"""The answer key: every case of a problem with torch's answer and each known mistake's.

Cases are drawn again when a known mistake would equal the reference on every secret case, or when
two mistakes could not be told apart: then a student's wrong submission is always caught, and its
name is never a guess. Pairs of mistakes are run on the draw that is kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grader.answers.doubles import doubles
from grader.answers.known import KnownMistake, RunMistake, coincide, right
from grader.answers.reference import Reference
from grader.cases import Case, draw_cases
from grader.errors import Fault, PackError
from grader.problem import Problem
from grader.values import Value

__all__ = ["AnswerKey", "KnownMistake", "Weakness", "make_key", "public_key", "weaknesses"]

DRAWS: Final = 20
"""How many draws are tried before the groups themselves are found too weak."""
DRAW_STRIDE: Final = 1_000_003


class AnswerKey(Struct, frozen=True):
    """Cases, expected values and the outcomes of known mistakes, in one order.

    `doubles` are two of the mistakes at once, where that is something else than either.
    """

    cases: tuple[Case, ...]
    expected: tuple[Value, ...]
    mistakes: tuple[KnownMistake, ...] = ()
    doubles: tuple[KnownMistake, ...] = ()


class Weakness(Struct, frozen=True):
    """A hole in a draw: a mistake that no secret case catches, or two that look alike."""

    mistake: str
    twin: str | None

    def __str__(self) -> str:
        if self.twin is None:
            return f"the known mistake '{self.mistake}' passes every secret case"
        return f"the known mistakes '{self.mistake}' and '{self.twin}' do the same on every case"


def make_key(problem: Problem, seed: int, run_mistake: RunMistake) -> AnswerKey:
    """Return the key of all cases; raises PackError where no draw tells the mistakes apart."""
    reference = Reference(problem)
    found: tuple[Weakness, ...] = ()
    for draw in range(DRAWS):
        cases = draw_cases(problem, seed + draw * DRAW_STRIDE)
        key = AnswerKey(
            cases=cases,
            expected=tuple(reference.answer(case) for case in cases),
            mistakes=tuple(
                KnownMistake(mistake.name, mistake.says, run_mistake(mistake, cases))
                for mistake in problem.mistakes
            ),
        )
        found = weaknesses(problem, key)
        if not found:
            pairs = doubles(problem, cases, key.expected, key.mistakes, run_mistake)
            return replace(key, doubles=pairs)
    raise PackError(tuple(_weak(problem, weakness) for weakness in found))


def public_key(problem: Problem, seed: int) -> AnswerKey | None:
    """Return a key made of the literal answers alone, without torch, where all are given."""
    cases = draw_cases(problem, seed)
    if not all(case.has_expect for case in cases):
        return None
    return AnswerKey(cases, tuple(case.expect for case in cases))


def weaknesses(problem: Problem, key: AnswerKey) -> tuple[Weakness, ...]:
    """Return the mistakes that slip through the secret cases, and the pairs that coincide."""
    if problem.secret_groups is None:
        return ()
    uncaught = [Weakness(known.name, None) for known in key.mistakes if passes(problem, key, known)]
    twins = [
        Weakness(one.name, other.name)
        for index, one in enumerate(key.mistakes)
        for other in key.mistakes[index + 1 :]
        if coincide(problem, one, other)
    ]
    return (*uncaught, *twins)


def passes(problem: Problem, key: AnswerKey, known: KnownMistake) -> bool:
    """Say whether a mistake gives the right answer on every secret case."""
    return all(
        right(problem, expected, outcome)
        for case, expected, outcome in zip(key.cases, key.expected, known.outcomes, strict=True)
        if case.secret
    )


def _weak(problem: Problem, weakness: Weakness) -> Fault:
    where = Path("solutions") / problem.slug / "secret.yaml"
    what = f"in {DRAWS} draws, {weakness}"
    return Fault(where, None, what, "add a case on which the answers differ")
