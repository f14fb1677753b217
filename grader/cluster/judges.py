"""Judges on the workers of a dask cluster: the same results as on one machine.

A worker that is lost costs the time of what it was doing: dask gives its tasks to others. Tasks are
sent a few for each thread of the cluster, so that a class of any size is held by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from distributed import Client, KilledWorker, as_completed

from grader.answers import KeyStore, default_folder
from grader.batch import Task
from grader.cluster.parcel import Here, Outcome, parcel_of
from grader.cluster.worker import SandboxPlugin, describe, judge, unpacked
from grader.errors import JudgeFault, SandboxUnavailable, UsageError
from grader.gradebook import Judged, Versions, decode_result
from grader.judging import Judge
from grader.judging.judgement import judge_error
from grader.load import Pack
from grader.problem import Problem
from grader.sandbox import Sandboxes, kind_of_problem
from grader.spawning import Kind

__all__ = ["DaskJudges"]

AHEAD: Final = 3
"""Tasks sent for each thread of the cluster, so that none waits for the network."""
HELD: Final = 256
CONNECT_SECONDS: Final = 10
WORKERS_SECONDS: Final = 60
TRIES: Final = 3
"""How often a task whose workers were lost is sent again, beyond dask's own tries."""


class DaskJudges:
    """Judges on a cluster; the answers are made here, in sandboxes that the caller closes."""

    def __init__(
        self, pack: Pack, sandboxes: Sandboxes, address: str, *, require_sandbox: bool
    ) -> None:
        self.notes: list[str] = []
        self._pack = pack
        self._sandboxes = sandboxes
        self._require_sandbox = require_sandbox
        self._store = KeyStore(default_folder(), self._note, pack.exercises, pack.solutions)
        self._problem = lru_cache(None)(pack.problem)
        self._judge_of = lru_cache(HELD)(self._new_judge)
        self._parcel = lru_cache(HELD)(self._new_parcel)
        self._isolations: dict[Kind, str] = {}
        self._address = address
        self._opened: Any = None

    def isolation(self, slug: str) -> str:
        """Have every worker test its sandbox, and return the protection that they agree on.

        Raises UsageError where workers differ from this machine or from one another, and
        SandboxUnavailable where a layer is missing and all are asked for.
        """
        kind = kind_of_problem(self._problem(slug))
        if kind not in self._isolations:
            self._isolations[kind] = self._agreed(self._told(kind), kind)
        return self._isolations[kind]

    def judged(self, tasks: Iterator[Task]) -> Iterator[Judged]:
        """Yield each result as soon as it is there."""
        first = next(tasks, None)
        if first is None:
            return  # nothing to do needs no cluster
        client = self._client()
        waiting: dict[Any, tuple[Task, int]] = {}
        done = as_completed(loop=client.loop)

        def send(task: Task, tries: int = TRIES) -> None:
            future = self._sent(client, task)
            waiting[future] = (task, tries)
            done.add(future)

        try:
            send(first)
            while waiting:
                room = max(1, AHEAD * _threads(client)) - len(waiting)
                for task in islice(tasks, max(0, room)):
                    send(task)
                future = next(done)
                task, tries = waiting.pop(future)
                try:
                    yield self._received(task, future.result())
                except KilledWorker:
                    if not tries:
                        yield self._lost(task)
                    else:
                        send(task, tries - 1)
        except (OSError, CancelledError) as error:
            raise JudgeFault(f"the cluster at {self._address} is gone: {error}") from None
        finally:
            client.cancel(list(waiting), force=True)

    def close(self) -> None:
        """Leave the cluster; what is still sent is given up."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _client(self) -> Any:
        if self._opened is None:
            try:
                self._opened = Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
                self._opened.wait_for_workers(1, timeout=WORKERS_SECONDS)
            except (OSError, TimeoutError, ValueError) as error:
                self.close()
                why = str(error) or "none came in time"
                raise UsageError(
                    f"no cluster with a worker at {self._address}: {why}; "
                    "start one with: dask scheduler, and on each machine: dask worker ADDRESS"
                ) from None
            self._opened.register_plugin(SandboxPlugin())
        return self._opened

    def _sent(self, client: Any, task: Task) -> Any:
        problem = self._problem(task.submission.slug)
        kind = kind_of_problem(problem)
        parcel = self._parcel(problem.slug, task.seed)
        isolation = self._isolations[kind]
        return client.submit(judge, parcel, task.submission, isolation, kind, pure=False)

    def _received(self, task: Task, outcome: Outcome) -> Judged:
        if outcome.fault:
            raise JudgeFault(f"a worker at {self._address} differs: {outcome.fault}")
        return task.judged(decode_result(outcome.result), outcome.seconds)

    def _lost(self, task: Task) -> Judged:
        problem = self._problem(task.submission.slug)
        says = "worker after worker was lost while judging it"
        return task.judged(judge_error(problem, task.submission, says), 0.0)

    def _told(self, kind: Kind) -> dict[str, Here]:
        """Return what each worker says of itself; a task for each, since a self-test takes time."""
        client = self._client()
        asked = {
            worker: client.submit(describe, (kind,), workers=[worker], pure=False)
            for worker in client.nthreads()
        }
        try:
            return {worker: future.result(WORKERS_SECONDS) for worker, future in asked.items()}
        except TimeoutError:
            raise JudgeFault(f"a worker at {self._address} gave no answer") from None

    def _agreed(self, told: dict[str, Here], kind: Kind) -> str:
        """Return the isolation of all workers; an error says which of them is different."""
        mine = Versions.here()
        for worker, here in sorted(told.items()):
            for name in ("grader", "numpy", "python", *(["torch"] if kind == "torch" else [])):
                if getattr(here, name) != getattr(mine, name):
                    raise UsageError(
                        f"the worker {worker} has {name} {getattr(here, name)}, this machine "
                        f"{getattr(mine, name)}; results would differ: install the same there"
                    )
        found = {str(here.protection): worker for worker, here in sorted(told.items())}
        if len(found) > 1:
            lines = "".join(f"\n  {worker}: {level}" for level, worker in sorted(found.items()))
            raise UsageError(f"the workers' sandboxes differ, and so would the reports:{lines}")
        (protection,) = {here.protection for here in told.values()}
        if self._require_sandbox and protection.missing:
            lacking = "\n".join(f"  {line}" for line in protection.missing)
            raise SandboxUnavailable(
                f"the workers' sandbox is not whole (isolation: {protection.isolation}):\n"
                f"{lacking}\n  --no-require-sandbox judges all the same, and every report says so"
            )
        return str(protection)

    def _new_parcel(self, slug: str, seed: int) -> Any:
        problem: Problem = self._problem(slug)
        key = self._judge_of(seed).key(problem)
        return self._client().submit(unpacked, parcel_of(problem, key, seed), pure=False)

    def _new_judge(self, seed: int) -> Judge:
        return Judge(self._sandboxes, self._store, seed)

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _threads(client: Any) -> int:
    """Return how many submissions the cluster judges at a time, as of now."""
    return sum(client.nthreads().values())
