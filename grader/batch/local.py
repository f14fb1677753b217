"""Judges of this machine: as many submissions at a time as asked for, each in its own child."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import lru_cache
from itertools import islice
from typing import Final

from grader.answers import KeyStore, default_folder
from grader.batch.task import Task
from grader.gradebook import Judged
from grader.judging import Judge
from grader.load import Pack
from grader.sandbox import Sandboxes
from grader.session import Session

__all__ = ["LocalJudges"]

HELD: Final = 64
"""Judges held, with the keys of one seed each: with cases for each student there are many."""
AHEAD: Final = 2
"""Tasks held for each worker: the one it judges, and the next, so that it never waits."""


class LocalJudges:
    """Judges with sandboxes that the caller opens and closes."""

    def __init__(
        self, pack: Pack, sandboxes: Sandboxes, jobs: int, *, require_sandbox: bool
    ) -> None:
        self._jobs = jobs
        self._sandboxes = sandboxes
        self._session = Session(pack, sandboxes, require_sandbox=require_sandbox)
        self._store = KeyStore(default_folder(), self._note, pack.exercises, pack.solutions)
        self._judge_of = lru_cache(HELD)(self._new_judge)
        self._isolations: dict[str, str] = {}
        self._lock = threading.Lock()
        self.notes: list[str] = []

    def isolation(self, slug: str) -> str:
        """Start the sandbox of a problem and return the protection that its self-test found."""
        if slug not in self._isolations:
            self._isolations[slug] = str(self._session.prepare([slug]))
        return self._isolations[slug]

    def judged(self, tasks: Iterator[Task]) -> Iterator[Judged]:
        """Yield each result as soon as it is there: a slow one holds up no other."""
        with ThreadPoolExecutor(max_workers=self._jobs) as pool:
            running: set[Future[Judged]] = set()
            try:
                while True:
                    room = AHEAD * self._jobs - len(running)
                    running |= {pool.submit(self._judge, task) for task in islice(tasks, room)}
                    if not running:
                        return
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield future.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                self._sandboxes.close()  # what is under way ends with its sandbox
                raise

    def close(self) -> None:
        """Leave; the sandboxes are the caller's to close."""

    def _judge(self, task: Task) -> Judged:
        problem = self._session.problem(task.submission.slug)
        begin = time.monotonic()
        result = self._judge_of(task.seed).judge(problem, task.submission)
        return task.judged(result, time.monotonic() - begin)

    def _new_judge(self, seed: int) -> Judge:
        return Judge(self._sandboxes, self._store, seed)

    def _note(self, note: str) -> None:
        with self._lock:
            if note not in self.notes:
                self.notes.append(note)
