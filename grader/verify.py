"""Prove a pack: its solutions pass, its stubs fail, every known mistake is caught and named.

accepted/*.py      full marks, every case, on every seed
stub               not attempted, no points
wrong_answer/*.py  rejected by the secret cases, named as itself and as nothing else
knobs.py           right with every knob off, the same as a mistake's file with its knob on;
                   a pair of mistakes is named as itself
literal answers    equal to the live reference
pictures           drawn for every public case of the groups they are for
practice groups    draw cases that torch answers, and on which model solutions are right
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grader.answers import AnswerKey, KnownMistake, Reference
from grader.answers.known import right
from grader.cases import Case, draw_inputs, group_seed, groups_of
from grader.cases.vocabulary import SeededDraw
from grader.checkers import agree, check
from grader.errors import GraderError, PackError
from grader.figures import undrawable
from grader.judging.diagnose import explanations
from grader.pack_file import Group
from grader.problem import Problem
from grader.report import Failure, ProblemResult
from grader.session import Session
from grader.submission import Submission
from grader.values import Value, ValueTooLarge
from grader.verdict import Verdict

__all__ = ["Proof", "prove", "union"]

TOUCHED: Final = b"\n\npass\n"
"""Makes a stub another program that does the same."""
PRACTICE_DRAWS: Final = 20
"""How many cases of each practice group are tried."""


class Proof(Struct, frozen=True):
    """What was shown of one problem; an empty `faults` means that all of it held."""

    slug: str
    solutions: int
    mistakes: int
    cases: int
    faults: tuple[str, ...]
    doubles: int = 0


def prove(session: Session, slug: str, *, with_knobs: bool = True) -> Proof:
    """Return what holds of a problem under the session's seed.

    Without its knobs the key is made faster: no pairs of mistakes are run.
    """
    problem = session.problem(slug)
    if not with_knobs:
        problem = replace(problem, knobs=None)
    try:
        key = session.judge.key(problem)
    except GraderError as error:
        return Proof(slug, len(problem.accepted), len(problem.mistakes), 0, (str(error),))
    prover = _Prover(session, problem, key)
    faults = (
        *prover.literal_answers(),
        *prover.pictures(),
        *prover.stub(),
        *prover.solutions(),
        *prover.mistakes(),
        *prover.knobs(),
        *prover.doubles(),
        *prover.practice(),
    )
    counts = len(problem.accepted), len(problem.mistakes), len(key.cases)
    return Proof(slug, *counts, faults, len(key.doubles))


class _Prover:
    """Checks one problem, fault by fault."""

    def __init__(self, session: Session, problem: Problem, key: AnswerKey) -> None:
        self._session = session
        self._problem = problem
        self._key = key

    def literal_answers(self) -> Iterator[str]:
        """Yield where an `expect` is not what the reference gives."""
        file = self._problem.file
        for case, expected in zip(self._key.cases, self._key.expected, strict=True):
            if case.has_expect:
                mismatch = check(expected, case.expect, file.returns, file.tolerance)
                if mismatch is not None:
                    group = groups_of(self._problem)[case.group][0]
                    says = f"is not what torch gives: {mismatch.says}"
                    yield f"'expect' of group '{group.name}' {says}"

    def pictures(self) -> Iterator[str]:
        """Yield which picture is left out of the report on a public case."""
        for case, expected in zip(self._key.cases, self._key.expected, strict=True):
            group = groups_of(self._problem)[case.group][0].name
            for number, picture in enumerate(self._problem.file.pictures, start=1):
                if case.secret or (picture.only and group not in picture.only):
                    continue
                why = undrawable(picture, case.inputs, expected)
                if why:
                    named = f"picture {number} ('{picture.title}')"
                    says = f"{named} cannot be drawn for group '{group}': {why}"
                    yield f"{says}; mend it, or list the groups it is for under 'only'"

    def stub(self) -> Iterator[str]:
        """Yield how the stub as shipped is anything but not attempted."""
        result = self._judged("stub.py", self._problem.file.stub.encode())
        if result.verdict is not Verdict.NOT_ATTEMPTED or result.score:
            yield f"the stub is {_outcome(result)}; it should be not attempted, without points"
        begun = self._judged("stub.py", self._problem.file.stub.encode() + TOUCHED)
        if begun.verdict is Verdict.ACCEPTED:
            yield "the stub is accepted once it is touched; it should leave something to do"

    def solutions(self) -> Iterator[str]:
        """Yield which model solution does not get full marks."""
        for solution in self._problem.accepted:
            result = self._judged(f"accepted/{solution.name}.py", solution.source)
            if result.verdict is not Verdict.ACCEPTED or result.score != result.max_score:
                yield f"accepted/{solution.name}.py is {_outcome(result)}{_first_fault(result)}"

    def mistakes(self) -> Iterator[str]:
        """Yield which known mistake is not caught, or not named as itself."""
        for mistake in self._problem.mistakes:
            result = self._judged(f"wrong_answer/{mistake.name}.py", mistake.source)
            named = result.mistake.name if result.mistake else None
            if result.verdict is Verdict.ACCEPTED or not _fails_in_secret(result):
                yield f"wrong_answer/{mistake.name}.py passes the secret cases"
            elif named != mistake.name:
                yield f"wrong_answer/{mistake.name}.py is named {named or 'nothing'}"

    def knobs(self) -> Iterator[str]:
        """Yield which knob does not do what the mistake of its name does; none is as it should."""
        knobs, problem = self._problem.knobs, self._problem
        if knobs is None:
            return
        result = self._judged("knobs.py", knobs.source)
        if result.verdict is not Verdict.ACCEPTED:
            yield f"knobs.py with no knob on is {_outcome(result)}{_first_fault(result)}"
        for known in self._key.mistakes:
            if known.name in knobs.names:
                source = knobs.turned(problem.file.function, known.name)
                yield from self._unlike(known, source)

    def doubles(self) -> Iterator[str]:
        """Yield which pair of mistakes is not named as itself."""
        for double in self._key.doubles:
            named = explanations(self._key, double.outcomes, self._problem.file.tolerance)
            if named != (double,):
                names = " or ".join(one.name for one in named) or "nothing"
                yield f"knobs.py with {double.name} is named {names}"

    def practice(self) -> Iterator[str]:
        """Yield which practice group gives no case, or one where a model solution is wrong."""
        groups = [one.as_group() for one in self._problem.file.practice]
        reference = Reference(self._problem) if groups else None
        for group in groups:
            assert reference is not None
            cases, expected = self._practice_cases(group, reference)
            if not cases:
                yield f"practice group '{group.name}' draws no case that torch has an answer for"
            for solution in self._problem.accepted:
                label, judge = f"{solution.name}.py", self._session.judge
                done = judge.execute(self._problem, solution.source, label, cases)
                known = zip(expected, done.outcomes, strict=False)
                if cases and not all(right(self._problem, *pair) for pair in known):
                    yield f"accepted/{label} is wrong on a case of practice group '{group.name}'"

    def _practice_cases(
        self, group: Group, reference: Reference
    ) -> tuple[tuple[Case, ...], tuple[Value, ...]]:
        """Return some cases of a practice group and their answers; torch may refuse others."""
        seed = group_seed(self._problem.slug, group.name, self._session.seed, secret=False)
        draw = SeededDraw(seed)
        cases: list[Case] = []
        expected: list[Value] = []
        for _ in range(PRACTICE_DRAWS):
            try:
                inputs = draw_inputs(group, {}, self._problem.file.parameters, draw)
                case = Case(group=0, index=0, secret=False, inputs=inputs, call=group.call)
                expected.append(reference.answer(case))
                cases.append(case)
            except (ValueError, ValueTooLarge, PackError):
                continue
        return tuple(cases), tuple(expected)

    def _unlike(self, known: KnownMistake, source: bytes) -> Iterator[str]:
        """Yield the first group where a knob and the mistake of its name differ."""
        cases, tolerance = self._key.cases, self._problem.file.tolerance
        done = self._session.judge.execute(self._problem, source, "knobs.py", cases)
        if len(done.outcomes) != len(cases):
            yield f"knobs.py with {known.name} on does not load"
            return
        for case, one, other in zip(cases, done.outcomes, known.outcomes, strict=True):
            if not agree(one, other, tolerance):
                group = groups_of(self._problem)[case.group][0].name
                what = f"knobs.py with {known.name} on is not wrong_answer/{known.name}.py"
                yield f"{what}: they differ in group '{group}'"
                return

    def _judged(self, label: str, source: bytes) -> ProblemResult:
        name = PurePath(self._problem.slug, label)
        submission = Submission(self._problem.slug, str(name), source)
        return self._session.judge.judge(self._problem, submission)


def _fails_in_secret(result: ProblemResult) -> bool:
    return any(group.secret and group.verdict is not Verdict.ACCEPTED for group in result.groups)


def _outcome(result: ProblemResult) -> str:
    secret = f", secret {result.secret}" if result.secret else ""
    return (
        f"{result.verdict} ({result.score:g}/{result.max_score:g}, public {result.public}{secret})"
    )


def _first_fault(result: ProblemResult) -> str:
    """Return what went wrong first, for the author's eyes."""
    if result.failure is not None:
        return f": {_said(result.failure)}"
    for group in result.groups:
        for case in group.cases:
            if case.verdict is not Verdict.ACCEPTED:
                says = _said(case.failure) if case.failure else ""
                return f" in group '{group.name}'" + (f": {says}" if says else "")
    return ""


def _said(failure: Failure) -> str:
    """Return a failure with the line of the file that it came from, where there is one."""
    return failure.says + (f", in line {failure.frames[-1].line}" if failure.frames else "")


def union(proofs: Sequence[Proof]) -> Proof:
    """Return the proofs of one problem under several seeds as one; each fault once."""
    first = proofs[0]
    faults = tuple(dict.fromkeys(fault for proof in proofs for fault in proof.faults))
    cases = sum(proof.cases for proof in proofs)
    return Proof(first.slug, first.solutions, first.mistakes, cases, faults, first.doubles)
