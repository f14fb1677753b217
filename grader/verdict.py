"""The closed set of verdicts, and how they add up."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum, unique

__all__ = ["Verdict", "worst"]


@unique
class Verdict(StrEnum):
    """What the grader says of a case, a group or a problem; mildest first."""

    ACCEPTED = "accepted"
    SKIPPED = "skipped"
    WRONG_ANSWER = "wrong answer"
    RUNTIME_ERROR = "runtime error"
    OUTPUT_LIMIT = "output limit"
    MEMORY_LIMIT = "memory limit"
    TIME_LIMIT = "time limit"
    NOT_ATTEMPTED = "not attempted"
    FORBIDDEN = "forbidden"
    JUDGE_ERROR = "judge error"

    @property
    def severity(self) -> int:
        """Rank of the verdict: the judge's own fault dominates all others."""
        return _SEVERITY[self]


_SEVERITY = {verdict: rank for rank, verdict in enumerate(Verdict)}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst verdict; an empty group is accepted."""
    return max(verdicts, key=lambda verdict: verdict.severity, default=Verdict.ACCEPTED)
