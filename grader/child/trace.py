"""What an exception of a submission says: its message, and the steps that lie in its own file.

The exception may be hostile: its message, its traceback and its names are the submission's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grader.outcome import Frame

__all__ = ["frames_in", "in_words", "message_of", "plain"]

MAX_FRAMES: Final = 20
MAX_MESSAGE: Final = 2_000
MAX_NAME: Final = 100


def in_words(error: BaseException) -> BaseException:
    """Return the error of a source that could not be read; Python names some of them badly."""
    if isinstance(error, RecursionError | MemoryError):
        return SyntaxError("nested too deeply for Python to read")
    return error


def plain(text: object, most: int = MAX_NAME) -> str:
    """Return text that can cross: without lone surrogates, and not too long."""
    assert isinstance(text, str)
    return str.__str__(text)[:most].encode("utf-8", "replace").decode()


def message_of(error: BaseException) -> str:
    """Return what an exception says; nothing where it cannot say it."""
    try:
        return plain(str(error.msg if isinstance(error, SyntaxError) else error), MAX_MESSAGE)
    except BaseException:  # noqa: BLE001 - a hostile __str__ is no reason to die
        return ""


def frames_in(error: BaseException, label: str) -> tuple[Frame, ...]:
    """Return the last steps of a traceback that lie in one file, the student's as a rule."""
    try:
        return tuple(_own_frames(error, label))[-MAX_FRAMES:]
    except BaseException:  # noqa: BLE001 - nor is a traceback that lies
        return ()


def _own_frames(error: BaseException, label: str) -> Iterator[Frame]:
    trace = _traceback_of(error)
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == label:
            yield Frame(trace.tb_lineno or 0, plain(code.co_name))
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename == label and error.lineno:
        yield Frame(int(error.lineno), "")


_traceback_of: Final = BaseException.__dict__["__traceback__"].__get__
