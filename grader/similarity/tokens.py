"""A source as tokens, without what renaming and reformatting change.

Left out: comments, docstrings, imports, layout, annotations of parameters, brackets that may be
redundant, commas. A name that the student chose is marked as such; a keyword, a builtin, an
attribute of somebody else's object is itself. A number is its value.

It reads tokens, never a syntax tree: the sources are hostile, and a tree nested deeply enough
brings down the interpreter that builds it. Of a source that cannot be read to its end it gives
what comes before.
"""

from __future__ import annotations

import builtins
import keyword
import tokenize
import warnings
from collections.abc import Iterator
from io import StringIO
from typing import Final, NamedTuple

__all__ = ["NAME", "Token", "tokens_of"]

MOST_BYTES: Final = 200_000
MOST_TOKENS: Final = 20_000
"""Of a longer source only the beginning is read."""

NAME: Final = ""
"""What stands for a name of the student's own choice."""
FIXED: Final = frozenset({*keyword.kwlist, *dir(builtins)})
LINE_ENDS: Final = frozenset({tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT})
UNSEEN: Final = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER})
DROPPED: Final = frozenset("(),;")
OPENING: Final = frozenset("([{")
CLOSING: Final = frozenset(")]}")


class Token(NamedTuple):
    """A token: its text, "" for a name of the student's own, that name, and its line."""

    text: str
    name: str
    line: int


def tokens_of(source: bytes) -> list[Token]:
    """Return the tokens of a source; it need not be valid."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # an odd escape is not for our screen
        lines = [line for line in _logical_lines(source) if not _is_import(line)]
    return [token for line in lines for token in _kept(line)]


def _logical_lines(source: bytes) -> Iterator[list[tokenize.TokenInfo]]:
    """Yield the tokens of each statement; what follows an error is left out."""
    line: list[tokenize.TokenInfo] = []
    for token in _readable(source):
        if token.type in LINE_ENDS or token.string == ";":
            yield line
            line = []
        elif token.type not in UNSEEN:
            line.append(token)
    yield line


def _readable(source: bytes) -> Iterator[tokenize.TokenInfo]:
    # not as the source says it is encoded: a codec is code, and names are only compared
    text = source[:MOST_BYTES].decode("utf-8-sig", "replace")
    tokens = tokenize.generate_tokens(StringIO(text, newline=None).readline)
    try:
        for _ in range(MOST_TOKENS):
            yield next(tokens)
    except (StopIteration, SyntaxError, tokenize.TokenError):
        return
    except SystemError:  # since 3.12 the tokenizer is in C, and has faults of its own
        return


def _is_import(line: list[tokenize.TokenInfo]) -> bool:
    return bool(line) and line[0].string in {"import", "from"}


def _kept(line: list[tokenize.TokenInfo]) -> Iterator[Token]:
    if all(_is_text(token) for token in line):  # a docstring, or strings that do nothing
        return
    before = ("", "")
    for token in _without_annotations(line):
        if token.string not in DROPPED and not _is_continued_text(token):
            text = _text(token, before)
            yield Token(text, token.string if text == NAME else "", token.start[0])
        before = (before[1], token.string)


def _without_annotations(line: list[tokenize.TokenInfo]) -> Iterator[tokenize.TokenInfo]:
    """Leave out what the head of a function says of types."""
    if not any(token.string == "def" for token in line[:2]):
        yield from line
        return
    depth, part = 0, "names"
    for token in line:
        text = token.string
        depth += (text in OPENING) - (text in CLOSING)
        if part == "body":
            yield token
            continue
        part = _part(part, text, depth)
        if part in {"names", "body"}:
            yield token


def _part(part: str, text: str, depth: int) -> str:
    """Return what a token of a function's head belongs to: names, a type, the result, the body."""
    if text == ":" and depth == 0:
        return "body"
    if text == "->" or part == "result":
        return "result"
    if text == ":" and depth == 1:
        return "type"
    return "names" if depth == 0 or (depth == 1 and text in {",", "="}) else part


def _text(token: tokenize.TokenInfo, before: tuple[str, str]) -> str:
    if _is_text(token):
        return "'"
    if token.type == tokenize.NUMBER:
        return _number(token.string)
    if token.type != tokenize.NAME:
        return token.string
    if before[1] == "." and before[0] != "self":
        return token.string
    return token.string if token.string in FIXED and before[1] != "." else NAME


def _is_text(token: tokenize.TokenInfo) -> bool:
    return token.type == tokenize.STRING or tokenize.tok_name[token.type].startswith("FSTRING")


def _is_continued_text(token: tokenize.TokenInfo) -> bool:
    """Say whether this is a later piece of an f-string, which newer Pythons take apart."""
    return tokenize.tok_name[token.type] in {"FSTRING_MIDDLE", "FSTRING_END"}


def _number(text: str) -> str:
    try:
        return f"{float(text):g}"
    except ValueError:  # 0x10, 2j
        return text
