"""What a YAML syntax error means, in a teacher's words.

libyaml says "did not find expected key"; a reader needs the line, what is likely wrong there
and what to type instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import yaml

from grader.errors import Fault

__all__ = ["plain_words"]

_QUOTE: Final = "put the text in 'single quotes'"
_BACKSLASH: Final = "a backslash inside double quotes"


class Reading(NamedTuple):
    """What an error of libyaml means; `around` is part of its context."""

    problem: str
    around: str
    what: str
    fix: str


_READINGS: Final = (
    Reading(
        "mapping values are not allowed",
        "",
        "an unexpected ': '",
        f"{_QUOTE}, or check the indentation",
    ),
    Reading(
        "block sequence entries are not allowed",
        "",
        "an unexpected '- '",
        "start the list on its own line",
    ),
    Reading(
        "could not find expected ':'",
        "",
        "a line that is not 'key: value'",
        "add the colon, or indent the line if it goes on from the one above",
    ),
    Reading(
        "did not find expected ',' or ']'",
        "",
        "the list opened with [ on line {start} is not closed",
        "add the ] or the comma",
    ),
    Reading(
        "did not find expected ',' or '}'",
        "",
        "the mapping opened with {{ on line {start} is not closed",
        "add the }} or the comma",
    ),
    Reading(
        "unexpected end of stream",
        "quoted",
        "the quote opened on line {start} is not closed",
        "add the quote",
    ),
    Reading("unknown escape character", "", _BACKSLASH, "use 'single quotes' there"),
    Reading("escape code", "", _BACKSLASH, "use 'single quotes' there"),
    Reading("alphabetic or numeric character", "alias", "text may not start with *", _QUOTE),
    Reading("alphabetic or numeric character", "anchor", "text may not start with &", _QUOTE),
    Reading("undefined alias", "", "text may not start with *", _QUOTE),
    Reading("cannot start any token", "", "text may not start with {char}", _QUOTE),
    Reading("did not find expected node content", "", "text may not start with {char}", _QUOTE),
    Reading(
        "but found another document",
        "",
        "a second document after '---'",
        "keep one document a file",
    ),
    Reading(
        "did not find expected key",
        "",
        "this line does not fit the block that starts on line {start}",
        "line it up with the keys of the same block",
    ),
    Reading(
        "did not find expected '-' indicator",
        "",
        "this line does not fit the list that starts on line {start}",
        "start each item with '- ' in the same column",
    ),
    Reading(
        "comment or line break", "block scalar", "text after | or >", "start a new line for it"
    ),
    Reading("incompatible YAML document", "", "a %YAML line that is not read here", "remove it"),
    Reading("found unexpected ':'", "", "an unexpected ':' inside brackets", _QUOTE),
    Reading("directive", "", "text may not start with %", _QUOTE),
    Reading("tag", "", "text may not start with !", _QUOTE),
    Reading(
        "<document start>",
        "",
        "this line does not line up with the ones above",
        "write one mapping: 'key: value' lines, the first ones in the first column",
    ),
)


def plain_words(error: yaml.YAMLError, text: str, path: Path) -> Fault:
    """Return the one fault that a syntax error stands for."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _unreadable_character(text, path)
    line, column = error.problem_mark.line, error.problem_mark.column
    lines = text.splitlines() or [""]
    here = lines[min(line, len(lines) - 1)]
    start = error.context_mark.line + 1 if error.context_mark else line + 1
    if tab := _tab_line(lines, start, line + 1):
        return Fault(path, tab, "a tab in the indentation", "indent with two spaces")
    if after := _after(here[:column].rstrip(), str(error.problem)):
        return Fault(path, line + 1, *after)
    fields = {"start": start, "char": repr(here[column : column + 1] or "nothing")}
    for reading in _READINGS:
        if reading.problem in str(error.problem) and reading.around in str(error.context):
            where = start if "expected ':'" in reading.problem else line + 1
            return Fault(path, where, reading.what.format(**fields), reading.fix.format(**fields))
    return Fault(path, line + 1, f"this is not YAML: {error.problem}")


def _after(before: str, problem: str) -> tuple[str, str] | None:
    """Return what and fix where something follows a closed quote or bracket, else None."""
    if problem not in ("did not find expected key", "did not find expected '-' indicator"):
        return None
    if before.endswith(("'", '"')):
        return "something follows the closing quote", "write a quote inside quotes twice: ''"
    if before.endswith(("]", "}")):
        return "something follows the closing bracket", f"{_QUOTE}, if it is text"
    return None


def _tab_line(lines: list[str], first: int, last: int) -> int | None:
    for number in range(first, last + 1):
        line = lines[number - 1] if number <= len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return number
    return None


def _unreadable_character(text: str, path: Path) -> Fault:
    for number, line in enumerate(text.split("\n"), start=1):
        for char in line:
            if not (char.isprintable() or char in "\t\r\x85\xa0\ufeff" or ord(char) >= 0xA0):
                what = f"a control character (code {ord(char)})"
                return Fault(path, number, what, "delete it and type the place again")
    return Fault(path, None, "this is not YAML")
