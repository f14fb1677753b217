"""Name the mistake: compare what a submission did with what each known mistake does.

Two mistakes at once are thought of only where no single one explains everything.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.answers import AnswerKey, KnownMistake
from grader.checkers import agree
from grader.outcome import Outcome, Raised, Returned, Skipped
from grader.pack_file import Tolerance
from grader.values import Mapping

__all__ = ["explanations"]


def explanations(
    key: AnswerKey, outcomes: Sequence[Outcome], tolerance: Tolerance
) -> tuple[KnownMistake, ...]:
    """Return the known mistakes that did the same on every case, else such pairs of them.

    Call it for a submission that is wrong somewhere. A submission that was not run on every case
    is not explained at all.
    """
    if any(isinstance(outcome, Skipped) for outcome in outcomes):
        return ()
    return _fitting(key.mistakes, outcomes, tolerance) or _fitting(key.doubles, outcomes, tolerance)


def _fitting(
    known: Sequence[KnownMistake], outcomes: Sequence[Outcome], tolerance: Tolerance
) -> tuple[KnownMistake, ...]:
    return tuple(one for one in known if _did_the_same(outcomes, one.outcomes, tolerance))


def _did_the_same(theirs: Sequence[Outcome], ours: Sequence[Outcome], tolerance: Tolerance) -> bool:
    pairs = list(zip(theirs, ours, strict=True))
    if not all(agree(left, right, tolerance) for left, right in pairs):
        return False
    # Code that crashes everywhere tells nothing but how: any slip would match any crash.
    return any(map(_tells, ours)) or all(_error(left) == _error(right) for left, right in pairs)


def _tells(outcome: Outcome) -> bool:
    """Say whether a call got as far as giving something."""
    if isinstance(outcome, Raised):
        return isinstance(outcome.parts, Mapping) and bool(outcome.parts.items)
    return isinstance(outcome, Returned)


def _error(outcome: Outcome) -> str:
    return outcome.type_name if isinstance(outcome, Raised) else ""
