"""From a document to a Struct of the file format, with every fault it has.

    decode(document, ProblemFile) -> Decoded(value, faults)

The way through a good file is one call into msgspec; only a bad one pays for the explanation.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from grader.errors import Fault
from grader.load.yaml_tree import Document

__all__ = ["Decoded", "decode"]

T = TypeVar("T")


class Decoded(Struct, Generic[T], frozen=True):
    """What a document says; `value` is None where too much of it is wrong to go on."""

    value: T | None
    faults: tuple[Fault, ...] = ()


def decode(document: Document, kind: type[T]) -> Decoded[T]:
    """Return a document as a Struct, with all its faults.

    A file whose only faults are unknown keys still has a value (a misspelt key is read as the
    one that was meant), so that its other faults can be found in the same run.
    """
    try:
        return Decoded(msgspec.convert(document.data, kind), document.faults)
    except msgspec.ValidationError as error:
        from grader.load.explain import explain

        repaired, faults = explain(document, kind)
        faults = document.faults + faults or (document.fault((), str(error)),)
    try:
        return Decoded(msgspec.convert(repaired, kind), faults)
    except msgspec.ValidationError:
        return Decoded(None, faults)
