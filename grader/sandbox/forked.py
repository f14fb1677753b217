"""Locked-down children, forked from a zygote that holds no answers (Linux)."""

from __future__ import annotations

import os
import signal
import socket
import threading
from typing import Final

import msgspec

from grader.errors import JudgeFault
from grader.launch import Launched
from grader.sandbox.link import Child
from grader.spawning import Answer, End, Ended, Refused, Request, Spawn, Spawned

__all__ = ["ForkingSandbox"]

ANSWER_BYTES: Final = 65536


class ForkingSandbox:
    """A zygote and the children forked from it.

    Starting is asynchronous: the first `spawn` waits until the zygote is ready. Safe to use from
    several threads.
    """

    def __init__(self, zygote: Launched) -> None:
        self._pid, self._link = zygote
        self._lock = threading.Lock()
        self._answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)

    def close(self) -> None:
        """End the zygote; its children die with it."""
        self._link.close()
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)  # not reaped yet, so the number is still its own
            os.waitpid(self._pid, 0)
            self._pid = 0

    def spawn(self, request: Spawn) -> Child:
        """Fork a child; raise JudgeFault where that cannot be done."""
        control, its_control = socket.socketpair()
        output, its_output = socket.socketpair()
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
            try:
                socket.send_fds(self._link, [data], descriptors)
                answer = self._link.recv(ANSWER_BYTES)
            except OSError as error:
                raise JudgeFault(f"the sandbox process is gone: {error.strerror}") from None
        if not answer:
            raise JudgeFault("the sandbox process ended unexpectedly")
        return self._answers.decode(answer)
