"""A result as IPython shows it: HTML below a cell of a notebook, text in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from grader.report import ProblemResult

__all__ = ["ShownResult"]


class Printer(Protocol):
    """What IPython hands to `_repr_pretty_`."""

    def text(self, text: str) -> None:
        """Write text."""


class ShownResult(Struct, frozen=True):
    """One problem's result, a note before it and the lines after it."""

    result: ProblemResult
    closing: Sequence[str] = ()
    note: str = ""

    def __repr__(self) -> str:
        from click import unstyle

        return unstyle(self._text())

    def _repr_html_(self) -> str:
        from click import unstyle

        from grader.render.html_inline import html_fragment

        closing = [unstyle(line) for line in self.closing]
        return html_fragment(self.result, closing, self.note)

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002, FBT001
        printer.text(self._text() if sys.stdout.isatty() else repr(self))

    def _text(self) -> str:
        from grader.render.text import problem_text

        note = [f"  {self.note}", ""] if self.note else []
        return "\n".join([problem_text(self.result), "", *note, *self.closing]).rstrip()
