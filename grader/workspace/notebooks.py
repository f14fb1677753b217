"""The course as notebooks: one a unit, with each statement above the cell for its answer.

The same pack gives the same bytes: a cell's id is made from its problem's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grader.errors import UsageError
from grader.load import Pack
from grader.pack_file import Unit
from grader.problem import Problem
from grader.workspace.origin import note_exercises
from grader.workspace.place import write_new
from grader.workspace.stubs import Written, folder_name

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["write_notebooks"]

METADATA: Final = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
LONGEST_ID: Final = 64
HOW_TO: Final = """\
Run the cell below first. Then each exercise has three cells:

- what to do;
- the cell for your answer: replace `raise NotImplementedError` and press Shift+Enter. The line
  `%%grade` has it checked, and the verdict appears below. It is checked by itself, so it has to
  hold all that it needs;
- a cell with `%hint`: run it for a hint, and again for the next one."""


def write_notebooks(pack: Pack, folder: Path) -> Written:
    """Write every notebook that is not there yet; nothing that is there is changed."""
    made: list[Path] = []
    kept: list[Path] = []
    for path, text in _notebooks(pack, folder):
        (made if write_new(path, text) else kept).append(path)
    note_exercises(folder, pack.exercises)
    return Written(tuple(made), tuple(kept))


def _notebooks(pack: Pack, folder: Path) -> Iterator[tuple[Path, str]]:
    try:
        import nbformat
    except ModuleNotFoundError:
        raise UsageError(
            "notebooks need more than is installed; add it with: pip install 'grader[notebook]'"
        ) from None
    for place, unit in enumerate(pack.course.units, start=1):
        name = f"{folder_name(place, unit.title)}.ipynb"
        yield folder / name, nbformat.writes(_notebook(pack, unit)) + "\n"


def _notebook(pack: Pack, unit: Unit) -> NotebookNode:
    from nbformat import v4

    cells = [
        v4.new_markdown_cell(f"# {unit.title}\n\n{HOW_TO}", id="how-to"),
        v4.new_code_cell("%load_ext grader", id="load"),
    ]
    for slug in unit.problems:
        cells += _cells(pack.problem(slug))
    notebook: NotebookNode = v4.new_notebook(cells=cells, metadata=METADATA)
    return notebook


def _cells(problem: Problem) -> Iterator[NotebookNode]:
    from nbformat import v4

    slug, file = problem.slug, problem.file
    statement = f"## {file.title}\n\n{file.statement.rstrip()}"
    yield v4.new_markdown_cell(statement, id=_identity("read", slug))
    yield v4.new_code_cell(f"%%grade {slug}\n{file.stub.rstrip()}", id=_identity("answer", slug))
    if file.hints:
        yield v4.new_code_cell(f"%hint {slug}", id=_identity("hint", slug))


def _identity(role: str, slug: str) -> str:
    """Return the id of a cell: a format rule keeps it short."""
    plain = f"{role}-{slug}"
    if len(plain) <= LONGEST_ID:
        return plain
    import hashlib

    return f"{role}-{hashlib.sha256(slug.encode()).hexdigest()[:32]}"
