"""The grader's end of one child: orders go in, replies come out, what it prints is collected.

    send(order), receive(seconds) -> Reply | Silence | Gone | Noise | Flood

The grader measures time; what a child says is data to be checked. Both ways are sockets, so that
one poll serves every platform.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterable
from typing import Final, Protocol, Union

import msgspec

from grader.spawning import Ended, Spawn
from grader.wire import HEADER, Order, Reply, WireError, frame_lengths, pack, reply_of

__all__ = ["Child", "Flood", "Gone", "Noise", "Received", "Sandbox", "Silence"]

KEPT_OUTPUT: Final = 64 * 1024
MAX_OUTPUT: Final = 8 * 1024 * 1024
GRACE_SECONDS: Final = 0.25


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


class Sandbox(Protocol):
    """Where children come from."""

    def spawn(self, request: Spawn) -> Child:
        """Start a child; raise JudgeFault where that cannot be done."""

    def end(self, pid: int, grace_seconds: float) -> Ended:
        """Kill the child unless it ends by itself within the grace, and reap it."""

    def close(self) -> None:
        """End every process that was started."""


class Child:
    """One process that runs a submission, seen from outside."""

    def __init__(
        self, sandbox: Sandbox, pid: int, control: socket.socket, output: socket.socket
    ) -> None:
        self.pid = pid
        self._sandbox = sandbox
        self._control = control
        self._output = output
        self._selector = selectors.DefaultSelector()
        for end in (control, output):
            end.setblocking(False)  # noqa: FBT003 - the socket's own way of saying it
            self._selector.register(end, selectors.EVENT_READ)
        self._output_open = True
        self._printed = bytearray()
        self._printed_bytes = 0
        self._pending = bytearray()
        self.reply_lengths = (0, 0)

    def send(self, order: Order, seconds: float) -> bool:
        """Send an order; say whether the child took it in time."""
        return self.send_all((order,), seconds)

    def send_all(self, orders: Iterable[Order], seconds: float) -> bool:
        """Send orders, which are answered in turn; say whether the child took them in time."""
        rest = memoryview(b"".join(map(pack, orders)))
        deadline = time.monotonic() + seconds
        while rest:
            try:
                rest = rest[self._control.send(rest) :]
            except BlockingIOError:
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                self._drain()  # it may be waiting for us to read what it prints
                self._wait_for_room(min(left, 0.05))
            except OSError:
                return False
        return True

    def receive(self, seconds: float) -> Received:
        """Return the next reply, or what came instead of one within the time."""
        deadline = time.monotonic() + seconds
        while True:
            reply = self._next_reply()
            if reply is not None:
                return Flood() if self._printed_bytes > MAX_OUTPUT else reply
            left = deadline - time.monotonic()
            if left <= 0:
                return Silence()
            ready = {key.fileobj for key, _ in self._selector.select(left)}
            if self._output in ready:
                self._drain()
            if self._printed_bytes > MAX_OUTPUT:
                return Flood()
            if self._control in ready:
                still_open = self._fill()
                self._drain()  # what was printed before a reply is there when the reply is
                if not still_open:
                    return Gone()

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
        self._selector.close()
        self._control.close()
        self._output.close()
        return self._sandbox.end(self.pid, GRACE_SECONDS if grace else 0.0)

    def _wait_for_room(self, seconds: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_WRITE)
            selector.select(seconds)

    def _next_reply(self) -> Reply | Noise | None:
        """Return the reply that has arrived whole, if one has."""
        try:
            if len(self._pending) < HEADER.size:
                return None
            meta, data = frame_lengths(bytes(self._pending[: HEADER.size]))
            start, middle = HEADER.size, HEADER.size + meta
            if len(self._pending) < middle + data:
                return None
            with memoryview(self._pending) as view:  # one copy: it may be 64 MB
                head, body = bytes(view[start:middle]), bytes(view[middle : middle + data])
            del self._pending[: middle + data]
            self.reply_lengths = meta, data
            return reply_of(head, body)
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

    def _drain(self) -> None:
        """Collect what was printed."""
        while self._output_open and self._printed_bytes <= MAX_OUTPUT:
            try:
                chunk = self._output.recv(1 << 16)
            except BlockingIOError:
                return
            except OSError:
                chunk = b""
            if not chunk:
                self._output_open = False
                self._selector.unregister(self._output)
            self._printed_bytes += len(chunk)
            self._printed += chunk[: max(0, KEPT_OUTPUT - len(self._printed))]
