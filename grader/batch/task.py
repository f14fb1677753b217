"""One submission to be judged, and whoever judges such tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from grader.gradebook import Grounds, Judged
from grader.report import ProblemResult
from grader.submission import Submission

__all__ = ["Judges", "Task"]


class Task(Struct, frozen=True):
    """A submission to judge, and the grounds on which: the seed is among them."""

    digest: str
    grounds: Grounds
    submission: Submission

    @property
    def seed(self) -> int:
        """Return which cases are drawn."""
        return self.grounds.seed

    def judged(self, result: ProblemResult, seconds: float) -> Judged:
        """Return the task with its result."""
        return Judged(self.digest, self.grounds, self.submission, result, seconds)


class Judges(Protocol):
    """Judges tasks, on this machine or on others; nothing is started before it is needed.

    `notes` are what is to be told after a run: a damaged key that was made again, say.
    """

    notes: list[str]

    def isolation(self, slug: str) -> str:
        """Start what judging a problem needs, and return the protection that it has."""

    def judged(self, tasks: Iterator[Task]) -> Iterator[Judged]:
        """Yield each result as soon as it is there, in any order.

        A task is asked for only when there is room for it, so that few are held at a time. Both
        run in the caller's thread. When the caller leaves, what is under way is given up.
        """

    def close(self) -> None:
        """Leave; what was started for the judges alone ends."""
