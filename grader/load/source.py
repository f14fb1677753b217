"""Files of a pack as faults name them, and as they are read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from grader.errors import Fault, PackError
from grader.load.decode import Decoded, decode
from grader.load.shown import shown
from grader.load.yaml_tree import Document, read_document

__all__ = ["read_bytes", "read_yaml", "shown", "sorted_faults"]

T = TypeVar("T")


def read_yaml(path: Path, kind: type[T]) -> tuple[Document | None, Decoded[T]]:
    """Return a file's document and what it decodes to; neither, where it is not YAML."""
    try:
        document = read_document(path, shown(path))
    except PackError as error:
        return None, Decoded(None, error.faults)
    return document, decode(document, kind)


def read_bytes(path: Path) -> tuple[bytes, tuple[Fault, ...]]:
    """Return a file's bytes, or none and the fault that says why."""
    try:
        return path.read_bytes(), ()
    except OSError as error:
        return b"", (Fault(shown(path), None, f"cannot be read: {error.strerror}"),)


def sorted_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return faults by file and line, each once."""
    return tuple(sorted(dict.fromkeys(faults), key=lambda f: (str(f.path), f.line or 0, f.what)))
