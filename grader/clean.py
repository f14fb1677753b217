r"""Text and values from students, made safe to show.

What a student wrote passes here once, where it enters a report or a message; renderers then only
format it.

    characters that do not show (control, escape, bidirectional, zero-width)   spelled \xNN
    words that a CI system would obey: ::error, ##[error], ##vso[...]          their start as well
    length, number of parts                                                    capped
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from grader.values import Array, Mapping, Opaque, Sequence, Value, room_of

__all__ = ["clean", "clean_bytes", "clean_value"]

MAX_LENGTH: Final = 500
MAX_NAME: Final = 100
MAX_PARTS: Final = 1_000
MAX_NUMBERS: Final = 20_000
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
IGNORABLE: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Letters, marks and a symbol that leave no trace on a screen; some programs skip them."""
COMMAND: Final = re.compile(r"(?:^|(?<=\s)):(?=:[\w-]+(?:\s|::|$))|#(?=#\w*\[)")
"""The start of what GitHub (anywhere after spaces) or Azure (anywhere) takes for a command.

GitHub's have a name; a slice such as [:, ::step] stays as the student wrote it.
"""


def clean(text: str, limit: int = MAX_LENGTH) -> str:
    r"""Return the text on one line, with unprintable characters as `\xNN`, length capped."""
    shown = text[: limit + 1]
    if not (shown.isascii() and shown.isprintable()):
        shown = "".join(map(_visible, shown))
    shown = COMMAND.sub(lambda found: f"\\x{ord(found[0]):02x}", shown)
    return shown[:limit] + "..." if len(shown) > limit else shown


def clean_bytes(output: bytes, limit: int = MAX_LENGTH) -> str:
    """Return printed output as text, line by line clean."""
    text = output[: 16 * limit].decode("utf-8", "replace")
    lines = [clean(line, limit) for line in text[: 4 * limit].splitlines()]
    return "\n".join(lines)[: 4 * limit]


def clean_value(value: Value, expected: Value = None) -> Value:
    """Return a value with its texts clean and no larger than can be shown.

    What is as large as the expected value stays whole; of more, an `Opaque` says what it was.
    """
    parts, numbers = _size(expected)
    return _Cleaner(max(parts, MAX_PARTS), max(numbers, MAX_NUMBERS)).value(value)


class _Cleaner:
    """Walks a value once, counting what it has let through."""

    def __init__(self, parts: int, numbers: int) -> None:
        self._parts = parts
        self._numbers = numbers

    def value(self, value: Value) -> Value:
        match value:
            case Array():
                return self._array(value)
            case Sequence():
                kept = value.items[: self._take(len(value.items))]
                items = [self.value(item) for item in kept]
                return Sequence(value.kind, (*items, *_more(len(value.items) - len(kept))))
            case Mapping():
                kept_names = list(value.items)[: self._take(len(value.items))]
                parts = {_name(name): self.value(value.items[name]) for name in kept_names}
                rest = _more(len(value.items) - len(kept_names))
                return Mapping(parts | dict(zip(("...",), rest, strict=False)))
            case Opaque():
                return Opaque(clean(value.type_name, MAX_NAME))
            case str():
                return clean(value.replace("\n", "\\n"))
            case _:
                return value

    def _array(self, array: Array) -> Value:
        room = room_of(array.shape)
        if room > self._numbers:
            return Opaque(f"{array.kind} of shape {array.shape} and dtype {array.dtype}")
        self._numbers -= room
        return array

    def _take(self, count: int) -> int:
        taken = min(count, self._parts)
        self._parts -= taken
        return taken


def _more(count: int) -> tuple[Value, ...]:
    return (Opaque(f"{count} more"),) if count else ()


def _name(name: str) -> str:
    return clean(name, MAX_NAME)


def _size(value: Value) -> tuple[int, int]:
    """Return how many parts and how many numbers a value has."""
    match value:
        case Array():
            return 1, room_of(value.shape)
        case Sequence(items=tuple() as items):
            sizes = [_size(item) for item in items]
        case Mapping(items=dict() as named):
            sizes = [_size(item) for item in named.values()]
        case _:
            return 1, 0
    return 1 + sum(parts for parts, _ in sizes), sum(numbers for _, numbers in sizes)


def _visible(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if character == "\n":
        return " "
    if character in IGNORABLE or unicodedata.category(character) in HIDDEN:
        return f"\\x{ord(character):02x}"
    return character
