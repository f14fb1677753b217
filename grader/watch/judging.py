"""Files judged in the background while the loop goes on; the newest save of a file wins.

An endless loop in a file does not keep its next save waiting: that is judged at once, and the
older judgement is given up after the call that it is in.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from grader.collect import collect
from grader.errors import GraderError
from grader.report import ProblemResult
from grader.session import Session
from grader.submission import Submission
from grader.watch.events import Judged

__all__ = ["Further", "Judging"]

WORKERS: Final = 2

Further = Callable[[Submission, Judged, Callable[[], bool]], None]
"""Looks further into a verdict that was told, until the function that it is given says stop."""


class _Superseded(GraderError):
    """The file was saved again: nobody waits for this judgement any more."""


class Judging:
    """Judges files in threads and tells each verdict, unless the file was saved again meanwhile.

    Files that were saved together make a batch. `further` is given a batch's only verdict.
    """

    def __init__(
        self,
        session: Session,
        tell: Callable[[Judged], None],
        further: Further | None = None,
    ) -> None:
        self._session = session
        self._tell = tell
        self._further = further
        self._newest: dict[Path, int] = {}
        self._batch = 0
        self._prepared: set[str] = set()
        self._preparing = threading.Lock()

    def begin(self, paths: tuple[Path, ...]) -> None:
        """Judge these files; does not wait for it."""
        self._batch += 1
        self._newest |= dict.fromkeys(paths, self._batch)
        waiting, further = deque(paths), self._further if len(paths) == 1 else None
        for _ in range(min(WORKERS, len(paths))):
            work = (waiting, self._batch, further)
            threading.Thread(target=self._work, args=work, daemon=True).start()

    def _work(self, waiting: deque[Path], batch: int, further: Further | None) -> None:
        while True:
            try:
                path = waiting.popleft()
            except IndexError:  # the other worker took the last one
                return
            judged, submissions = self._judged(path, batch)
            if self._is_newest(path, batch):
                self._tell(judged)
            if further is not None and len(judged.results) == 1:
                further(submissions[0], judged, partial(self._is_old, path, batch))

    def _judged(self, path: Path, batch: int) -> tuple[Judged, tuple[Submission, ...]]:
        begin = time.perf_counter()
        try:
            results, submissions = self._results(path, batch)
        except GraderError as error:  # a file of no problem, or gone again
            return Judged(path, batch, (), 0.0, str(error)), ()
        return Judged(path, batch, results, time.perf_counter() - begin), submissions

    def _results(
        self, path: Path, batch: int
    ) -> tuple[tuple[ProblemResult, ...], tuple[Submission, ...]]:
        def until(_index: int, _outcome: object) -> bool:
            if not self._is_newest(path, batch):
                raise _Superseded
            return False

        submissions = collect(self._session.pack, [str(path)]).submissions
        self._prepare({one.slug for one in submissions})
        return tuple(self._session.result(one, until) for one in submissions), submissions

    def _is_old(self, path: Path, batch: int) -> bool:
        return not self._is_newest(path, batch)

    def _is_newest(self, path: Path, batch: int) -> bool:
        return self._newest[path] == batch

    def _prepare(self, slugs: set[str]) -> None:
        with self._preparing:
            new = sorted(slugs - self._prepared)
            if new:
                self._session.prepare(new)
                self._prepared |= slugs
