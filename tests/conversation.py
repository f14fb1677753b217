"""Talk to `serving.serve` in this process, through two byte strings instead of a socket."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from grader.child import serving
from grader.values import Mapping, encode
from grader.wire import HEADER, Call, Load, Reply, frame_lengths, pack, reply_of

__all__ = ["STUB", "call", "converse", "load", "own_streams", "read_replies"]

STUB = '''import numpy as np


def f(x):
    """Return the answer."""
    # your code here
    raise NotImplementedError
'''


def load(
    source: str | bytes,
    function: str = "f",
    *,
    packages: tuple[str, ...] = ("numpy",),
    forbid: tuple[str, ...] = (),
    stub: str = STUB,
) -> Load:
    """Return the order to load a source."""
    data = source.encode() if isinstance(source, str) else source
    return Load(data, "answer.py", stub, function, packages, forbid)


def call(x: object = 0, code: str = "f(x)", **more: object) -> Call:
    """Return the order to call with these inputs."""
    inputs = {name: encode(thing) for name, thing in {"x": x, **more}.items()}
    return Call(code, Mapping(inputs))


def converse(order: Load, calls: Sequence[Call] = (), chunk: int = 1 << 20) -> list[Reply]:
    """Return all that a child replies; it is given, and takes, at most `chunk` bytes at a time."""
    orders = io.BytesIO(pack(order) + b"".join(map(pack, calls)))
    replies = bytearray()

    def write(data: memoryview) -> int:
        replies.extend(data[:chunk])
        return min(len(data), chunk)

    with own_streams():
        serving.serve(lambda count: orders.read(min(count, chunk)), write)
    return read_replies(bytes(replies))


@contextmanager
def own_streams() -> Iterator[io.StringIO]:
    """Give what runs inside streams that it may close, lose or replace; yield its output."""
    names = ("stdin", "stdout", "stderr")
    before = {name: getattr(sys, name) for name in names}
    output = io.StringIO()
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), output, io.StringIO()
    try:
        yield output
    finally:
        for name, stream in before.items():
            setattr(sys, name, stream)


def read_replies(frames: bytes) -> list[Reply]:
    """Return the messages of frames that follow one another."""
    replies = []
    while frames:
        meta, data = frame_lengths(frames[: HEADER.size])
        body, frames = frames[HEADER.size :][: meta + data], frames[HEADER.size + meta + data :]
        replies.append(reply_of(body[:meta], body[meta:]))
    return replies
