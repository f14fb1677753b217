"""A result as bytes and back: msgpack, squeezed, with every value in it as it was.

bytes = zlib(msgpack of ProblemResult); a complex number is an extension of two doubles
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

import msgspec
from msgspec.structs import replace

from grader.report import CaseResult, ProblemResult

__all__ = ["ResultUnreadable", "decode_result", "encode_result", "timeless"]

COMPLEX: Final = 1
"""The code of the one extension type that is written."""
PARTS: Final = struct.Struct("<dd")
FASTEST: Final = 1


class ResultUnreadable(ValueError):
    """Bytes that this version of the grader cannot read as a result."""


def encode_result(result: ProblemResult) -> bytes:
    """Return the bytes that stand for a result."""
    return zlib.compress(_encoder.encode(result), FASTEST)


def decode_result(content: bytes) -> ProblemResult:
    """Return the result that the bytes stand for; ResultUnreadable where they hold none."""
    try:
        return _decoder.decode(zlib.decompress(content))
    except (zlib.error, msgspec.DecodeError, struct.error) as error:
        raise ResultUnreadable(str(error)) from None


def timeless(result: ProblemResult) -> ProblemResult:
    """Return a result without what a clock said: that differs from run to run."""
    groups = tuple(
        replace(group, cases=tuple(map(_without_time, group.cases))) for group in result.groups
    )
    return replace(result, groups=groups)


def _without_time(case: CaseResult) -> CaseResult:
    return replace(case, seconds=0.0) if case.seconds else case


def _to_extension(thing: object) -> msgspec.msgpack.Ext:
    if isinstance(thing, complex):
        return msgspec.msgpack.Ext(COMPLEX, PARTS.pack(thing.real, thing.imag))
    raise NotImplementedError(f"a result holds a {type(thing).__name__}")


def _from_extension(code: int, data: memoryview) -> complex:
    if code != COMPLEX:
        raise msgspec.DecodeError(f"an extension of type {code}")
    return complex(*PARTS.unpack(data))


_encoder: Final = msgspec.msgpack.Encoder(enc_hook=_to_extension)
_decoder: Final = msgspec.msgpack.Decoder(ProblemResult, ext_hook=_from_extension)
