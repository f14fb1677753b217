"""A submission in, a result out.

judge.py       Judge: runs the cases, and turns a fault of ours into the verdict JUDGE_ERROR
judgement.py   outcomes against the key: groups, points, mistake
diagnose.py    which known mistake it was, or which two
disclosure.py  what may be told of a failed case, and of a secret one
wording.py     a failure in words
remedies.py    the next step after an error of the student's own
"""

from grader.judging.judge import (
    Judge,
    planned_call,
)

__all__ = [
    "Judge",
    "planned_call",
]
