"""One judgement of a gradebook, made again from what was kept, with everything there is to see.

    gradebook -- kept submission, seed --> judged again on today's pack and programs
              -- kept result, grounds ---> does it agree? which of the grounds are other ones?

All of it is for the instructor: secret cases are in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from grader.answers import AnswerKey, KeyStore, KnownMistake, default_folder
from grader.cases import groups_of
from grader.checkers import agree, check
from grader.clean import clean, clean_bytes, clean_value
from grader.execute import Execution
from grader.gradebook import (
    Grounds,
    Kept,
    Versions,
    decode_result,
    differences,
    digest_of,
    encode_result,
    problem_grounds,
    timeless,
)
from grader.judging import Judge, planned_call
from grader.judging.diagnose import explanations
from grader.judging.judgement import judgement, was_forbidden
from grader.outcome import Outcome, Returned
from grader.problem import Problem
from grader.report import ProblemResult
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.values import Value
from grader.verdict import Verdict

__all__ = ["CaseSeen", "Explanation", "MistakeSeen", "explain"]


class CaseSeen(Struct, frozen=True):
    """One case with everything: `outcome` is None where the submission did not come to it."""

    group: str
    secret: bool
    verdict: Verdict
    call: str
    inputs: dict[str, Value]
    expected: Value
    outcome: Outcome | None
    departs: str
    printed: str
    seconds: float


class MistakeSeen(Struct, frozen=True):
    """A known mistake beside the submission: on how many of the cases they do the same.

    `fits` says that it explains the whole submission; more than one that fits is none named.
    """

    name: str
    says: str
    agrees: int
    cases: int
    fits: bool


class Explanation(Struct, frozen=True):
    """A judgement made again, beside the one that is kept.

    `agrees` is None where the kept one cannot be read any more. `changed` says in words which of
    the grounds are others today; `grounds` are today's, and `digest` their address.
    """

    kept: Kept
    result: ProblemResult
    grounds: Grounds
    digest: str
    changed: tuple[str, ...]
    agrees: bool | None
    cases: tuple[CaseSeen, ...]
    mistakes: tuple[MistakeSeen, ...]
    seconds: float


def explain(session: Session, sandboxes: Sandboxes, kept: Kept) -> Explanation:
    """Judge a kept submission again, with its own seed, on the session's pack."""
    submission, seed = kept.submission, kept.grounds.seed
    isolation = str(session.prepare([submission.slug]))
    problem = session.problem(submission.slug)
    pack = session.pack
    store = KeyStore(default_folder(), session.notes.append, pack.exercises, pack.solutions)
    judge = Judge(sandboxes, store, seed)
    key = judge.key(problem)
    execution = judge.execute(problem, submission.source, submission.label, key.cases)
    acts = execution
    if was_forbidden(execution):  # which mistake it makes is told all the same
        acts = judge.execute(problem, submission.source, submission.label, key.cases, guarded=False)
    result = judgement(problem, submission, key, execution, acts.outcomes)
    versions = Versions.here()
    digest, grounds = digest_of(
        submission, problem_grounds(problem, seed, versions), versions, isolation
    )
    return Explanation(
        kept=kept,
        result=result,
        grounds=grounds,
        digest=digest,
        changed=differences(kept.grounds, grounds),
        agrees=None if kept.result is None else _same(kept.result, result),
        cases=_cases(problem, key, execution, result),
        mistakes=_mistakes(problem, key, acts.outcomes or execution.outcomes, result),
        seconds=sum(execution.seconds),
    )


def _same(kept: ProblemResult, again: ProblemResult) -> bool:
    """Say whether two results are the same, as they are kept: without times, NaN equal to NaN."""
    again = decode_result(encode_result(timeless(replace(again, label=kept.label))))
    return encode_result(kept) == encode_result(again)


def _cases(
    problem: Problem, key: AnswerKey, execution: Execution, result: ProblemResult
) -> tuple[CaseSeen, ...]:
    verdicts = [case.verdict for group in result.groups for case in group.cases]
    return tuple(
        _case(problem, key, execution, index, verdict) for index, verdict in enumerate(verdicts)
    )


def _case(
    problem: Problem, key: AnswerKey, execution: Execution, index: int, verdict: Verdict
) -> CaseSeen:
    case, expected = key.cases[index], key.expected[index]
    ran = index < len(execution.outcomes)  # a source that does not load comes to no case
    outcome = execution.outcomes[index] if ran else None
    return CaseSeen(
        group=groups_of(problem)[case.group][0].name,
        secret=case.secret,
        verdict=verdict,
        call=planned_call(problem, case).code,
        inputs=case.inputs,
        expected=expected,
        outcome=_safe(outcome, expected),
        departs=_departure(problem, expected, outcome),
        printed=clean_bytes(execution.printed[index]) if ran else "",
        seconds=execution.seconds[index] if ran else 0.0,
    )


def _safe(outcome: Outcome | None, expected: Value) -> Outcome | None:
    """Return an outcome with its value safe to show; messages are cleaned where they are shown."""
    if isinstance(outcome, Returned):
        return replace(outcome, value=clean_value(outcome.value, expected))
    return outcome


def _departure(problem: Problem, expected: Value, outcome: Outcome | None) -> str:
    """Return in which respect a returned value is not the expected one."""
    if not isinstance(outcome, Returned):
        return ""
    mismatch = check(expected, outcome.value, problem.file.returns, problem.file.tolerance)
    if mismatch is not None:
        part = f"{mismatch.part}: " if mismatch.part else ""
        return clean(part + mismatch.says)
    return f"it changed its input {', '.join(map(clean, outcome.mutated))}" * bool(outcome.mutated)


def _mistakes(
    problem: Problem, key: AnswerKey, outcomes: Sequence[Outcome], result: ProblemResult
) -> tuple[MistakeSeen, ...]:
    """Return the known mistakes, nearest first; pairs of them only where they fit."""
    if not outcomes or result.verdict is Verdict.ACCEPTED:
        return ()
    tolerance = problem.file.tolerance
    fitting = {one.name for one in explanations(key, outcomes, tolerance)}

    def seen(known: KnownMistake) -> MistakeSeen:
        pairs = zip(outcomes, known.outcomes, strict=True)
        count = sum(agree(theirs, ours, tolerance) for theirs, ours in pairs)
        return MistakeSeen(known.name, known.says, count, len(outcomes), known.name in fitting)

    known = [*key.mistakes, *(one for one in key.doubles if one.name in fitting)]
    return tuple(sorted(map(seen, known), key=lambda one: (not one.fits, -one.agrees, one.name)))
