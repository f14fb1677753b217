"""Name the mistake: compare what a submission did with what each known mistake does."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answers import AnswerKey, KnownMistake
from grader.checkers import agree
from grader.outcome import Outcome, Skipped
from grader.problem import Tolerance

__all__ = ["explanations"]


def explanations(
    key: AnswerKey, outcomes: Sequence[Outcome], tolerance: Tolerance
) -> tuple[KnownMistake, ...]:
    """Return the known mistakes that did the same on every case.

    Call it for a submission that is wrong somewhere. A submission that was not run on every case
    is not explained at all.
    """
    if any(isinstance(outcome, Skipped) for outcome in outcomes):
        return ()
    return tuple(
        known
        for known in key.mistakes
        if all(
            agree(theirs, ours, tolerance)
            for theirs, ours in zip(outcomes, known.outcomes, strict=True)
        )
    )
