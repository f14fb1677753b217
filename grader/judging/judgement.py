"""From what happened to what it is worth: outcomes against the key, groups, points, mistake."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from msgspec.structs import replace

from grader.answers import AnswerKey, KnownMistake
from grader.cases import Case, groups_of
from grader.checkers import Mismatch, check
from grader.clean import clean, clean_value
from grader.execute import Execution, Missing
from grader.judging.diagnose import explanations
from grader.judging.disclosure import Disclosure, Seen, told_once
from grader.judging.wording import (
    failed_call,
    failed_load,
    forbidden_call,
    mismatch_text,
    missing_function,
    rules_broken,
    unusable,
)
from grader.outcome import Outcome, Raised, Returned
from grader.parts import progress
from grader.problem import Problem
from grader.report import (
    CaseResult,
    Failure,
    GroupResult,
    NamedMistake,
    ProblemResult,
    Tally,
)
from grader.scoring import share, total
from grader.submission import Submission
from grader.values import Value
from grader.verdict import Verdict, worst

__all__ = ["judge_error", "judged_alone", "judgement", "was_forbidden"]

MOST_NAMES: Final = 20


def judgement(
    problem: Problem,
    submission: Submission,
    key: AnswerKey,
    execution: Execution,
    acts: tuple[Outcome, ...],
) -> ProblemResult:
    """Return the result of a submission that has been run.

    `acts` are its outcomes where nothing is forbidden: they tell which mistake it makes.
    """
    return _Judgement(problem, submission, key).result(execution, acts)


def judged_alone(
    problem: Problem, submission: Submission, case: Case, expected: Value, execution: Execution
) -> ProblemResult:
    """Return the result of one public case by itself, the only one of its problem."""
    alone = _Judgement(problem, submission, AnswerKey((case,), (expected,)))
    group = alone.single(execution)
    return alone.of_groups((group,), group.verdict, None)


def was_forbidden(execution: Execution) -> bool:
    """Say whether the submission did anything that the problem forbids."""
    return bool(execution.violations) or any(
        (isinstance(outcome, Returned | Raised) and bool(outcome.forbidden))
        or (isinstance(outcome, Raised) and outcome.type_name == "ForbiddenCall")
        for outcome in execution.outcomes
    )


def judge_error(problem: Problem, submission: Submission, says: str) -> ProblemResult:
    """Return the result of a submission that the grader failed to judge."""
    return _Judgement(problem, submission, AnswerKey((), ())).whole(
        Verdict.JUDGE_ERROR,
        Failure(says, "this is the grader's fault, not yours; no points are lost for it"),
    )


def not_handed_in(problem: Problem, key: AnswerKey) -> ProblemResult:
    """Return the result of a problem for which there is no submission; it scores nothing."""
    submission = Submission(problem.slug, "", b"")
    failure = Failure("nothing was handed in for it", f"hand in {problem.slug}.py")
    return _Judgement(problem, submission, key).whole(Verdict.NOT_ATTEMPTED, failure)


class _Judgement:
    """One problem, one submission, and what the answers are."""

    def __init__(self, problem: Problem, submission: Submission, key: AnswerKey) -> None:
        self._problem = problem
        self._submission = submission
        self._key = key
        self._told = Disclosure(problem, submission)
        self._groups = groups_of(problem)
        self._points = share(problem.limits.points, self._groups)

    def result(self, execution: Execution, acts: tuple[Outcome, ...]) -> ProblemResult:
        """Return the verdict: on the whole where the source fails, else case by case."""
        broken = execution.violations
        if execution.unchanged:
            says = "the code is still as you were given it"
            fix = "write your answer into it, and save it"
            return self.whole(Verdict.NOT_ATTEMPTED, Failure(says, fix))
        if execution.failure is not None:
            verdict, failure = _failed_whole(execution.failure, self._submission.source)
            if broken:
                verdict, failure = Verdict.FORBIDDEN, rules_broken(broken)
            return self.whole(verdict, failure)
        if _unfinished(execution.outcomes):
            says = "it still raises NotImplementedError"
            return self.whole(Verdict.NOT_ATTEMPTED, Failure(says, "replace that line by your own"))
        return self._case_by_case(execution, acts)

    def whole(self, verdict: Verdict, failure: Failure) -> ProblemResult:
        """Return a result that holds for every case alike; it scores nothing."""
        counts = [0] * len(self._groups)
        for case in self._key.cases:
            counts[case.group] += 1
        groups = tuple(
            GroupResult(
                name=group.name,
                secret=secret,
                verdict=verdict,
                points=0.0,
                max_points=points,
                cases=tuple(CaseResult(verdict) for _ in range(count)),
            )
            for (group, secret), points, count in zip(
                self._groups, self._points, counts, strict=True
            )
        )
        return self.of_groups(groups, verdict, failure)

    def _case_by_case(self, execution: Execution, acts: tuple[Outcome, ...]) -> ProblemResult:
        ran = acts or execution.outcomes  # where nothing is forbidden it may not even load
        cases = [
            self._case(index, outcome, execution)
            for index, outcome in enumerate(execution.outcomes)
        ]
        same = ran is execution.outcomes  # then the cases have told already whether it is right
        right = all(map(_accepted, cases)) if same else self._is_right(ran)
        known = () if right else self._mistakes(ran)
        results = [self._with_mistake(case, index, known) for index, case in enumerate(cases)]
        groups = tuple(
            self._group(number, [results[index] for index, _ in members])
            for number, members in groupby(
                enumerate(self._key.cases), key=lambda numbered: numbered[1].group
            )
        )
        verdict = worst(group.verdict for group in groups)
        failure = rules_broken(execution.violations) if execution.violations else None
        if failure is not None:
            verdict = worst((verdict, Verdict.FORBIDDEN))
        if verdict is Verdict.FORBIDDEN:
            groups = tuple(_without_points(group) for group in groups)
        named = tuple(NamedMistake(one.name, one.says) for one in known)
        return self.of_groups(groups, verdict, failure, named)

    def single(self, execution: Execution) -> GroupResult:
        """Return the group that holds the only case."""
        return self._group(0, [self._case(0, execution.outcomes[0], execution)])

    def _is_right(self, acts: tuple[Outcome, ...]) -> bool:
        """Say whether a program computes the right answers, however it does so."""
        return all(
            isinstance(outcome, Returned) and self._answer_failure(outcome, expected) is None
            for outcome, expected in zip(acts, self._key.expected, strict=True)
        )

    def _case(self, index: int, outcome: Outcome, execution: Execution) -> CaseResult:
        case, expected = self._key.cases[index], self._key.expected[index]
        seconds = 0.0 if case.secret else execution.seconds[index]
        if not isinstance(outcome, Returned):
            verdict, failure = self._failed_call(outcome, case)
        elif outcome.forbidden:
            verdict = Verdict.FORBIDDEN
            failure = forbidden_call(outcome.forbidden, secret=case.secret)
        else:
            found = self._answer_failure(outcome, expected)
            if found is None:
                return CaseResult(Verdict.ACCEPTED, seconds)
            verdict, failure = Verdict.WRONG_ANSWER, found
        came = progress(expected, outcome, self._problem.file.tolerance)
        failure = replace(failure, part=came.wrong, parts_right=came.right)
        if case.secret:
            return CaseResult(verdict, seconds, self._told.of_secret(case, verdict, failure))
        mismatch = self._mismatch(outcome, expected)
        seen = Seen(case, expected, outcome, mismatch, execution.printed[index])
        return CaseResult(verdict, seconds, self._told.of_public(seen, failure))

    def _with_mistake(
        self, result: CaseResult, index: int, known: tuple[KnownMistake, ...]
    ) -> CaseResult:
        """Add what the named mistake returns to a public case that is shown."""
        failure = result.failure
        shown = failure.shown if failure is not None else None
        if self._key.cases[index].secret or failure is None or shown is None or len(known) != 1:
            return result
        outcome = known[0].outcomes[index]
        if not isinstance(outcome, Returned):
            return result
        mistaken = clean_value(outcome.value, self._key.expected[index])
        return replace(result, failure=replace(failure, shown=replace(shown, mistaken=mistaken)))

    def _failed_call(self, outcome: Outcome, case: Case) -> tuple[Verdict, Failure]:
        verdict, failure = failed_call(outcome, secret=case.secret)
        if verdict is Verdict.RUNTIME_ERROR and isinstance(outcome, Raised) and outcome.call_line:
            failure = unusable(outcome, self._told.call_text(case), failure, secret=case.secret)
        return verdict, failure

    def _answer_failure(self, outcome: Returned, expected: Value) -> Failure | None:
        """Return why a returned value is not accepted, or None."""
        mismatch = self._mismatch(outcome, expected)
        if mismatch is not None:
            return Failure(mismatch_text(mismatch), mismatch.fix)
        if outcome.mutated:
            names = " and ".join(clean(name) for name in outcome.mutated[:MOST_NAMES])
            return Failure(f"your function changed its input {names}", "work on a copy")
        return None

    def _mismatch(self, outcome: Outcome, expected: Value) -> Mismatch | None:
        if not isinstance(outcome, Returned):
            return None
        file = self._problem.file
        return check(expected, outcome.value, file.returns, file.tolerance)

    def _group(self, number: int, cases: list[CaseResult]) -> GroupResult:
        group, secret = self._groups[number]
        verdict = worst(case.verdict for case in cases)
        points = self._points[number]
        return GroupResult(
            name=group.name,
            secret=secret,
            verdict=verdict,
            points=points if verdict is Verdict.ACCEPTED else 0.0,
            max_points=points,
            cases=tuple(told_once(cases) if secret else cases),
            hint="" if verdict is Verdict.ACCEPTED else group.hint,
        )

    def _mistakes(self, outcomes: tuple[Outcome, ...]) -> tuple[KnownMistake, ...]:
        """Return what explains every outcome: one mistake, several that all would, or none."""
        return explanations(self._key, outcomes, self._problem.file.tolerance)

    def of_groups(
        self,
        groups: tuple[GroupResult, ...],
        verdict: Verdict,
        failure: Failure | None,
        known: tuple[NamedMistake, ...] = (),
    ) -> ProblemResult:
        """Return the result with these groups; `failure` concerns the submission as a whole."""
        if failure is not None:
            failure = replace(failure, frames=self._told.frames(failure))
        return ProblemResult(
            slug=self._problem.slug,
            title=self._problem.file.title,
            label=clean(self._submission.label),
            verdict=verdict,
            score=total(group.points for group in groups),
            max_score=self._problem.limits.points,
            public=_tally(groups, secret=False),
            secret=None if self._problem.secret_groups is None else _tally(groups, secret=True),
            groups=groups,
            mistake=known[0] if len(known) == 1 else None,
            possible=known if len(known) == 2 else (),  # of more, none is likely enough to name
            failure=failure,
            quotes=self._told.quotes(groups, failure),
            places=self._told.places(groups, failure),
        )


def _failed_whole(failure: Outcome | Missing, source: bytes) -> tuple[Verdict, Failure]:
    if isinstance(failure, Missing):
        return Verdict.RUNTIME_ERROR, missing_function(failure, source)
    return failed_load(failure, source)


def _unfinished(outcomes: tuple[Outcome, ...]) -> bool:
    """Say whether every call ended in the stub's NotImplementedError."""
    return all(
        isinstance(outcome, Raised) and outcome.type_name == "NotImplementedError"
        for outcome in outcomes
    )


def _accepted(case: CaseResult) -> bool:
    return case.verdict is Verdict.ACCEPTED


def _without_points(group: GroupResult) -> GroupResult:
    return replace(group, points=0.0)


def _tally(groups: tuple[GroupResult, ...], *, secret: bool) -> Tally:
    chosen = [group for group in groups if group.secret is secret]
    return Tally(
        passed=sum(group.passed for group in chosen),
        total=sum(len(group.cases) for group in chosen),
    )
