"""A session over the shipped pack or one problem in memory, and a search with time enough."""

from __future__ import annotations

from typing import Any

from small_problem import small_problem

from grader.judging import Judge
from grader.pack_file import PracticeGroup
from grader.practice import Bound, Shrunk, shrunk
from grader.problem import Problem
from grader.render.sentence import counterexample_sentence
from grader.report import Counterexample, ProblemResult
from grader.submission import Submission

__all__ = ["DRAWS", "LONG", "counterexamples", "practised_problem", "search", "sentence"]

LONG = 60.0
"""Seconds that no search here needs: a loaded machine must not decide a test."""
DRAWS = PracticeGroup(
    name="any row", let={"N": "integers(1, 5)"}, inputs={"x": "small_integers(N)"}
)


def practised_problem(*practice: PracticeGroup, **entries: Any) -> Problem:
    """Return the problem of doubling an array, with public cases alone and draws for it."""
    return small_problem(secret=None, **{"practice": list(practice or (DRAWS,)), **entries})


def search(
    judge: Judge, problem: Problem, source: str | bytes, seconds: float = LONG, seed: int = 0
) -> Shrunk:
    """Judge a source and look for its counterexample."""
    text = source.encode() if isinstance(source, str) else source
    submission = Submission(problem.slug, f"{problem.slug}.py", text)
    result = judge.judge(problem, submission)
    return shrunk(judge, problem, submission, result, Bound(seconds, seed))


def counterexamples(result: ProblemResult) -> list[Counterexample]:
    """Return what was found, group by group."""
    cases = (case for group in result.groups for case in group.cases)
    return [case.counterexample for case in cases if case.counterexample is not None]


def sentence(done: Shrunk) -> str:
    """Return the sentence on the one counterexample, "" where there is none."""
    found = counterexamples(done.result)
    assert len(found) <= 1
    return counterexample_sentence(found[0]) if found else ""
