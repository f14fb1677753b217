"""Locked-down children, forked from a zygote that holds no answers (Linux)."""

from __future__ import annotations

import os
import signal
import socket
import threading
from typing import Final

import msgspec
from msgspec import structs

from grader.errors import JudgeFault, SandboxLost
from grader.launch import Launched
from grader.sandbox.link import Child
from grader.spawning import Answer, End, Ended, Refused, Request, Spawn, Spawned

__all__ = ["ForkingSandbox"]

ANSWER_BYTES: Final = 65536
ANSWER_SECONDS: Final = 300.0  # torch is imported before the first answer


class ForkingSandbox:
    """A zygote and the children forked from it.

    Starting is asynchronous: the first `spawn` waits until the zygote is ready. Safe to use from
    several threads. Once the zygote is gone every request raises SandboxLost.
    """

    def __init__(self, zygote: Launched) -> None:
        self._pid, self._link = zygote.pid, zygote.link
        self._link.settimeout(ANSWER_SECONDS)
        self._lock = threading.Lock()
        self._answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)
        self._without: tuple[str, ...] = ()
        self.lost = False

    def close(self) -> None:
        """End the zygote; its children die with it."""
        self.lost = True
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)  # not reaped yet, so the number is still its own
        with self._lock:  # a request under way has now failed
            self._link.close()
            if self._pid:
                os.waitpid(self._pid, 0)
                self._pid = 0

    def go_without(self, layers: tuple[str, ...]) -> None:
        """Let children serve though these layers are missing; without this, every one must hold."""
        self._without = layers

    def spawn(self, request: Spawn) -> Child:
        """Fork a child; raise JudgeFault where that cannot be done."""
        control, its_control = socket.socketpair()
        output, its_output = socket.socketpair()
        request = structs.replace(request, without=self._without)
        with its_control, its_output:
            try:
                pid = self._fork(request, (its_control.fileno(), its_output.fileno()))
            except JudgeFault:
                control.close()
                output.close()
                raise
        return Child(self, pid, control, output)

    def end(self, pid: int, grace_seconds: float) -> Ended:
        """Kill the child unless it ends by itself within the grace, and reap it."""
        answer = self._ask(End(pid, grace_seconds))
        if not isinstance(answer, Ended):
            raise JudgeFault("the sandbox could not end a process")
        return answer

    def _fork(self, request: Spawn, descriptors: tuple[int, int]) -> int:
        answer = self._ask(request, descriptors)
        if isinstance(answer, Spawned):
            return answer.pid
        why = answer.why if isinstance(answer, Refused) else "an answer out of turn"
        raise JudgeFault(f"the sandbox could not start a process: {why}")

    def _ask(self, request: Request, descriptors: tuple[int, ...] = ()) -> Answer:
        """Send a request to the zygote and return its answer."""
        data = msgspec.msgpack.encode(request)
        with self._lock:
            if self.lost:
                raise SandboxLost("the sandbox process is gone")
            try:
                socket.send_fds(self._link, [data], descriptors)
                answer = self._link.recv(ANSWER_BYTES)
            except OSError as error:  # a timeout is one too: a late answer would be out of turn
                self.lost = True
                reason = error.strerror or "it does not answer"
                raise SandboxLost(f"the sandbox process is gone: {reason}") from None
            self.lost = not answer
        if not answer:
            raise SandboxLost("the sandbox process ended unexpectedly")
        return self._answers.decode(answer)
