"""The grader's side of the locked-down children: start them, talk to them, end them.

    Sandbox    one zygote for a kind of problem (numpy or torch), started in the background
      spawn -> Child    control socket and output pipe of one forked process
        send(order), receive(seconds) -> Reply | Silence | Gone | Noise | Flood

Only this module and `zygote` create processes. The grader measures time; what a child says is
data to be checked.
"""

from __future__ import annotations

import os
import select
import socket
import sys
import threading
import time
from types import TracebackType
from typing import Final, Literal, Union

import msgspec

from grader.errors import JudgeFault
from grader.wire import HEADER, Order, Reply, WireError, frame_lengths, pack, reply_of
from grader.zygote import Answer, End, Ended, Refused, Request, Spawn, Spawned

__all__ = [
    "Child",
    "Flood",
    "Gone",
    "Kind",
    "Noise",
    "Received",
    "Sandbox",
    "Silence",
]

Kind = Literal["numpy", "torch"]

KEPT_OUTPUT: Final = 64 * 1024
MAX_OUTPUT: Final = 8 * 1024 * 1024
GRACE_SECONDS: Final = 0.25
BOOTSTRAP: Final = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from grader.zygote import main; main(int(sys.argv[1]), sys.argv[2])"
)
THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Silence(msgspec.Struct, frozen=True):
    """Nothing came in time."""


class Gone(msgspec.Struct, frozen=True):
    """The child closed its end: it died, or chose to."""


class Noise(msgspec.Struct, frozen=True):
    """What came is not a reply."""

    what: str


class Flood(msgspec.Struct, frozen=True):
    """The child printed more than may be."""


Received = Union[Reply, Silence, Gone, Noise, Flood]  # noqa: UP007 - Reply is such a union


class Sandbox:
    """A zygote and the children forked from it; a context manager.

    Starting is asynchronous: the first `spawn` waits until the zygote is ready. Safe to use from
    several threads.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._link = ours
        self._lock = threading.Lock()
        self._answers = msgspec.msgpack.Decoder(Answer)
        with theirs:
            self.pid = _start(kind, theirs)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote; its children die with it."""
        self._link.close()
        if self.pid:
            _kill(self.pid)
            self.pid = 0

    def spawn(self, request: Spawn) -> Child:
        """Fork a child; raise JudgeFault where that cannot be done."""
        ours, theirs = socket.socketpair()
        reading, writing = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        os.set_blocking(writing, True)
        try:
            answer = self.ask(request, (theirs.fileno(), writing))
        except JudgeFault:
            ours.close()
            os.close(reading)
            raise
        finally:
            theirs.close()
            os.close(writing)
        if not isinstance(answer, Spawned):
            ours.close()
            os.close(reading)
            why = answer.why if isinstance(answer, Refused) else "no answer"
            raise JudgeFault(f"the sandbox could not start a process: {why}")
        return Child(self, answer.pid, ours, reading)

    def ask(self, request: Request, descriptors: tuple[int, ...] = ()) -> Answer:
        """Send a request to the zygote and return its answer."""
        data = msgspec.msgpack.encode(request)
        with self._lock:
            try:
                socket.send_fds(self._link, [data], descriptors)
                answer = self._link.recv(65536)
            except OSError as error:
                raise JudgeFault(f"the sandbox process is gone: {error}") from None
        if not answer:
            raise JudgeFault("the sandbox process ended unexpectedly")
        return self._answers.decode(answer)


class Child:
    """One forked process: orders go in, replies come out, output is collected."""

    def __init__(self, sandbox: Sandbox, pid: int, control: socket.socket, output: int) -> None:
        self.pid = pid
        self._sandbox = sandbox
        self._control = control
        self._control.setblocking(False)
        self._output = output
        self._output_open = True
        self._printed = bytearray()
        self._printed_bytes = 0
        self._pending = bytearray()

    def send(self, order: Order, seconds: float) -> bool:
        """Send an order; say whether the child took it in time."""
        rest = memoryview(pack(order))
        deadline = time.monotonic() + seconds
        while rest:
            try:
                rest = rest[self._control.send(rest) :]
            except BlockingIOError:
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                self._drain()  # it may be waiting for us to read what it prints
                _wait_writable(self._control, min(left, 0.05))
            except OSError:
                return False
        return True

    def receive(self, seconds: float) -> Received:
        """Return the next reply, or what came instead of one within the time."""
        deadline = time.monotonic() + seconds
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        if self._output_open:
            poll.register(self._output, select.POLLIN)
        while True:
            reply = self._next_reply()
            if reply is not None:
                self._drain()
                return Flood() if self._printed_bytes > MAX_OUTPUT else reply
            left = deadline - time.monotonic()
            if left <= 0:
                return Silence()
            for descriptor, _ in poll.poll(left * 1000 + 1):
                if descriptor != self._output:
                    if not self._fill():
                        self._drain()
                        return Gone()
                elif not self._drain():
                    poll.unregister(self._output)
            if self._printed_bytes > MAX_OUTPUT:
                return Flood()

    def has_surplus(self) -> bool:
        """Say whether the child has sent something nobody asked for."""
        if not self._pending:
            self._fill()
        return bool(self._pending)

    def take_output(self) -> bytes:
        """Return what was printed since the last call, at most 64 KB of it."""
        printed = bytes(self._printed)
        self._printed.clear()
        return printed

    def end(self, *, grace: bool = False) -> Ended:
        """Kill and reap the child; with grace, wait a moment for it to end by itself."""
        self._control.close()
        if self._output >= 0:
            os.close(self._output)
        self._output = -1
        answer = self._sandbox.ask(End(self.pid, GRACE_SECONDS if grace else 0.0))
        if not isinstance(answer, Ended):
            raise JudgeFault("the sandbox could not end a process")
        return answer

    def _next_reply(self) -> Reply | Noise | None:
        """Return the reply that has arrived whole, if one has."""
        try:
            if len(self._pending) < HEADER.size:
                return None
            meta, data = frame_lengths(bytes(self._pending[: HEADER.size]))
            start, middle = HEADER.size, HEADER.size + meta
            if len(self._pending) < middle + data:
                return None
            body = bytes(self._pending[start : middle + data])
            del self._pending[: middle + data]
            return reply_of(body[:meta], body[meta:])
        except WireError as error:
            return Noise(str(error))

    def _fill(self) -> bool:
        """Read what has arrived on the control; say whether it is still open."""
        try:
            chunk = self._control.recv(1 << 18)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._pending += chunk
        return bool(chunk)

    def _drain(self) -> bool:
        """Collect what was printed; say whether the pipe is still open."""
        while self._output_open and self._printed_bytes <= MAX_OUTPUT:
            try:
                chunk = os.read(self._output, 1 << 16)
            except BlockingIOError:
                return True
            if not chunk:
                self._output_open = False
            self._printed_bytes += len(chunk)
            self._printed += chunk[: max(0, KEPT_OUTPUT - len(self._printed))]
        return self._output_open


def _wait_writable(control: socket.socket, seconds: float) -> None:
    poll = select.poll()
    poll.register(control, select.POLLOUT)
    poll.poll(seconds * 1000 + 1)


def _start(kind: Kind, link: socket.socket) -> int:
    """Start a fresh interpreter as zygote, with nothing of ours but one descriptor."""
    link.set_inheritable(True)
    environment = dict.fromkeys(THREADS, "1") | {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    arguments = [sys.executable, "-P", "-s", "-S", "-X", "utf8", "-c", BOOTSTRAP]
    arguments += [str(link.fileno()), kind, *_import_path()]
    return os.posix_spawn(sys.executable, arguments, environment)


def _import_path() -> list[str]:
    """Return where the zygote may import from: the current folder only if grader lives there."""
    package_root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    here = os.getcwd()
    installed = [entry for entry in sys.path if entry and os.path.realpath(entry) != here]
    return [*dict.fromkeys((*installed, package_root))]


def _kill(pid: int) -> None:
    import signal

    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass
