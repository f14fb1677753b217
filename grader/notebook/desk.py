"""What stays open behind the commands of a notebook: the exercises and warm sandboxes.

Sandboxes are fresh processes (`grader.launch` spawns them), so that a kernel with many threads
may start them; they end with the kernel.
"""

from __future__ import annotations

from pathlib import Path

from grader.load import Pack, open_pack
from grader.problem import Problem
from grader.report import ProblemResult
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.workspace import Progress, nearest_exercises, open_progress

__all__ = ["Desk"]


class Desk:
    """Judges cells against the exercises that belong to the folder the kernel runs in."""

    def __init__(self) -> None:
        self._sandboxes: Sandboxes | None = None
        self._session: Session | None = None
        self._prepared: set[str] = set()
        self._hints: dict[str, int] = {}

    @property
    def pack(self) -> Pack:
        """Return the exercises; UsageError or PackError where there are none or they are wrong."""
        return self._session.pack if self._session else open_pack(nearest_exercises(Path.cwd()))

    @property
    def progress(self) -> Progress | None:
        """Return the progress of the workspace, if the kernel runs in one."""
        return open_progress(Path.cwd())

    def problem(self, slug: str) -> Problem:
        """Return a problem; UsageError, naming the nearest, where there is none of this name."""
        return self.pack.problem(slug)

    def judge(self, slug: str, source: bytes, label: str) -> ProblemResult:
        """Judge a source in the sandbox; an interruption ends the sandboxes, not the desk."""
        try:
            session = self._open(slug)
            result = session.result(Submission(slug, label, source))
        except KeyboardInterrupt:  # a request may be half answered
            self.close()
            raise
        if self.progress is not None:
            self.progress.judged(slug, result.verdict)
        return result

    def next_hint(self, slug: str) -> int:
        """Return the number of the hint to show, counted from 0; each call goes one further."""
        count = len(self.problem(slug).file.hints)
        progress = self.progress
        seen = progress.of(slug).hints if progress is not None else self._hints.get(slug, 0)
        number = min(seen, count - 1)
        self._hints[slug] = number + 1
        if progress is not None:
            progress.hint_seen(slug, number + 1)
        return number

    def close(self) -> None:
        """End every process that was started; the next answer starts them again."""
        sandboxes, self._sandboxes, self._session = self._sandboxes, None, None
        self._prepared.clear()
        if sandboxes is not None:
            sandboxes.close()

    def _open(self, slug: str) -> Session:
        if self._session is None:
            pack = self.pack
            self._sandboxes = Sandboxes()
            self._session = Session(pack, self._sandboxes)
        if slug not in self._prepared:
            self._session.prepare([slug])
            self._prepared.add(slug)
        return self._session
