"""Single key presses from the terminal, without waiting for Enter."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["letters", "single_keys"]


def letters() -> Iterator[str]:
    """Yield each key as it is pressed, until the input ends."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            yield msvcrt.getwch()
    while letter := sys.stdin.read(1):
        yield letter


@contextmanager
def single_keys() -> Iterator[None]:
    """Let keys through one by one while this is open; Ctrl-C still interrupts."""
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
