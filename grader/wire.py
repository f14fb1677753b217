"""The frames that cross between the grader and a child: data only, checked before use.

    frame = magic (4) | length of meta (u32) | length of data (u32) | meta | data

`meta` is msgpack of one message of a closed set; `data` is the raw bytes of its arrays, one
after the other. The split keeps a hostile frame from growing in memory: meta, whose parsing
makes objects, is capped at 1 MiB; data, which is only sliced, at 64 MiB.

    grader -> child   Load, Call
    child  -> grader  Checked (before any of the student's code ran), Loaded, Returned,
                      Raised, TooLarge, Probed

No message can carry a verdict or points.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final, TypeVar, Union

import msgspec
from msgspec import structs

from grader.outcome import Raised, Returned
from grader.values import MAX_BYTES, MAX_DEPTH, Array, Mapping, Sequence, Value, nbytes_of

__all__ = [
    "HEADER",
    "Call",
    "Checked",
    "Load",
    "Loaded",
    "Order",
    "Probed",
    "Reply",
    "TooLarge",
    "Violation",
    "WireError",
    "frame_lengths",
    "order_of",
    "pack",
    "reply_of",
]

HEADER: Final = struct.Struct("<4sII")
MAGIC: Final = b"grd1"
MAX_META: Final = 1024 * 1024


class WireError(Exception):
    """Bytes that are not a frame, or a frame that lies about what it holds."""


class Violation(msgspec.Struct, frozen=True):
    """A rule of the problem that the source breaks, and on which line."""

    line: int
    what: str


class Load(msgspec.Struct, frozen=True, tag="load"):
    """Take this source; `stub` is what the student was given."""

    source: bytes
    label: str
    stub: str
    function: str
    packages: tuple[str, ...]
    forbid: tuple[str, ...]


class Call(msgspec.Struct, frozen=True, tag="call"):
    """Run `code` with these inputs; the reply answers exactly this call."""

    code: str
    inputs: Value


class Checked(msgspec.Struct, frozen=True, tag="checked"):
    """What reading the source showed, before any of it ran."""

    unchanged: bool
    violations: tuple[Violation, ...]


class Loaded(msgspec.Struct, frozen=True, tag="loaded"):
    """The source ran through; `defines` says whether the function is there."""

    defines: bool
    names: tuple[str, ...] = ()


class TooLarge(msgspec.Struct, frozen=True, tag="too-large"):
    """The call returned more than may cross."""

    what: str


class Probed(msgspec.Struct, frozen=True, tag="probed"):
    """What the start-up self-test found: the layers that hold, and what got through.

    `missing` says how to get each layer of `absent`; `notes` where one that holds is thinner.
    """

    isolation: str
    missing: tuple[str, ...]
    through: tuple[str, ...]
    absent: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Order = Union[Load, Call]  # noqa: UP007 - msgspec reads the union
Reply = Union[Checked, Loaded, Returned, Raised, TooLarge, Probed]  # noqa: UP007

_encoder = msgspec.msgpack.Encoder()
_orders: msgspec.msgpack.Decoder[Order] = msgspec.msgpack.Decoder(Order)
_replies: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def pack(message: Order | Reply) -> bytes:
    """Return the frame of a message."""
    chunks: list[bytes] = []
    meta = _encoder.encode(_with_value(message, lambda value: _detach(value, chunks)))
    data = b"".join(chunks)
    if len(meta) > MAX_META or len(data) > MAX_BYTES:
        raise WireError(f"a message of {len(meta) + len(data)} bytes may not cross")
    return HEADER.pack(MAGIC, len(meta), len(data)) + meta + data


def frame_lengths(header: bytes) -> tuple[int, int]:
    """Return the lengths of meta and data; raise WireError before anything is allocated."""
    magic, meta, data = HEADER.unpack(header)
    if magic != MAGIC:
        raise WireError("not a frame")
    if meta > MAX_META or data > MAX_BYTES:
        raise WireError(f"a frame of {meta + data} bytes is over the limit")
    return meta, data


def order_of(meta: bytes, data: bytes) -> Order:
    """Return the grader's message; for the child."""
    order = _orders.decode(meta)
    return _attached(order, data)


def reply_of(meta: bytes, data: bytes) -> Reply:
    """Return the child's message; raise WireError on anything else."""
    try:
        return _attached(_replies.decode(meta), data)
    except (msgspec.DecodeError, RecursionError, ValueError, OverflowError) as error:
        raise WireError(f"not a reply: {error}"[:200]) from None


_Message = TypeVar("_Message", bound=msgspec.Struct)
_VALUE_FIELDS: Final[dict[type, str]] = {Call: "inputs", Returned: "value", Raised: "parts"}


def _with_value(message: _Message, change: Callable[[Value], Value]) -> _Message:
    """Return the message with its one value, if it has one, changed."""
    field = _VALUE_FIELDS.get(type(message))
    if field is None:
        return message
    return structs.replace(message, **{field: change(getattr(message, field))})


def _detach(value: Value, chunks: list[bytes]) -> Value:
    """Move the data of every array of the tree into `chunks`, depth first."""
    match value:
        case Array():
            chunks.append(value.data)
            return Array(value.kind, value.dtype, value.shape)
        case Sequence():
            return Sequence(value.kind, tuple(_detach(item, chunks) for item in value.items))
        case Mapping():
            return Mapping({name: _detach(item, chunks) for name, item in value.items.items()})
        case _:
            return value


def _attached(message: _Message, data: bytes) -> _Message:
    reader = _DataReader(data)
    message = _with_value(message, reader.attach)
    if reader.offset != len(data):
        raise WireError(f"{len(data) - reader.offset} bytes that belong to no array")
    return message


class _DataReader:
    """Hands each array of a tree its slice of the data, depth first."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offset = 0

    def attach(self, value: Value, depth: int = 0) -> Value:
        if depth > MAX_DEPTH:
            raise WireError(f"a value nested deeper than {MAX_DEPTH} levels")
        match value:
            case Array():
                data = self._take(nbytes_of(value.dtype, value.shape))
                return Array(value.kind, value.dtype, value.shape, data)
            case Sequence():
                items = tuple(self.attach(item, depth + 1) for item in value.items)
                return Sequence(value.kind, items)
            case Mapping():
                parts = value.items.items()
                return Mapping({name: self.attach(item, depth + 1) for name, item in parts})
            case _:
                return value

    def _take(self, count: int) -> bytes:
        if count > len(self.data) - self.offset:
            raise WireError("an array claims more data than the frame holds")
        self.offset += count
        return self.data[self.offset - count : self.offset]
