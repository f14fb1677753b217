"""One case after another: the student's code in its child, torch in the grader.

Case -> Trial (the result of that case alone, how it failed), or None where torch has no answer
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct

from grader.answers import Reference
from grader.cases import Case
from grader.cases.vocabulary import Draw
from grader.errors import Fault, PackError
from grader.execute import Execution
from grader.judging import Judge, planned_call
from grader.judging.judgement import judged_alone
from grader.outcome import Died, Raised, Returned
from grader.practice.sources import Source
from grader.problem import Problem
from grader.report import CaseResult, ProblemResult
from grader.submission import Submission
from grader.values import ValueTooLarge
from grader.verdict import Verdict

__all__ = ["Kind", "Trial", "Trials"]


class Kind(Struct, frozen=True):
    """How a call failed: two failures of one kind are shrunk to one another, others never."""

    verdict: Verdict
    detail: str = ""


class Trial(Struct, frozen=True):
    """What became of one case."""

    case: Case
    result: ProblemResult
    kind: Kind

    @property
    def case_result(self) -> CaseResult:
        """Return the verdict on the case."""
        return self.result.groups[0].cases[0]


class Trials:
    """Tries a submission on cases of its problem; making it imports torch, leaving ends its child.

    `refusal` is why the last draw that gave no answer gave none.
    """

    def __init__(self, judge: Judge, problem: Problem, submission: Submission) -> None:
        self._reference = Reference(problem)
        self._submission = submission
        self._calls = judge.calls(problem, submission)
        self.refusal: PackError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.renew()

    def renew(self) -> None:
        """Let the next case meet a fresh child, which remembers nothing."""
        self._calls.renew()

    def draw(self, source: Source, draw: Draw, seconds: float) -> Trial | None:
        """Draw a case and try it; None where these choices give none."""
        try:
            case = source.case(draw)
        except (ValueError, ValueTooLarge) as error:
            where = Path("exercises") / source.problem.slug / "problem.yaml"
            what = f"group '{source.group.name}': {error}"
            self.refusal = PackError((Fault(where, None, what),))
            return None
        return self.trial(source, case, seconds)

    def trial(self, source: Source, case: Case, seconds: float) -> Trial | None:
        """Try a case for so many seconds at most; None where the reference has no answer.

        A pack's own fault on an odd draw is never the student's.
        """
        try:
            expected = self._reference.answer(case)
        except PackError as error:
            self.refusal = error
            return None
        execution = self._calls.make(planned_call(source.problem, case), seconds)
        result = judged_alone(source.problem, self._submission, case, expected, execution)
        return Trial(case, result, _kind(result.groups[0].cases[0], execution))


def _kind(judged: CaseResult, execution: Execution) -> Kind:
    outcome = execution.outcomes[0]
    match outcome:
        case Returned():
            shown = judged.failure.shown if judged.failure else None
            mismatch = shown.mismatch if shown else None
            changed = "" if judged.verdict is Verdict.ACCEPTED else "changes its inputs"
            return Kind(judged.verdict, mismatch.departure if mismatch else changed)
        case Raised():
            where = "in the call" if outcome.call_line else ""
            return Kind(judged.verdict, f"{outcome.type_name} {where}")
        case Died():
            return Kind(judged.verdict, f"{outcome.signal} {outcome.status}")
        case _:
            return Kind(judged.verdict, type(outcome).__name__)
