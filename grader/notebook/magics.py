"""The commands of a notebook.

%%grade slide-kernel    the cell is judged in the sandbox, and runs in the notebook as usual
%grade slide-kernel     judges the last cell that defined the problem's function
%hint slide-kernel      the next hint
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from IPython.core.magic import Magics, line_cell_magic, line_magic, magics_class
from IPython.display import Markdown, display

from grader.errors import GraderError, UsageError
from grader.guidance import NOTEBOOK, after_one
from grader.notebook.desk import Desk
from grader.notebook.earlier import cell_defining, missing_names, named_in_kernel
from grader.notebook.shown import ShownResult
from grader.report import ProblemResult
from grader.verdict import Verdict

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["GraderMagics"]

STOPPED: Final = frozenset(
    {
        Verdict.RUNTIME_ERROR,
        Verdict.TIME_LIMIT,
        Verdict.MEMORY_LIMIT,
        Verdict.OUTPUT_LIMIT,
        Verdict.JUDGE_ERROR,
    }
)
"""With a failure of the whole cell: it would fail, or hang, in the notebook as well."""


@magics_class
class GraderMagics(Magics):
    """`%%grade`, `%grade` and `%hint`."""

    shell: InteractiveShell

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self._desk = Desk()
        atexit.register(self.close)

    def close(self) -> None:
        """End the processes that judge."""
        atexit.unregister(self.close)
        self._desk.close()

    @line_cell_magic
    def grade(self, line: str, cell: str | None = None) -> None:
        """Judge the cell, or with %grade the last one that defined the problem's function."""
        with _told_plainly():
            slug = self._slug(line, "%grade" if cell is None else "%%grade")
            if cell is None:
                self._grade_earlier(slug)
            else:
                self._grade_cell(slug, cell)

    @line_magic
    def hint(self, line: str) -> None:
        """Show the next hint of a problem."""
        with _told_plainly():
            slug = self._slug(line, "%hint")
            hints = self._desk.problem(slug).file.hints
            if not hints:
                sys.stdout.write(f"{slug} has no hints\n")
                return
            number = self._desk.next_hint(slug)
            left = len(hints) - number - 1
            more = f"{left} more: run this cell again" if left else "that was the last one"
            _show_hint(f"Hint {number + 1} of {len(hints)}", hints[number], more)

    def _grade_cell(self, slug: str, cell: str) -> None:
        label = f"In [{len(self.shell.user_ns['In']) - 1}]"
        source = "\n" + cell  # the line of %%grade counts, as in the notebook's own numbers
        result = self._desk.judge(slug, _python(source), label)
        if not _stopped(result) or self._note(result):
            self.shell.run_cell(cell, store_history=False)
        self._show(result)

    def _grade_earlier(self, slug: str) -> None:
        function = self._desk.problem(slug).file.function
        history = self.shell.history_manager
        assert history is not None
        cells = [(number, text) for _, number, text in history.get_range(raw=True)]
        place = cell_defining(function, [text for _, text in cells])
        if place is None:
            raise UsageError(
                f"no cell that you ran defines {function}; "
                f"put %%grade {slug} above your answer and run that cell"
            )
        number, text = cells[place]
        self._show(self._desk.judge(slug, _python(text), f"In [{number}]"))

    def _show(self, result: ProblemResult) -> None:
        problem = self._desk.problem(result.slug)
        course = self._desk.pack.course
        closing = after_one(course, self._desk.progress, result, problem, NOTEBOOK)
        display(ShownResult(result, closing, self._note(result)))

    def _note(self, result: ProblemResult) -> str:
        return named_in_kernel(missing_names(result), self.shell.user_ns)

    def _slug(self, line: str, command: str) -> str:
        words = line.split()
        if len(words) != 1:
            example = self._desk.pack.slugs[0]
            raise UsageError(f"{command} needs the name of one problem, as in: {command} {example}")
        return self._desk.problem(words[0]).slug


def _stopped(result: ProblemResult) -> bool:
    return result.failure is not None and result.verdict in STOPPED


def _python(cell: str) -> bytes:
    """Return a cell's source without what only Jupyter understands, its lines where they were."""
    from grader.intake.cells import python_of

    return python_of(cell).encode()


def _show_hint(head: str, hint: str, more: str) -> None:
    if "ipykernel" in sys.modules:
        display(Markdown(f"**{head}.** {hint}\n\n*{more}*"))
        return
    from grader.render.statement import print_markdown

    print_markdown(f"**{head}.** {hint}")
    sys.stdout.write(f"{more}\n")


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Say what went wrong in a line, without a traceback."""
    try:
        yield
    except GraderError as error:
        sys.stderr.write(f"{error}\n")
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was judged\n")
