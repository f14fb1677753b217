"""Single key presses from the terminal, without waiting for Enter."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

__all__ = ["has_keys", "letters", "single_keys"]

READ_BYTES: Final = 64
END: Final = ("\x03", "\x04")  # Ctrl-C where the terminal does not make a signal of it, and Ctrl-D
QUIT: Final = "q"


def has_keys() -> bool:
    """Say whether there is a terminal whose keys are for us: not for a job in the background."""
    if not sys.stdin.isatty():
        return False
    return sys.platform == "win32" or os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()


def letters() -> Iterator[str]:
    """Yield each letter as it is pressed, in lower case, until the input ends.

    Arrows and other keys that are no letters are left out; Ctrl-D is "q".
    """
    for key in _keys():
        if key in END:
            yield QUIT
        elif key.isprintable():
            yield key.lower()


def _keys() -> Iterator[str]:
    if sys.platform == "win32":
        import msvcrt

        while True:
            key = msvcrt.getwch()
            if key in ("\x00", "\xe0"):  # an arrow, say: its number follows
                msvcrt.getwch()
            else:
                yield key
    while pressed := _pressed():
        if not pressed.startswith(b"\x1b"):  # an arrow, say: several bytes at once
            yield from pressed.decode("utf-8", "ignore")


def _pressed() -> bytes:
    # Not sys.stdin.read: that holds a lock, on which the interpreter would stumble at its end.
    try:
        return os.read(sys.stdin.fileno(), READ_BYTES)
    except OSError:  # the terminal is gone
        return b""


@contextmanager
def single_keys(resumed: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Let keys through one by one while this is open; Ctrl-C still interrupts.

    After Ctrl-Z, `resumed` is called when the program is in the foreground again.

    The terminal is as before afterwards, and after SIGTERM and SIGHUP as well: here they end the
    program by SystemExit.
    """
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)

    def resume(*_: Any) -> None:
        tty.setcbreak(sys.stdin)
        resumed()

    handlers = {
        signal.SIGTERM: _leave,
        signal.SIGHUP: _leave,
        signal.SIGCONT: resume,
    }
    former = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        tty.setcbreak(sys.stdin)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
        for number, handler in former.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)
