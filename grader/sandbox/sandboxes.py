"""One sandbox a kind of problem, and what the start-up self-test says of their protection."""

from __future__ import annotations

import threading
from collections.abc import Iterable
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

__all__ = ["Protection", "Sandboxes", "is_whole", "kind_of_problem"]

PROBE_SECONDS: Final = 30.0
PROBE_MEGABYTES: Final = 256
NOT_WHOLE: Final = " (not whole: "


class Protection(Struct, frozen=True):
    """The layers that hold, and what is missing with how to get it.

    `absent` names the layers that do not hold; `notes` tell where one that holds is thinner.
    """

    isolation: str
    missing: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.missing:
            return self.isolation
        lacking = f"no {', no '.join(self.absent)}" if self.absent else "the self-test got through"
        return f"{self.isolation}{NOT_WHOLE}{lacking})"


def is_whole(isolation: str) -> bool:
    """Say whether a protection, as text, was one with every layer."""
    return NOT_WHOLE not in isolation


PLAIN: Final = Protection(
    "none: a plain subprocess, for your own code only",
    ("every layer: the sandbox needs Linux on x86_64 or aarch64",),
    ("sandbox",),
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
        self._closed = False
        self._started: dict[Kind, Sandbox] = {}
        self._tested: dict[Kind, Protection] = {}
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
        """End every sandbox; nothing is left running, and nothing more is started."""
        with self._lock:
            self._closed = True
            for sandbox in self._started.values():
                sandbox.close()

    def start(self, kind: Kind) -> Sandbox:
        """Return the sandbox of a kind, started now if it was not; does not wait for it.

        One whose process is gone is replaced.
        """
        with self._lock:
            if self._closed:
                raise JudgeFault("the run has ended")
            sandbox = self._started.get(kind)
            if sandbox is None or (isinstance(sandbox, ForkingSandbox) and sandbox.lost):
                if sandbox is not None:
                    sandbox.close()
                sandbox = self._started[kind] = self._new(kind)
            return sandbox

    def protection(self, kinds: Iterable[Kind] = ("numpy",)) -> Protection:
        """Return what a canary child of each kind found that attacked its sandbox from inside.

        The children to come serve only where the layers hold that held for the canary.
        """
        if self._plain:
            return PLAIN
        for kind in kinds:
            if kind not in self._tested:
                self._tested[kind] = self._test(kind)
        return _weakest([self._tested[kind] for kind in kinds])

    def _test(self, kind: Kind) -> Protection:
        try:
            tested = _probed(self.start(kind), kind)
        except JudgeFault:  # killed from outside, say: once is no reason to give up
            tested = _probed(self.start(kind), kind)
        sandbox = self.start(kind)
        assert isinstance(sandbox, ForkingSandbox)
        sandbox.go_without(tested.absent)
        return tested

    def _new(self, kind: Kind) -> Sandbox:
        if self._plain:
            return PlainSandbox(kind)
        sandbox = ForkingSandbox(launch(kind))
        if kind in self._tested:
            sandbox.go_without(self._tested[kind].absent)
        return sandbox


def _probed(sandbox: Sandbox, kind: Kind) -> Protection:
    canary = Spawn(PROBE_MEGABYTES, cpu_seconds=10, executable_memory=kind == "torch", probe=True)
    child = sandbox.spawn(canary)
    found = child.receive(PROBE_SECONDS)
    child.end()
    if not isinstance(found, Probed):
        raise JudgeFault("the sandbox's self-test gave no answer")
    through = tuple(f"the self-test got through: {name}" for name in found.through)
    return Protection(found.isolation, (*found.missing, *through), found.absent, found.notes)


def _weakest(tested: list[Protection]) -> Protection:
    """Return what holds for all of them; most often they are the same."""
    weakest = max(tested, key=lambda one: (len(one.absent), len(one.missing)))
    return Protection(
        weakest.isolation,
        tuple(dict.fromkeys(line for one in tested for line in one.missing)),
        tuple(dict.fromkeys(layer for one in tested for layer in one.absent)),
        tuple(dict.fromkeys(note for one in tested for note in one.notes)),
    )
