"""A judged submission -> the same result, with a counterexample under its failing case."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from grader.answers import torch_version
from grader.cases import Case
from grader.judging import Judge
from grader.practice.search import SHRINKABLE, Bound, OutOfTime, size_of, smallest
from grader.practice.sources import Source, sources_for
from grader.practice.trials import Trial, Trials
from grader.problem import Problem
from grader.report import CaseResult, Counterexample, ProblemResult
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["Shrunk", "may_shrink", "shrunk"]


class Shrunk(Struct, frozen=True):
    """A result, and whether the search for its counterexample was cut short."""

    result: ProblemResult
    cut_short: bool = False


class Target(Struct, frozen=True):
    """The failing case that is to be shrunk: its places in the result, and what to draw from."""

    group: int
    index: int
    sources: tuple[Source, ...]


def may_shrink(problem: Problem, result: ProblemResult) -> bool:
    """Say whether there is a failing case to shrink, and torch to judge smaller ones."""
    return torch_version() is not None and _target(problem, result) is not None


def shrunk(
    judge: Judge, problem: Problem, submission: Submission, result: ProblemResult, bound: Bound
) -> Shrunk:
    """Return the result with the smallest input that fails as its first shown case does.

    The search begins once torch is imported. The result comes back as it is where there is no
    torch, nothing to draw from, or nothing smaller than the case itself.
    """
    target = _target(problem, result) if torch_version() is not None else None
    if target is None:
        return Shrunk(result)
    failed = result.groups[target.group].cases[target.index]
    case = _case(judge, problem, target)
    with Trials(judge, problem, submission) as trials:
        first = trials.trial(target.sources[0], case, problem.limits.time_limit)
        if first is None or first.kind.verdict is not failed.verdict:
            return Shrunk(result)
        try:
            found = smallest(trials, target.sources, first.kind, bound)
        except OutOfTime:
            return Shrunk(result, cut_short=True)
    if found is None or size_of(found.case) >= size_of(case):
        return Shrunk(result)
    return Shrunk(_with(result, target, found))


def _target(problem: Problem, result: ProblemResult) -> Target | None:
    """Return the first failing case of a group that may be shrunk, public ones before secret."""
    if result.failure is not None:
        return None
    for number, group in enumerate(result.groups):
        index = next(_failing(group.cases), None)
        sources = sources_for(problem, number) if index is not None else ()
        if index is not None and sources:
            return Target(number, index, sources)
    return None


def _failing(cases: tuple[CaseResult, ...]) -> Iterator[int]:
    """Yield the index of the first failing case, if its failure is of a kind that shrinks."""
    for index, case in enumerate(cases):
        if case.verdict is not Verdict.ACCEPTED:
            if case.verdict in SHRINKABLE:
                yield index
            return


def _case(judge: Judge, problem: Problem, target: Target) -> Case:
    """Return the failing case as one of its source."""
    cases = [case for case in judge.key(problem).cases if case.group == target.group]
    return replace(cases[target.index], group=0, index=0, secret=False)


def _with(result: ProblemResult, target: Target, found: Trial) -> ProblemResult:
    failure = found.case_result.failure
    assert failure is not None
    smaller = Counterexample(found.kind.verdict, failure)
    group = result.groups[target.group]
    cases = list(group.cases)
    cases[target.index] = replace(cases[target.index], counterexample=smaller)
    groups = list(result.groups)
    groups[target.group] = replace(group, cases=tuple(cases))
    return replace(result, groups=tuple(groups))
