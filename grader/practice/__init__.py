"""Fresh random cases against torch, and the smallest one on which a submission fails.

sources.py         the groups that cases are drawn from: public ones, secret ones that allow it
trials.py          one case after another: the student's code in its child, torch in the grader
search.py          Hypothesis shrinks a failing case, in bounded time
counterexample.py  a result -> the same result with a counterexample under its failing case
rounds.py          case after case until one fails
"""

from grader.practice.counterexample import Shrunk, may_shrink, shrunk
from grader.practice.rounds import Practised, practise
from grader.practice.search import Bound
from grader.practice.sources import Source, practice_sources
from grader.practice.trials import Trial, Trials

__all__ = [
    "Bound",
    "Practised",
    "Shrunk",
    "Source",
    "Trial",
    "Trials",
    "may_shrink",
    "practice_sources",
    "practise",
    "shrunk",
]
