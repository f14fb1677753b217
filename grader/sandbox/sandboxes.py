"""One sandbox a kind of problem, and what the start-up self-test says of their protection."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Final, Self

from msgspec import Struct

from grader.errors import JudgeFault
from grader.launch import Launched, launch
from grader.lockdown import supported
from grader.problem import Problem
from grader.sandbox.forked import ForkingSandbox
from grader.sandbox.link import Sandbox
from grader.sandbox.plain import PlainSandbox
from grader.spawning import Kind, Spawn
from grader.wire import Probed

__all__ = ["Protection", "Sandboxes", "kind_of_problem"]

PROBE_SECONDS: Final = 30.0
PROBE_MEGABYTES: Final = 256


class Protection(Struct, frozen=True):
    """The layers that hold, and what is missing with how to get it."""

    isolation: str
    missing: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.isolation} (not whole)" if self.missing else self.isolation


PLAIN: Final = Protection(
    "none: a plain subprocess, for your own code only",
    ("every layer: the sandbox needs Linux on x86_64 or aarch64",),
)


def kind_of_problem(problem: Problem) -> Kind:
    """Return which zygote a problem needs: torch costs seconds, so only where it is used."""
    return "torch" if "torch" in problem.file.packages else "numpy"


class Sandboxes:
    """At most one sandbox a kind, all ended on leaving.

    `launched` is a NumPy zygote that was started in advance; `plain` starts unprotected children.
    """

    def __init__(self, launched: Launched | None = None, *, plain: bool = False) -> None:
        self._plain = plain or not supported()
        self._started: dict[Kind, Sandbox] = {}
        if launched is not None:
            zygote = ForkingSandbox(launched)
            if self._plain:
                zygote.close()
            else:
                self._started["numpy"] = zygote
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every sandbox; nothing is left running."""
        for sandbox in self._started.values():
            sandbox.close()

    def start(self, kind: Kind) -> Sandbox:
        """Return the sandbox of a kind, started now if it was not; does not wait for it."""
        with self._lock:
            if kind not in self._started:
                self._started[kind] = (
                    PlainSandbox(kind) if self._plain else ForkingSandbox(launch(kind))
                )
            return self._started[kind]

    def protection(self) -> Protection:
        """Return what a canary child found that attacked its sandbox from inside.

        Every zygote forks its children alike, so the one that is ready first is asked.
        """
        if self._plain:
            return PLAIN
        return _probed(self.start("numpy"))


def _probed(sandbox: Sandbox) -> Protection:
    child = sandbox.spawn(Spawn(memory_megabytes=PROBE_MEGABYTES, cpu_seconds=10, probe=True))
    found = child.receive(PROBE_SECONDS)
    child.end()
    if not isinstance(found, Probed):
        raise JudgeFault("the sandbox's self-test gave no answer")
    through = tuple(f"the self-test got through: {name}" for name in found.through)
    return Protection(found.isolation, (*found.missing, *through))
