"""The code of a notebook, cell by cell, without what only Jupyter knows.

    x = !ls        x = None            %%bash, %%html, ...    the cell is left out
    %matplotlib    pass                %%time, %%timeit,      their first line goes,
    !pip install   pass                %%capture, ...         the cell stays
    f?             pass                %%grade slide-kernel   so with this; the cell is marked
    %time f(x)     f(x)

A `%%timeit` cell stays although Jupyter forgets what it defines: who wrote an answer there wrote an
answer. Lines keep their number in the cell, and whatever is Python already is not touched: only
where a statement begins can a `%` or `!` mean anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from grader.clean import clean
from grader.intake.source_file import Unreadable
from grader.intake.statements import Statement, Unparsed, read_statements

__all__ = ["Cell", "Notebook", "python_of", "read_notebook"]

MAX_CODE: Final = 400_000
MAX_CELLS: Final = 10_000
MAX_STATEMENTS: Final = 20_000  # looking into these takes about three seconds
MAX_LENIENT: Final = 8_000_000  # in Python's own objects that is twenty times as much
KEPT_MAGICS: Final = frozenset(
    {"time", "timeit", "capture", "prun", "memit", "mprun", "debug", "grade"}
)
TIMED: Final = re.compile(r"%time\s+(?=\S)")
CELL_MAGIC: Final = re.compile(r"\s*%%(\w+)[ \t]*([^\n]*)")
MAGIC_LINE: Final = re.compile(r"[%!?,;/]|[%\w.*]+\?\??[ \t]*$", re.MULTILINE)
ASSIGNED: Final = re.compile(r"([\w.,\[\]'\" \t*]*[\w\])][ \t]*=[ \t]*)(%|!)(?!=)")
TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    r"|'''(?:\\.|[^\\])*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|'(?:\\.|[^'\\\n])*'?"
    r"|\#[^\n]*|[(\[{]|[)\]}]|\\\n|\n",
    re.DOTALL,
)


class _Sheet(Struct):
    cells: list[_RawCell] = []


class _RawCell(Struct):
    """A cell as nbformat 4 has it (`source`) or 3 (`input`, and a language)."""

    cell_type: str
    source: str | list[str] = ""
    input: str | list[str] = ""
    language: str = "python"


class _Raw(Struct):
    cells: list[_RawCell] = []
    worksheets: list[_Sheet] = []


class Cell(Struct, frozen=True):
    """A code cell: its place among all cells, counted from 1, and its statements.

    `text` is its Python where it `cannot` be read as such. `mark` is the problem that `%%grade`
    gives it to.
    """

    number: int
    statements: tuple[Statement, ...] = ()
    text: str = ""
    mark: str = ""
    fault: str = ""


class Notebook(Struct, frozen=True):
    """The code cells of a notebook in the order of the document."""

    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()

    def names(self) -> set[str]:
        """Return the functions and classes that it defines, or means to."""
        defined = {one.defines for cell in self.cells for one in cell.statements}
        meant = {name for cell in self.cells for name in meant_names(cell.text)}
        return (defined | meant) - {""}

    def marks(self) -> set[str]:
        """Return the problems that its cells are marked with."""
        return {cell.mark for cell in self.cells} - {""}


def read_notebook(data: bytes) -> Notebook:
    """Return a notebook's code; Unreadable where it is not one, or holds too much."""
    found = _decode(data)
    raw = [*found.cells, *(cell for sheet in found.worksheets for cell in sheet.cells)]
    code = [
        (number, _text(cell))
        for number, cell in enumerate(raw, start=1)
        if cell.cell_type == "code" and cell.language == "python"
    ]
    if len(code) > MAX_CELLS:
        raise Unreadable(f"holds over {MAX_CELLS:,} cells; a submission is source code alone")
    if sum(len(text.encode()) for _, text in code) > MAX_CODE:
        raise Unreadable("holds over 400 kB of code; a submission is source code alone")
    cells: list[Cell] = []
    notes: list[str] = []
    room = MAX_STATEMENTS
    for number, text in code:
        cell, note = _cell(number, text)
        cells.append(cell)
        notes += [f"cell {number} {note}"] if note else []
        room -= len(cell.statements)
        if room < 0:
            raise Unreadable(f"holds over {MAX_STATEMENTS:,} statements; a submission is short")
    return Notebook(tuple(cells), tuple(notes))


def _decode(data: bytes) -> _Raw:
    """Return the cells; outputs and pictures are skipped, not read."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise Unreadable("is empty")
    try:
        return msgspec.json.decode(data, type=_Raw)
    except msgspec.ValidationError as error:
        raise Unreadable(f"is no notebook ({clean(str(error), 100)})") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _decode_leniently(data)


def _decode_leniently(data: bytes) -> _Raw:
    """Return the cells of what Python's own reader takes as well: NaN, halves of characters."""
    import json

    if len(data) > MAX_LENIENT:
        raise Unreadable("is no notebook that can be read; clear its outputs and save it again")
    try:
        return msgspec.convert(json.loads(data), _Raw)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Unreadable(f"is no notebook ({clean(why, 100)})") from None


def _text(cell: _RawCell) -> str:
    source = cell.source or cell.input
    text = source if isinstance(source, str) else "".join(source)
    text = text.encode("utf-8", "replace").decode()  # no halves of characters
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _cell(number: int, text: str) -> tuple[Cell, str]:
    """Return a cell, and what to say of it where it is not read."""
    magic = CELL_MAGIC.match(text)
    mark = ""
    if magic is not None:
        if magic[1] not in KEPT_MAGICS:
            return Cell(number), _left_out(text, magic[1])
        mark = magic[2].split()[0] if magic[1] == "grade" and magic[2].split() else ""
        text = text[: magic.start(1) - 2] + "#" + text[magic.start(1) - 1 :]
    try:
        return Cell(number, read_statements(text), mark=mark), ""
    except Unparsed:
        text = python_of(text)
    try:
        return Cell(number, read_statements(text), mark=mark), ""
    except Unparsed as error:
        return Cell(number, text=text, mark=mark, fault=str(error)), f"cannot be read ({error})"


def _left_out(text: str, magic: str) -> str:
    """Return a note where a cell in another language seems to hold an answer."""
    names = meant_names(text)
    return f"is left out: %%{clean(magic, 30)} is not Python that is judged" if names else ""


def meant_names(text: str) -> set[str]:
    """Return the names after `def` and `class` at the start of lines."""
    return set(
        re.findall(r"^(?:async[ \t]+)?(?:def|class)[ \t]+([A-Za-z_]\w*)", text, re.MULTILINE)
    )


def python_of(text: str) -> str:
    """Return a cell's text as Python: what only Jupyter understands becomes `pass` or None."""
    return "".join(_python(_dedented(text)))


def _dedented(text: str) -> str:
    """Return the text with the first line's indentation taken off every line, as Jupyter does."""
    indent = re.match(r"(?:[ \t]*\n)*([ \t]+)", text)
    return re.sub(rf"^{indent[1]}", "", text, flags=re.MULTILINE) if indent else text


def _python(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        start = re.compile(r"[ \t]*").match(text, place)
        assert start is not None
        yield start[0]
        place = start.end()
        magic = MAGIC_LINE.match(text, place)
        assigned = ASSIGNED.match(text, place)
        if magic is not None:
            end = _end_of_command(text, place)
            yield _instead(text[place:end])
        elif assigned is not None:
            end = _end_of_command(text, place)
            timed = TIMED.match(text, assigned.start(2))
            yield assigned[1] + (text[timed.end() : end] if timed else "None")
        else:
            end = _end_of_statement(text, place)
            yield text[place:end]
        place = end


def _instead(command: str) -> str:
    """Return what stands in a command's place, with as many lines."""
    timed = TIMED.match(command)
    return command[timed.end() :] if timed else "pass" + "\n" * command.count("\n")


def _end_of_command(text: str, place: int) -> int:
    """Return where the line ends, its newline excluded, past lines that a backslash joins."""
    end = re.compile(r"(?:[^\n]*\\\n)*[^\n]*").match(text, place)
    assert end is not None
    return end.end() if end.end() > place else place + 1


def _end_of_statement(text: str, place: int) -> int:
    """Return where the next line begins on which a statement can begin."""
    depth = 0
    for token in TOKEN.finditer(text, place):
        if token[0] in "([{":
            depth += 1
        elif token[0] in ")]}":
            depth = max(0, depth - 1)
        elif token[0] == "\n" and not depth:
            return token.end()
    return len(text)
