"""What failures look like, stored once for all who fail alike and compressed.

A class makes the same mistakes: of a thousand wrong answers to one problem most are equal but for
the student's name. Each distinct one is drawn once. They go into packs of about a megabyte before
compression, so that the page opens one or two packs to show a student, not all of them.
"""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Final

import msgspec

from grader.report import ProblemResult

__all__ = ["Packs", "Place", "likeness"]

ROOM: Final = 1_000_000
"""Characters of a pack before compression."""

Place = list[int]


class Packs:
    """Collects drawn details; full packs come out as text for the page."""

    def __init__(self) -> None:
        self._places: dict[bytes, Place] = {}
        self._open: list[str] = []
        self._size = 0
        self._number = 0
        self._full: list[tuple[int, str]] = []

    def place(self, likeness: bytes, draw: Callable[[], str]) -> Place:
        """Return where details lie: [pack, number]; drawn only if none before were alike."""
        found = self._places.get(likeness)
        if found is None:
            found = self._places[likeness] = self._put(draw())
        return found

    def full(self) -> Iterator[tuple[int, str]]:
        """Yield the packs that filled up since the last time: number and base64 text."""
        yield from self._full
        self._full.clear()

    def rest(self) -> Iterator[tuple[int, str]]:
        """Yield what is left."""
        if self._open:
            self._close()
        yield from self.full()

    def _put(self, drawn: str) -> Place:
        if self._open and self._size + len(drawn) > ROOM:
            self._close()
        self._open.append(drawn)
        self._size += len(drawn)
        return [self._number, len(self._open) - 1]

    def _close(self) -> None:
        packed = zlib.compress(msgspec.json.encode(self._open), 9)
        self._full.append((self._number, b64encode(packed).decode()))
        self._open, self._size = [], 0
        self._number += 1


def likeness(result: ProblemResult) -> bytes:
    """Return what results have in common that look the same."""
    return sha256(msgspec.msgpack.encode(result)).digest()
