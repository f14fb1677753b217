"""One sandbox a kind of problem, started when first needed or in advance."""

from __future__ import annotations

import threading
from types import TracebackType

from grader.problem import Problem
from grader.sandbox import Kind, Sandbox
from grader.wire import Probed
from grader.zygote import Spawn

__all__ = ["Sandboxes", "kind_of_problem"]


def kind_of_problem(problem: Problem) -> Kind:
    """Return which zygote a problem needs: torch costs seconds, so only where it is used."""
    return "torch" if "torch" in problem.file.packages else "numpy"


class Sandboxes:
    """Holds at most one sandbox a kind; a context manager that ends them all."""

    def __init__(self) -> None:
        self._started: dict[Kind, Sandbox] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Sandboxes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for sandbox in self._started.values():
            sandbox.close()

    def of(self, kind: Kind) -> Sandbox:
        """Return the sandbox of a kind, started now if it was not."""
        with self._lock:
            if kind not in self._started:
                self._started[kind] = Sandbox(kind)
            return self._started[kind]
