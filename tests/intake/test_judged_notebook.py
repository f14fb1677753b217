"""From a notebook to a result: it is judged, and lines are told by their cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_ins import notebook
from small_pack import WritePack

from grader.collect import collect
from grader.load import open_pack
from grader.render.entries import entries
from grader.render.html_report import html_report
from grader.render.json_report import json_report
from grader.render.text import problem_text
from grader.report import ProblemResult, Report
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import cell_comment, cell_of_line
from grader.verdict import Verdict

NOISE = "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport numpy as np"
FAILS = "# mine\n\ndef double(x):\n    y = np.ones(2)\n    return y[len(x) + 9]"
PLOT = "plt.plot(double(np.ones(3)))\nwhile True:\n    pass"


@pytest.fixture
def pack_folder(write_pack: WritePack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    return write_pack() / "exercises"


def judged(pack_folder: Path, *cells: str) -> ProblemResult:
    Path("work.ipynb").write_bytes(notebook(*cells))
    pack = open_pack(pack_folder)
    submissions = collect(pack, ["work.ipynb"]).submissions
    with Sandboxes() as sandboxes:
        session = Session(pack, sandboxes)
        session.prepare(["double"])
        (result,) = session.results(submissions, 1)
    return result


def test_a_notebook_that_draws_and_never_ends_is_judged_by_its_function(pack_folder: Path) -> None:
    right = "def double(x):\n    return np.add(x, x)"
    assert judged(pack_folder, NOISE, right, PLOT).verdict is Verdict.ACCEPTED


def test_an_untouched_stub_is_not_attempted(pack_folder: Path) -> None:
    stub = open_pack(pack_folder).problem("double").file.stub
    assert judged(pack_folder, NOISE, stub, PLOT).verdict is Verdict.NOT_ATTEMPTED


def test_a_failure_is_told_by_cell_and_line(pack_folder: Path) -> None:
    result = judged(pack_folder, NOISE, FAILS, PLOT)
    assert list(result.places.values()) == ["cell 2, line 5"]
    assert list(result.quotes.values()) == ["return y[len(x) + 9]"]
    report = Report((result,), "none")
    assert "work.ipynb, cell 2, line 5, in double" in problem_text(result)
    assert "work.ipynb, cell 2, line 5" in html_report(report)
    assert '"cell 2, line 5"' in json_report(report)
    assert {entry.line for entry in entries(report)} == {None}


def test_a_cell_that_cannot_be_read_is_told_by_its_line(pack_folder: Path) -> None:
    result = judged(pack_folder, NOISE, "%%time\n!ls\ndef double(x):\n    return (x +\n")
    assert result.verdict is Verdict.RUNTIME_ERROR
    assert list(result.places.values()) == ["cell 2, line 4"]


def test_a_line_is_counted_from_the_comment_above_it() -> None:
    source = f"import os\n{cell_comment(7, 3)}\ndef f():\n    return 1\n".encode()
    assert [cell_of_line(source, line) for line in (0, 1, 2, 3, 4, 5, 99)] == [
        *("", "", "", "cell 7, line 3", "cell 7, line 4", "cell 7, line 5"),
        "cell 7, line 5",
    ]
