"""Run one submission's calls in locked-down children and say what happened to each.

    Job (source, calls, limits) -> fork, load -> call by call -> Execution (an Outcome a call)
    Calls (a job)               -> one call after another, each made when it is asked for

A hang, crash, memory or output blow-up costs its own call: the next goes to a fresh child. After
two timeouts the rest of a group is skipped, and the whole job has a time budget.
"""

from __future__ import annotations

import math
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final, Self

from grader.errors import JudgeFault, SandboxLost
from grader.execute.ahead import sent_together
from grader.execute.job import Execution, Job, Missing, PlannedCall
from grader.execute.needs import modules_needed
from grader.outcome import (
    Died,
    Garbled,
    MemoryExceeded,
    Outcome,
    OutputExceeded,
    Raised,
    Returned,
    Skipped,
    TimedOut,
)
from grader.sandbox import Child, Flood, Gone, Noise, Received, Sandbox, Silence
from grader.spawning import NOT_READY, Spawn
from grader.wire import Call, Checked, Loaded, TooLarge

__all__ = ["Calls", "Execution", "Job", "Missing", "PlannedCall", "Until", "execute"]

TIMEOUTS_IN_A_GROUP: Final = 2
LOAD_SECONDS: Final = 5.0
SLACK_SECONDS: Final = 2
MAX_KEPT: Final = 256 * 1024 * 1024
"""The most that all values of one job may take up together in the grader, in bytes."""
META_GROWTH: Final = 32
"""How many bytes one byte of a reply's structure may become as Python objects."""

Until = Callable[[int, Outcome], bool]
"""Says after each call, by its number and outcome, whether that was enough."""


def execute(sandbox: Sandbox, job: Job, until: Until | None = None) -> Execution:
    """Run every call of the job, or those up to the one that `until` is content with.

    Raises JudgeFault where the sandbox itself fails.
    """
    return _Run(sandbox, job).result(until)


class Calls:
    """A submission to be called for as long as its user likes; leaving ends its child.

    A call costs no fork, so state that a submission keeps is there at the next; `renew` forgets it.
    """

    def __init__(self, sandbox: Sandbox, job: Job) -> None:
        self._run = _Run(sandbox, job)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.renew()

    def renew(self) -> None:
        """Let the next call go to a fresh child."""
        self._run.drop()

    def make(self, call: PlannedCall, seconds: float) -> Execution:
        """Make one call, within its time limit and so many seconds."""
        return self._run.single(call, seconds)


class _Run:
    """The state of one job while it runs: the present child, what was seen so far."""

    def __init__(self, sandbox: Sandbox, job: Job) -> None:
        self._sandbox = sandbox
        self._job = job
        self._child: Child | None = None
        self._checked: Checked | None = None
        self._deadline = time.monotonic() + job.limits.time_budget
        self._timeouts: Counter[int] = Counter()
        self._kept_bytes = 0
        self._modules = modules_needed(job.load)
        self._cpu_seconds = 0
        self._born = 0.0
        self._ahead = 0  # calls that the child has been sent and has not answered

    def result(self, until: Until | None) -> Execution:
        try:
            failure = self._start()
            checked = self._checked or Checked(unchanged=False, violations=())
            if checked.unchanged or failure is not None:
                return Execution(checked.unchanged, checked.violations, failure)
            done = list(self._calls(until))
        finally:
            self.drop()
        return _execution(checked, done)

    def single(self, call: PlannedCall, seconds: float) -> Execution:
        """Make a call as if it were the job's only one, in the child that is there."""
        if time.monotonic() - self._born > self._job.limits.time_budget:
            self.drop()  # before its processor time is used up
        self._deadline = time.monotonic() + seconds
        self._timeouts.clear()
        self._kept_bytes = 0
        return _execution(self._checked, [self._one((call,))])

    def _calls(self, until: Until | None) -> Iterator[tuple[Outcome, bytes, float]]:
        for index in range(len(self._job.calls)):
            done = self._one(self._job.calls[index:])
            yield done
            if until is not None and until(index, done[0]):
                return

    def _one(self, calls: tuple[PlannedCall, ...]) -> tuple[Outcome, bytes, float]:
        """Make the first of these calls."""
        call = calls[0]
        if self._timeouts[call.group] >= TIMEOUTS_IN_A_GROUP:
            return Skipped("timeouts in this group"), b"", 0.0
        left = self._deadline - time.monotonic()
        if left <= 0:
            return Skipped("time budget used up"), b"", 0.0
        if self._child is None and self._start() is not None:
            self.drop()
            return Skipped("the submission did not load"), b"", 0.0
        child = self._child
        assert child is not None
        begin = time.perf_counter()
        outcome = self._call(child, calls, min(left, self._job.limits.time_limit))
        seconds = time.perf_counter() - begin
        printed = child.take_output()
        if isinstance(outcome, TimedOut):
            self._timeouts[call.group] += 1
        if not isinstance(outcome, Returned | Raised):
            self.drop()
        return outcome, printed, seconds

    def _call(self, child: Child, calls: tuple[PlannedCall, ...], seconds: float) -> Outcome:
        deadline = time.monotonic() + seconds
        if not self._ahead:
            if child.has_surplus():
                return Garbled("a reply that nobody asked for")
            batch = [Call(call.code, call.inputs) for call in sent_together(calls)]
            if not child.send_all(batch, seconds):
                return self._outcome(Gone() if time.monotonic() < deadline else Silence())
            self._ahead = len(batch)
        self._ahead -= 1
        received = child.receive(deadline - time.monotonic())
        meta, data = child.reply_lengths
        self._kept_bytes += META_GROWTH * meta + data
        if self._kept_bytes > MAX_KEPT and isinstance(received, Returned | Raised):
            return OutputExceeded("it returned too much in all its calls together")
        return self._outcome(received)

    def _start(self) -> Outcome | Missing | None:
        """Fork a child and load the source; return why that failed, or None."""
        limits = self._job.limits
        seconds = max(LOAD_SECONDS, limits.time_limit)
        self._cpu_seconds = math.ceil(limits.time_budget + seconds) + SLACK_SECONDS
        self._born = time.monotonic()
        self._ahead = 0
        self._child = self._sandbox.spawn(
            Spawn(
                memory_megabytes=limits.memory,
                cpu_seconds=self._cpu_seconds,
                modules=self._modules,
                forbid=self._job.load.forbid,
                executable_memory="torch" in self._job.load.packages,
            )
        )
        self._child.send(self._job.load, seconds)
        checked = self._child.receive(seconds)
        if not isinstance(checked, Checked):
            return self._unchecked(checked)
        self._checked = self._checked or checked
        if checked.unchanged:
            return None
        loaded = self._child.receive(seconds)
        if not isinstance(loaded, Loaded):
            return self._failed(loaded)
        if not loaded.defines:
            return Missing(self._job.load.function, loaded.names)
        return None

    def _unchecked(self, received: Received) -> Outcome:
        """Return why the source could not even be read; a child that was not ready is our fault."""
        child = self._child
        outcome = self._failed(received)
        if outcome != Died(None, NOT_READY):
            return outcome
        why = child.take_output().decode("utf-8", "replace") if child else ""
        raise JudgeFault(f"a child was not locked down as the self-test was ({why or 'it failed'})")

    def _failed(self, received: Received) -> Outcome:
        outcome = self._outcome(received, max(LOAD_SECONDS, self._job.limits.time_limit))
        self.drop()
        return Garbled("a value before any call") if isinstance(outcome, Returned) else outcome

    def _outcome(self, received: Received, limit: float | None = None) -> Outcome:
        """Return what a reply, or the lack of one, means for the call."""
        limits = self._job.limits
        match received:
            case Raised(type_name="MemoryError"):
                return MemoryExceeded(limits.memory)
            case Returned() | Raised():
                return received
            case Silence():
                return TimedOut(limit or limits.time_limit)
            case Flood():
                return OutputExceeded("it printed more than 8 MB")
            case TooLarge(what):
                return OutputExceeded(f"it returned {what}")
            case Noise(what):
                return Garbled(what)
            case Gone():
                return self._death(limit or limits.time_limit)
            case _:
                return Garbled(f"a reply out of turn: {type(received).__name__}")

    def _death(self, limit: float) -> Outcome:
        child, self._child = self._child, None
        assert child is not None
        ended = child.end(grace=True)
        if ended.killed:
            return Garbled("it closed its connection with the grader")
        if ended.signal == signal.SIGXCPU or (ended.signal == signal.SIGKILL and self._had_time()):
            return TimedOut(limit)
        if ended.signal == signal.SIGKILL:
            raise SandboxLost("a child was killed from outside: the machine is short of memory?")
        return Died(ended.signal, ended.status)

    def _had_time(self) -> bool:
        """Say whether the child can have used up its processor time: the limit ends by SIGKILL."""
        return time.monotonic() - self._born >= self._cpu_seconds

    def drop(self) -> None:
        """End the present child, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            child.end()


def _execution(checked: Checked | None, done: list[tuple[Outcome, bytes, float]]) -> Execution:
    return Execution(
        violations=checked.violations if checked else (),
        outcomes=tuple(outcome for outcome, _, _ in done),
        printed=tuple(printed for _, printed, _ in done),
        seconds=tuple(seconds for _, _, seconds in done),
    )
