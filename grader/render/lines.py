"""Lines of text for a terminal: broken to its width, indented, labelled."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from click import style

__all__ = ["broken", "indented", "labelled", "wrapped"]


def wrapped(text: str, width: int, *, depth: int = 2, bold: bool = False) -> Iterator[str]:
    """Yield a paragraph, broken to a width and indented."""
    for line in textwrap.wrap(text, max(30, width - depth)):
        yield " " * depth + (style(line, bold=True) if bold else line)


def broken(text: str, width: int) -> Iterator[str]:
    """Yield a message line by line; what is too long is broken between its words."""
    for line in text.splitlines():
        yield from (
            textwrap.wrap(line, max(30, width), subsequent_indent="  ", break_on_hyphens=False)
            if len(line) > width
            else [line]
        )


def labelled(label: str, text: str) -> list[str]:
    """Put a label before the first line and align the others below it."""
    head, *rest = text.splitlines() or [""]
    return [label + head, *(" " * len(label) + line for line in rest)]


def indented(lines: list[str], depth: int) -> Iterator[str]:
    """Yield the lines, each moved to the right."""
    for line in lines:
        yield " " * depth + line
