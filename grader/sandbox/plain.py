"""Plain subprocesses with deadlines, where there is no sandbox (macOS, Windows).

Good for running one's own code, not a stranger's: nothing is locked down, and reports say so.
No fork is needed; the two sockets are handed over through the child's standard input where
descriptors are not inherited (Windows).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import Final

from grader.errors import JudgeFault
from grader.launch import THREADS, import_path
from grader.sandbox.link import Child
from grader.spawning import Ended, Kind, Spawn

__all__ = ["PlainSandbox"]

BOOTSTRAP: Final = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from grader.child.plain import main; main(sys.argv[1], sys.argv[2])"
)
KEPT_VARIABLES: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


class PlainSandbox:
    """Starts an interpreter for every child; slow, and only as safe as the code it runs."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._running: dict[int, subprocess.Popen[bytes]] = {}

    def close(self) -> None:
        """End every process that was started."""
        for pid in list(self._running):
            self.end(pid, 0.0)

    def spawn(self, request: Spawn) -> Child:  # noqa: ARG002 - no limits here, only deadlines
        """Start a child; raise JudgeFault where that cannot be done."""
        control, its_control = socket.socketpair()
        output, its_output = socket.socketpair()
        with its_control, its_output:
            try:
                process = self._start((its_control, its_output))
            except OSError as error:
                control.close()
                output.close()
                raise JudgeFault(f"no process could be started: {error.strerror}") from None
        self._running[process.pid] = process
        return Child(self, process.pid, control, output)

    def end(self, pid: int, grace_seconds: float) -> Ended:
        """Kill the child unless it ends by itself within the grace, and reap it."""
        process = self._running.pop(pid)
        killed = False
        try:
            process.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            killed = True
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()
        code = process.returncode
        ended_by = signal.Signals(-code).value if code < 0 else None
        return Ended(signal=ended_by, status=code if code >= 0 else None, killed=killed)

    def _start(self, ends: tuple[socket.socket, socket.socket]) -> subprocess.Popen[bytes]:
        handed = "shared" if sys.platform == "win32" else ",".join(str(e.fileno()) for e in ends)
        arguments = [sys.executable, "-P", "-s", "-S", "-X", "utf8", "-c", BOOTSTRAP]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [*arguments, handed, self._kind, *import_path()],
            stdin=subprocess.PIPE,
            env=_environment(),
            pass_fds=() if sys.platform == "win32" else [end.fileno() for end in ends],
        )
        if sys.platform == "win32":
            assert process.stdin is not None
            for end in ends:
                data = end.share(process.pid)
                process.stdin.write(len(data).to_bytes(4, "little") + data)
            process.stdin.flush()
        return process


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return kept | dict.fromkeys(THREADS, "1") | {"PYTHONHASHSEED": "0"}
