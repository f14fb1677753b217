"""The process that children are forked from: it has imported what they need, and no answers.

    grader --Spawn + 2 descriptors--> zygote --fork--> child (locked down, then `serving.serve`)
           <--Spawned(pid)----------
           --End(pid)-------------->          (kill if need be, then reap)
           <--Ended(signal, status)-

One datagram socket, one request at a time. It dies with the grader.
"""

from __future__ import annotations

import codecs
import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from functools import partial
from typing import Final, NamedTuple, NoReturn, TextIO

import msgspec

from grader.child import serving
from grader.child.guard import places, watch_operators
from grader.lockdown import Isolation, Limits, harden_parent, identity, lock_down, surroundings
from grader.lockdown.probes import run_probes
from grader.spawning import (
    CODECS,
    LATE_PARTS,
    MODULES,
    NOT_READY,
    NUMPY_PARTS,
    OPTIMIZING,
    PRELOADED,
    STAR_PARTS,
    Answer,
    End,
    Ended,
    Kind,
    Refused,
    Request,
    Spawn,
    Spawned,
)
from grader.wire import Probed, pack

__all__ = ["main"]

CHILD_CONTROL: Final = 3
FAILED: Final = 70
LATE: Final = frozenset((*NUMPY_PARTS.values(), *LATE_PARTS.values()))
ALLOWED: Final = PRELOADED | LATE | STAR_PARTS | CODECS
_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_encode = msgspec.msgpack.Encoder().encode


def main(descriptor: int, kind: Kind) -> None:
    """Import what the kind of problem needs, then fork children until the grader is gone."""
    gc.disable()  # what is imported stays
    link = socket.socket(fileno=descriptor)
    link.set_inheritable(False)
    os.chdir("/")
    for name in MODULES[kind]:
        importlib.import_module(name)
    codecs.lookup("cp1252")  # in which a source may say that it is written
    if kind == "torch":
        _one_thread()
    harden_parent()
    streams = _make_streams()
    surroundings.forget_environment()  # here for all children; each looks again
    identity.shrink_bounding_set()
    gc.freeze()  # forked children then copy fewer pages
    gc.enable()
    with contextlib.suppress(ConnectionError):  # it may be killed while it asks for something
        _serve(link, streams)
    os._exit(0)  # the grader is gone, and nobody waits for a tidy end


class _Streams(NamedTuple):
    """Standard streams of a child: over its descriptors 0, 1 and 2, whatever those will be."""

    input: TextIO
    output: TextIO
    errors: TextIO


def _serve(link: socket.socket, streams: _Streams) -> None:
    while True:
        data, descriptors, _, _ = socket.recv_fds(link, 65536, 2)
        if not data:
            return
        request = _requests.decode(data)
        match request:
            case Spawn():
                link.send(_encode(_spawn(request, descriptors, streams)))
            case End(pid, grace_seconds):
                link.send(_encode(_end(pid, grace_seconds)))


def _spawn(request: Spawn, descriptors: list[int], streams: _Streams) -> Answer:
    tasks = len(os.listdir("/proc/self/task"))  # noqa: PTH208 - hot: before every fork
    if tasks != 1:  # a fork copies only this thread: locks held by others would never open
        _close(descriptors)
        return Refused(f"the zygote has {tasks} threads")
    if OPTIMIZING in request.modules and OPTIMIZING not in sys.modules:
        _warm_up_optimizers()
    places(request.forbid)  # the child will find the answer ready
    zygote = os.getpid()
    try:
        pid = os.fork()
    except OSError as error:
        _close(descriptors)
        return Refused(f"fork: {error.strerror}")
    if pid == 0:
        _become_child(request, descriptors, streams, zygote)
    _close(descriptors)
    return Spawned(pid)


def _become_child(
    request: Spawn, descriptors: list[int], streams: _Streams, zygote: int
) -> NoReturn:
    """Take the descriptors, lock the process down, then serve. Never returns."""
    status = NOT_READY
    try:
        control = _take_descriptors(descriptors, streams)
        _import(request.modules)
        isolation = lock_down(
            Limits(
                memory_megabytes=request.memory_megabytes,
                cpu_seconds=request.cpu_seconds,
                keep_fds=(0, 1, 2, control),
                parent_pid=zygote,
                executable_memory=request.executable_memory,
            )
        )
        if request.probe:
            _probe(control, isolation, request)
            status = 0
        elif set(isolation.absent) <= set(request.without):
            status = FAILED
            serving.serve(partial(os.read, control), partial(os.write, control))
            status = 0
        else:  # what held for the canary does not hold here
            os.write(2, "; ".join(isolation.missing).encode())
    finally:
        os._exit(status)


def _take_descriptors(descriptors: list[int], streams: _Streams) -> int:
    """Put output and errors on the pipe; return the control."""
    control, output = descriptors  # above 2, which are always open
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(control, CHILD_CONTROL)
    sys.stdin, sys.stdout, sys.stderr = streams
    return CHILD_CONTROL


def _make_streams() -> _Streams:
    """Make the streams of the children, and point this process's own input and output at nothing.

    They are made over a pipe, as a stream remembers whether it could seek.
    """
    kept = os.dup(2)
    reading, writing = os.pipe()
    for source, target in ((reading, 0), (writing, 1), (writing, 2)):
        os.dup2(source, target)
    streams = _Streams(open(0, closefd=False), _text_to(1), _text_to(2))  # noqa: SIM115
    nothing = os.open(os.devnull, os.O_RDWR)
    for source, target in ((nothing, 0), (nothing, 1), (kept, 2)):
        os.dup2(source, target)
    _close([kept, reading, writing, nothing])
    return streams


def _text_to(descriptor: int) -> TextIO:
    return open(descriptor, "w", encoding="utf-8", errors="replace", closefd=False)


def _import(names: tuple[str, ...]) -> None:
    """Import what the source asks for: a locked child cannot open files.

    In the child, not in the zygote: what one submission imports is not there for the next.
    """
    for name in names:
        if name in ALLOWED and name not in sys.modules:
            with suppress(ImportError):  # a Python without it: the submission will meet that
                importlib.import_module(name)
            places.cache_clear()  # it may hold a forbidden function as well


def _probe(control: int, isolation: Isolation, request: Spawn) -> None:
    through = run_probes(executable_memory=request.executable_memory)
    found = Probed(str(isolation), isolation.missing, through, isolation.absent, isolation.notes)
    os.write(control, pack(found))  # well below what a socket holds


def _end(pid: int, grace_seconds: float) -> Answer:
    """Give the child a moment to end by itself, then kill and reap it."""
    deadline = time.monotonic() + grace_seconds
    reaped, status = os.waitpid(pid, os.WNOHANG)
    while not reaped and time.monotonic() < deadline:
        time.sleep(0.001)
        reaped, status = os.waitpid(pid, os.WNOHANG)
    if not reaped:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return _ended(status, killed=not reaped)


def _ended(status: int, *, killed: bool) -> Ended:
    if os.WIFSIGNALED(status):
        return Ended(signal=os.WTERMSIG(status), status=None, killed=killed)
    return Ended(signal=None, status=os.WEXITSTATUS(status), killed=killed)


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    layer = torch.nn.Conv2d(1, 1, 2)
    with watch_operators(("aten.none",), []):  # what these import late, they must import now
        layer(torch.ones(1, 1, 3, 3)).sum().backward()
        repr(torch.ones(2) / 3)


def _warm_up_optimizers() -> None:
    import torch

    importlib.import_module(OPTIMIZING)
    weight = torch.nn.Parameter(torch.ones(2))
    weight.sum().backward()  # type: ignore[no-untyped-call]
    for optimizer in (torch.optim.SGD, torch.optim.Adam):
        optimizer([weight], lr=0.1).step()
