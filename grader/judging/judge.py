"""Judge a submission: run its cases, check the answers, name the mistake, add up the points.

    Submission -> Job -> Execution ─┐
    Problem -> AnswerKey ───────────┴─> CaseResult -> GroupResult -> ProblemResult

The one place where a fault of the grader becomes the verdict JUDGE_ERROR.
"""

from __future__ import annotations

import threading
from pathlib import PurePath

from grader.answers import AnswerKey, KeyStore, key_digest, make_key, public_key, torch_version
from grader.calling import default_call
from grader.cases import Case
from grader.errors import GraderError, JudgeFault, SandboxLost
from grader.execute import Calls, Execution, Job, Missing, PlannedCall, Until, execute
from grader.judging.judgement import judge_error, judgement, not_handed_in, was_forbidden
from grader.outcome import Outcome
from grader.problem import Mistake, Problem
from grader.report import ProblemResult
from grader.sandbox import Sandboxes, kind_of_problem
from grader.submission import Submission
from grader.values import Mapping
from grader.wire import Load

__all__ = ["Judge", "planned_call"]


class Judge:
    """Judges submissions to the problems of one pack; safe to use from several threads."""

    def __init__(self, sandboxes: Sandboxes, store: KeyStore, seed: int) -> None:
        self._sandboxes = sandboxes
        self._store = store
        self._seed = seed
        self._keys: dict[str, AnswerKey] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def judge(
        self, problem: Problem, submission: Submission, until: Until | None = None
    ) -> ProblemResult:
        """Return the result; a fault of the grader's is a result too.

        `until` is asked after each call; a GraderError that it raises ends the judging.
        """
        source, label = submission.source, submission.label
        try:
            key = self.key(problem)
            guarded = _job(problem, source, label, key.cases, tuple(problem.file.forbid))
            acts = execution = self._run(problem, guarded, until)
            if was_forbidden(execution):  # its mistake is named all the same
                acts = self._run(problem, _job(problem, source, label, key.cases, ()), until)
            return judgement(problem, submission, key, execution, acts.outcomes)
        except JudgeFault as fault:
            return judge_error(problem, submission, str(fault))
        except GraderError:
            raise  # the pack's or the user's fault concerns every submission
        except Exception as error:  # noqa: BLE001 - one odd submission must not end a class
            return judge_error(problem, submission, _crash(error))

    def key(self, problem: Problem) -> AnswerKey:
        """Return the problem's answer key: from memory, from disk, or made with torch now."""
        with self._lock:
            lock = self._locks.setdefault(problem.slug, threading.Lock())
        with lock:
            if problem.slug not in self._keys:
                self._keys[problem.slug] = self._found_or_made(problem)
            return self._keys[problem.slug]

    def take_key(self, problem: Problem, key: AnswerKey) -> None:
        """Use this key for a problem, instead of finding or making one."""
        with self._lock:
            self._keys[problem.slug] = key

    def absent(self, problem: Problem) -> ProblemResult:
        """Return the result of a problem for which nothing was handed in."""
        return not_handed_in(problem, self.key(problem))

    def public_key(self, problem: Problem) -> AnswerKey:
        """Return the key of a problem without secret cases: the known mistakes are in it."""
        return self._kept_or_made(problem)

    def execute(
        self,
        problem: Problem,
        source: bytes,
        label: str,
        cases: tuple[Case, ...],
        *,
        guarded: bool = True,
    ) -> Execution:
        """Run a source on cases of a problem in the sandbox.

        Unguarded, what the problem forbids works: for finding out what a program computes.
        """
        forbid = tuple(problem.file.forbid) if guarded else ()
        return self._run(problem, _job(problem, source, label, cases, forbid))

    def execute_until(
        self, problem: Problem, source: bytes, cases: tuple[Case, ...], until: Until
    ) -> Execution:
        """Run a source on the cases, one after the other, until that is enough."""
        sandbox = self._sandboxes.start(kind_of_problem(problem))
        label, forbid = f"{problem.slug}.py", tuple(problem.file.forbid)
        return execute(sandbox, _job(problem, source, label, cases, forbid), until)

    def calls(self, problem: Problem, submission: Submission) -> Calls:
        """Return a submission that may be called case by case, in a child of its own."""
        forbid = tuple(problem.file.forbid)
        job = _job(problem, submission.source, submission.label, (), forbid)
        return Calls(self._sandboxes.start(kind_of_problem(problem)), job)

    def _run(self, problem: Problem, job: Job, until: Until | None = None) -> Execution:
        kind = kind_of_problem(problem)
        try:
            return execute(self._sandboxes.start(kind), job, until)
        except SandboxLost:  # killed from outside: that is nobody's answer, so judge it again
            return execute(self._sandboxes.start(kind), job, until)

    def _found_or_made(self, problem: Problem) -> AnswerKey:
        return self._store.released(problem, self._seed) or self._kept_or_made(problem)

    def _kept_or_made(self, problem: Problem) -> AnswerKey:
        version = torch_version()
        digest = key_digest(problem, self._seed, version or "none")
        key = self._store.read(digest)
        if key is not None:
            return key
        if problem.secret_groups is None and not problem.mistakes:
            literal = public_key(problem, self._seed)
            if literal is not None:
                return literal
        if version is None:
            raise JudgeFault(
                f"the answers of {problem.slug} need torch, which is not installed; "
                "install torch or use an exercise folder that brings its answer key"
            )
        key = make_key(
            problem, self._seed, lambda mistake, cases: self._outcomes(problem, mistake, cases)
        )
        self._store.write(digest, key)
        return key

    def _outcomes(
        self, problem: Problem, mistake: Mistake, cases: tuple[Case, ...]
    ) -> tuple[Outcome, ...]:
        """Return what a known mistake does on every case, in the same sandbox as a student's."""
        label = f"{mistake.name}.py"
        execution = self.execute(problem, mistake.source, label, cases, guarded=False)
        failure = execution.failure
        if execution.outcomes:
            return execution.outcomes
        if failure is None or isinstance(failure, Missing):
            why = "is the stub" if failure is None else f"does not define {problem.file.function}"
            raise JudgeFault(f"the known mistake {problem.slug}/{mistake.name} {why}")
        return tuple(failure for _ in cases)


def planned_call(problem: Problem, case: Case) -> PlannedCall:
    """Return the call of a case: its own, else the problem's, else the plain one."""
    file = problem.file
    code = case.call or file.call or default_call(file.function, tuple(file.parameters))
    return PlannedCall(case.group, code, Mapping(case.inputs), case.secret)


def _crash(error: Exception) -> str:
    """Return where the grader failed; not the message, which could hold a secret case's data."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"the grader failed: {type(error).__name__} in {frame.name}, line {frame.lineno}"


def _job(
    problem: Problem, source: bytes, label: str, cases: tuple[Case, ...], forbid: tuple[str, ...]
) -> Job:
    file = problem.file
    return Job(
        load=Load(
            source=source,
            label=PurePath(label).name,  # no folder names: they may hold a student's
            stub=file.stub,
            function=file.function,
            packages=tuple(file.packages),
            forbid=forbid,
        ),
        calls=tuple(planned_call(problem, case) for case in cases),
        limits=problem.limits,
    )
