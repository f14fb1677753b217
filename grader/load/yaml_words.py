"""What a YAML syntax error means, in a teacher's words.

libyaml says "did not find expected key"; a reader needs the line, what is likely wrong there
and what to type instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import yaml

from grader.errors import Fault

__all__ = ["plain_words"]

_QUOTE: Final = "put the text in 'single quotes'"
_INDENT: Final = "line it up with the keys of the same block"

_WORDS: Final[tuple[tuple[str, str, str, str], ...]] = (
    # problem, context, what, fix
    ("mapping values are not allowed", "", "an unexpected ': '", f"{_QUOTE}, or check the indentation"),
    ("block sequence entries are not allowed", "", "an unexpected '- '", "start the list on its own line"),
    ("could not find expected ':'", "", "a line that is not 'key: value'",
     "add the colon, or indent the line if it goes on from the one above"),
    ("did not find expected ',' or ']'", "", "the list opened with [ on line {start} is not closed",
     "add the ] or the comma"),
    ("did not find expected ',' or '}'", "", "the mapping opened with {{ on line {start} is not closed",
     "add the }} or the comma"),
    ("unexpected end of stream", "quoted", "the quote opened on line {start} is not closed", "add the quote"),
    ("unknown escape character", "", "a backslash inside double quotes", "use 'single quotes' there"),
    ("escape code", "", "a backslash inside double quotes", "use 'single quotes' there"),
    ("alphabetic or numeric character", "alias", "text may not start with *", _QUOTE),
    ("alphabetic or numeric character", "anchor", "text may not start with &", _QUOTE),
    ("undefined alias", "", "text may not start with *", _QUOTE),
    ("cannot start any token", "", "text may not start with {char}", _QUOTE),
    ("did not find expected node content", "", "text may not start with {char}", _QUOTE),
    ("but found another document", "", "a second document after '---'", "keep one document a file"),
    ("did not find expected key", "", "this line does not fit the block that starts on line {start}",
     f"{_INDENT}; a quote inside 'quoted text' is written twice"),
    ("did not find expected '-' indicator", "", "this line does not fit the list that starts on line {start}",
     "start each item with '- ' in the same column"),
    ("comment or line break", "block scalar", "text after | or >", "start the text on the next line"),
    ("tag", "", "text may not start with !", _QUOTE),
    ("<document start>", "", "this line is indented less than the first one", _INDENT),
    ("directive", "", "text may not start with %", _QUOTE),
    ("incompatible YAML document", "", "a %YAML line that is not read here", "remove it"),
)  # fmt: skip


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
    problem, context = str(error.problem), str(error.context or "")
    char = repr(here[column : column + 1] or "nothing")
    for wanted, around, what, fix in _WORDS:
        if wanted in problem and around in context:
            where = start if "could not find expected ':'" in problem else line + 1
            fields = {"start": start, "char": char}
            return Fault(path, where, what.format(**fields), fix.format(**fields))
    return Fault(path, line + 1, f"this is not YAML: {problem}")


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
