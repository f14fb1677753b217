"""Text from students, made safe to show: no control, escape or bidirectional characters."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["clean", "clean_bytes"]

MAX_LENGTH: Final = 500
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: str, limit: int = MAX_LENGTH) -> str:
    r"""Return the text on one line, with unprintable characters as `\xNN`, length capped."""
    shown = "".join(_visible(character) for character in text[: limit + 1])
    return shown[:limit] + "..." if len(shown) > limit else shown


def clean_bytes(output: bytes, limit: int = MAX_LENGTH) -> str:
    """Return printed output as text, line by line clean."""
    text = output.decode("utf-8", "replace")
    lines = [clean(line, limit) for line in text[: 4 * limit].splitlines()]
    return "\n".join(lines)[: 4 * limit]


def _visible(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if character == "\n":
        return " "
    if unicodedata.category(character) in HIDDEN:
        return f"\\x{ord(character):02x}"
    return character
