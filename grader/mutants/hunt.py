"""Hunt for mutants that the tests let through: run each until one case tells it from the reference.

    mutant -> the usual cases -> killed           a wrong answer, an error, a crash, a timeout
                              -> ten more draws   -> survived, and a seed that would kill it
                                                  -> survived, perhaps the same function
    survivor + survivors.yaml -> argued

A survivor is never set aside by itself: someone has to say why it does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grader.answers import Reference
from grader.cases import Case, draw_cases, groups_of
from grader.checkers import check
from grader.mutants.advice import advice
from grader.mutants.make import Mutant, make_mutants
from grader.outcome import Outcome, Returned
from grader.pack_file import Group
from grader.problem import Argued, Problem
from grader.session import Session
from grader.values import Value

__all__ = ["Hunt", "Survivor", "hunt", "kill_rate"]

MORE_DRAWS: Final = 10
MORE_REPEATS: Final = 3
MAX_REPEATS: Final = 1000
TIME_LIMIT: Final = 1.0
"""Seconds a case; the solutions themselves take milliseconds."""
PATIENT_LIMIT: Final = 10.0
"""Seconds a case for the few that are looked at again."""
TIME_BUDGET: Final = 120.0


class Survivor(Struct, frozen=True):
    """A mutant that passes the usual cases.

    `seed` and `group` are the first of the further draws that would have killed it; None where
    none did. `why` is what the pack says in its defence.
    """

    mutant: Mutant
    advice: str
    seed: int | None = None
    group: str | None = None
    why: str | None = None


class Hunt(Struct, frozen=True):
    """What became of a problem's mutants; `faults` are arguments that no longer hold."""

    slug: str
    made: int
    equivalent: int
    killed: int
    survived: tuple[Survivor, ...]
    argued: tuple[Survivor, ...]
    faults: tuple[str, ...] = ()


def kill_rate(hunts: Sequence[Hunt]) -> float:
    """Return the percentage killed of all mutants that are neither equivalent nor argued."""
    killed = sum(found.killed for found in hunts)
    alive = sum(len(found.survived) for found in hunts)
    return 100 * killed / (killed + alive) if killed + alive else 100.0


def hunt(session: Session, slug: str, pool: Executor) -> Hunt:
    """Return what becomes of every mutant of a prepared problem, under the session's seed."""
    problem = session.problem(slug)
    batch = make_mutants(problem.accepted)
    hunter = _Hunter(session, problem)
    lives = pool.map(hunter.survives, batch.mutants)
    alive = [mutant for mutant, living in zip(batch.mutants, lives, strict=True) if living]
    alive += hunter.slow_but_argued(batch.mutants, alive)
    draws = tuple(_further_draws(problem, session.seed)) if alive else ()
    survivors = list(pool.map(partial(hunter.survivor, draws), alive))
    return Hunt(
        slug=slug,
        made=len(batch.mutants) + batch.equivalent,
        equivalent=batch.equivalent,
        killed=len(batch.mutants) - len(survivors),
        survived=tuple(each for each in survivors if each.why is None),
        argued=tuple(each for each in survivors if each.why is not None),
        faults=tuple(_stale(problem.argued, batch.mutants, survivors)),
    )


class _Draw(Struct, frozen=True):
    """Cases of one seed and what torch says of them."""

    seed: int
    cases: tuple[Case, ...]
    expected: tuple[Value, ...]


class _Hunter:
    """Runs the mutants of one problem; safe to use from several threads."""

    def __init__(self, session: Session, problem: Problem) -> None:
        key = session.judge.key(problem)
        self._judge = session.judge
        self._problem = _limited(problem, PATIENT_LIMIT)
        self._hasty = _limited(problem, min(TIME_LIMIT, problem.limits.time_limit))
        self._usual = _Draw(session.seed, key.cases, key.expected)
        self._why = {argued.mutant: argued.why for argued in problem.argued}

    def survives(self, mutant: Mutant) -> bool:
        """Say whether a mutant passes the usual cases, without waiting for it."""
        return self._killer(mutant, self._usual, self._hasty) is None

    def slow_but_argued(self, made: Sequence[Mutant], alive: Sequence[Mutant]) -> Iterator[Mutant]:
        """Yield the argued mutants that live on with more time: a busy machine is no argument."""
        missing = self._why.keys() - {mutant.name for mutant in alive}
        for mutant in made if missing else ():
            if mutant.name in missing and self._killer(mutant, self._usual, self._problem) is None:
                yield mutant

    def survivor(self, draws: Sequence[_Draw], mutant: Mutant) -> Survivor:
        """Return a survivor with the first of further draws that would have killed it."""
        survivor = Survivor(mutant, advice(mutant.operator), why=self._why.get(mutant.name))
        for draw in draws:
            group = self._killer(mutant, draw, self._problem)
            if group is not None:
                return replace(survivor, seed=draw.seed, group=group)
        return survivor

    def _killer(self, mutant: Mutant, draw: _Draw, problem: Problem) -> str | None:
        """Return the group of the first case that is not answered as torch does, or None."""

        def wrong(index: int, outcome: Outcome) -> bool:
            return not self._right(draw.expected[index], outcome)

        source = mutant.changed.encode()
        execution = self._judge.execute_until(problem, source, draw.cases, wrong)
        if execution.unchanged or execution.violations or execution.failure is not None:
            return "all"
        last = len(execution.outcomes) - 1
        if last + 1 == len(draw.cases) and not wrong(last, execution.outcomes[last]):
            return None
        return groups_of(problem)[draw.cases[last].group][0].name

    def _right(self, expected: Value, outcome: Outcome) -> bool:
        file = self._problem.file
        return (
            isinstance(outcome, Returned)
            and not outcome.mutated
            and not outcome.forbidden
            and check(expected, outcome.value, file.returns, file.tolerance) is None
        )


def _limited(problem: Problem, seconds: float) -> Problem:
    """Return a problem with so much time for each case, and enough for all of them."""
    budget = max(TIME_BUDGET, problem.limits.time_budget)
    return replace(problem, limits=replace(problem.limits, time_limit=seconds, time_budget=budget))


def _further_draws(problem: Problem, seed: int) -> Iterator[_Draw]:
    """Yield more cases than usual, of other seeds."""
    wider = replace(
        problem,
        file=replace(problem.file, groups=[_wider(group) for group in problem.file.groups]),
        secret_groups=tuple(_wider(group) for group in problem.secret_groups or ()),
    )
    reference = Reference(problem)
    for number in range(seed + 1, seed + 1 + MORE_DRAWS):
        cases = draw_cases(wider, number)
        yield _Draw(number, cases, tuple(reference.answer(case) for case in cases))


def _wider(group: Group) -> Group:
    return replace(group, repeat=min(MAX_REPEATS, group.repeat * MORE_REPEATS))


def _stale(
    argued: Sequence[Argued], made: Sequence[Mutant], survivors: Sequence[Survivor]
) -> Iterator[str]:
    """Yield the arguments for what is no survivor, or not on every draw."""
    alive = {survivor.mutant.name: survivor for survivor in survivors}
    for argument in argued:
        survivor = alive.get(argument.mutant)
        if survivor is not None and survivor.seed is not None:
            what = f"is killed by seed {survivor.seed} in group '{survivor.group}'"
            yield f"{argument.where}: the mutant '{argument.mutant}' {what}; add that case"
        if survivor is None:
            known = argument.mutant in {mutant.name for mutant in made}
            what = "is killed now" if known else "is not made any more"
            yield f"{argument.where}: the mutant '{argument.mutant}' {what}; take it out"
