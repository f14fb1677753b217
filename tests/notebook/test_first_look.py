"""A notebook as a beginner writes one, torch and all: it runs in Jupyter, and is judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from course_pack import grader

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
NOTEBOOK = Path(__file__).with_name("first_look.ipynb")
EXERCISES = Path(__file__).parents[2] / "exercises"


def test_its_answers_are_judged(tmp_path: Path) -> None:
    done = grader("run", "--exercises", str(EXERCISES), str(NOTEBOOK), cwd=tmp_path)
    verdicts = [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert verdicts[:5] == [
        "make-conv  accepted",
        "set-kernel  accepted",
        "line-image  wrong answer",
        "slide-kernel  accepted",  # with the function that another cell brings
        "out-size  accepted",  # five problems ask for an output_size; the mark says which
    ]
    assert done.returncode == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_it_runs_in_jupyter(tmp_path: Path) -> None:
    """Its first half is what the exercises ask about; the marked cell is judged on the way."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    notebook.cells = [
        nbformat.v4.new_code_cell("%load_ext grader"),
        *(cell for cell in notebook.cells if "matplotlib" not in cell.source),
    ]
    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    assert "accepted" in notebook.cells[-1].outputs[-1]["data"]["text/plain"]
