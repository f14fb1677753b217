"""Keys as letters: arrows left out, and the ways that systems have to say the end."""

from __future__ import annotations

import io
import os
import sys
from types import ModuleType

import pytest

from grader.keyboard import has_keys, letters


class Pipe(io.StringIO):
    """A standard input over a descriptor."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [(b"hn", "hn"), (b"H", "h"), (b"\x1b[A", ""), (b"\n", ""), (b"\xc3\xa9", "é"), (b"\x04", "q")],
)
def test_keys_of_a_terminal(monkeypatch: pytest.MonkeyPatch, pressed: bytes, expected: str) -> None:
    reading, writing = os.pipe()
    os.write(writing, pressed)
    os.close(writing)
    monkeypatch.setattr(sys, "stdin", Pipe(reading))
    assert "".join(letters()) == expected
    os.close(reading)


def test_keys_of_a_windows_console(monkeypatch: pytest.MonkeyPatch) -> None:
    """An arrow is two characters there, and Ctrl-C one that nobody makes a signal of."""
    keys = iter("h\xe0Hn\x00;\x03")
    console = ModuleType("msvcrt")
    console.getwch = lambda: next(keys)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "msvcrt", console)
    monkeypatch.setattr(sys, "platform", "win32")
    found = letters()
    assert [next(found) for _ in range(3)] == ["h", "n", "q"]


def test_a_pipe_has_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert not has_keys()
