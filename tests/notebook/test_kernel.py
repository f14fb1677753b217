"""`%%grade` in a real Jupyter kernel: a beginner's cells, run one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from course_pack import COURSE_PACK, RIGHT
from jobs import children_of
from watching import all_gone

from grader.load import open_pack
from grader.workspace import open_progress, write_notebooks

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

ENDLESS = "def double(x):\n    while True:\n        pass\n"


class Kernel:
    """A kernel and the notebook it runs."""

    def __init__(self, folder: Path) -> None:
        self._notebook = nbformat.v4.new_notebook()
        self._client = nbclient.NotebookClient(
            self._notebook, timeout=120, resources={"metadata": {"path": str(folder)}}
        )
        self._open = self._client.setup_kernel()
        self._open.__enter__()

    def run(self, source: str) -> list[dict[str, Any]]:
        """Run a cell; return its outputs. A traceback fails the test."""
        cells = self._notebook.cells
        cells.append(nbformat.v4.new_code_cell(source))
        done = self._client.execute_cell(cells[-1], len(cells) - 1)
        return [dict(output) for output in done.outputs]

    def close(self) -> None:
        self._open.__exit__(None, None, None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    for name, text in COURSE_PACK.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    write_notebooks(open_pack(folder / "exercises"), folder / "mine")
    return folder / "mine"


@pytest.fixture(scope="module")
def kernel(folder: Path) -> Iterator[Kernel]:
    """One kernel for all tests; afterwards neither it nor a zygote is left."""
    started = Kernel(folder)
    started.run("%load_ext grader")
    started.run("%load_ext grader")  # a second time does no harm
    (process,) = outputs_text(started.run("import os; os.getpid()"))
    number = int(process)
    yield started
    children = children_of(number)
    started.close()
    assert all_gone({number, *children})


def outputs_text(outputs: list[dict[str, Any]]) -> list[str]:
    """Return each output as the text that a notebook without HTML would show."""
    return [
        output["text"] if output["output_type"] == "stream" else output["data"]["text/plain"]
        for output in outputs
    ]


def report(outputs: list[dict[str, Any]]) -> str:
    """Return the HTML of the report, which comes last."""
    html = outputs[-1]["data"]["text/html"]
    assert isinstance(html, str)
    return html


def test_a_right_cell(kernel: Kernel, folder: Path) -> None:
    outputs = kernel.run("%%grade double\n" + RIGHT["double"])
    (text,) = outputs_text(outputs)
    assert text.startswith("double  accepted")
    assert "Well done!\nsolved 1 of 3  #. .\nnext: triple" in text
    assert "accepted" in report(outputs)
    assert "\x1b" not in text + report(outputs)
    progress = open_progress(folder)
    assert progress is not None
    assert "double" in progress.solved()


def test_its_function_is_there_for_later_cells(kernel: Kernel) -> None:
    assert outputs_text(kernel.run("double(21)")) == ["42"]


def test_what_the_cell_prints_and_shows_comes_as_usual(kernel: Kernel) -> None:
    outputs = kernel.run("%%grade double\n" + RIGHT["double"] + "print('hello')\ndouble(4)")
    texts = outputs_text(outputs)
    assert texts[:2] == ["hello\n", "8"]
    assert texts[2].startswith("double  accepted")


def test_a_wrong_cell_shows_numbers_and_one_next_step(kernel: Kernel) -> None:
    outputs = kernel.run("%%grade double\ndef double(x):\n    return x\n")
    (text,) = outputs_text(outputs)
    assert text.startswith("double  wrong answer")
    assert text.endswith("stuck?  %hint double  (2 of 2 hints left)")
    assert "<table" in report(outputs)


def test_an_endless_loop_is_stopped_and_the_kernel_lives(kernel: Kernel) -> None:
    (text,) = outputs_text(kernel.run("%%grade double\n" + ENDLESS))
    assert text.startswith("double  time limit")
    (text,) = outputs_text(kernel.run("%%grade double\nwhile True:\n    pass"))
    assert text.startswith("double  time limit")
    assert outputs_text(kernel.run("1 + 1")) == ["2"]


def test_lines_are_numbered_as_in_the_cell(kernel: Kernel) -> None:
    (text,) = outputs_text(kernel.run("%%grade double\ndef double(x):\n    return 1 / 0\n"))
    assert re.search(r"In \[\d+\]:3, in double\n\s+return 1 / 0", text)
    (text,) = outputs_text(kernel.run("%%grade double\ndef double(x)\n    return 1\n"))
    assert re.search(r"In \[\d+\]:2\n", text)
    assert "SyntaxError" in text


def test_a_name_from_another_cell_is_said_to_be_that(kernel: Kernel) -> None:
    kernel.run("def twice(x):\n    return 2 * x")
    outputs = kernel.run("%%grade double\ndef double(x):\n    return twice(x)\n")
    says = "is known from another cell"
    (text,) = outputs_text(outputs)
    assert f"`twice` {says}" in text
    assert f"<code>twice</code> {says}" in report(outputs)
    assert outputs_text(kernel.run("double(21)")) == ["42"]  # the notebook knows it
    (text,) = outputs_text(kernel.run("%%grade double\ndef double(x):\n    return nowhere(x)\n"))
    assert says not in text


def test_what_only_jupyter_understands_is_no_fault(kernel: Kernel) -> None:
    source = "%%grade double\nimport os\n%pwd\n" + RIGHT["double"]
    *_, text = outputs_text(kernel.run(source))
    assert text.startswith("double  accepted")


def test_the_stub_as_it_came(kernel: Kernel, folder: Path) -> None:
    stub = open_pack(folder.parent / "exercises").problem("double").file.stub
    (text,) = outputs_text(kernel.run("%%grade double\n" + stub))
    assert text.startswith("double  not attempted")


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("%%grade duoble\n1", "did you mean 'double'?"),
        ("%%grade\n1", "%%grade needs the name of one problem, as in: %%grade double"),
        ("%grade halve", "no cell that you ran defines halve; put %%grade halve above"),
        ("%hint", "%hint needs the name of one problem"),
        ("%hint nothing-like-it", "no problem 'nothing-like-it'"),
    ],
)
def test_faults_are_told_in_a_line(kernel: Kernel, source: str, says: str) -> None:
    (output,) = kernel.run(source)
    assert output["name"] == "stderr"
    assert says in output["text"]
    assert output["text"].count("\n") == 1


def test_hints_come_one_at_a_time(kernel: Kernel) -> None:
    first, second, third = (kernel.run("%hint double")[0]["data"] for _ in range(3))
    assert (
        first["text/markdown"] == "**Hint 1 of 2.** Look at `x`.\n\n*1 more: run this cell again*"
    )
    assert second["text/markdown"].startswith("**Hint 2 of 2.** Twice is two times $x$.")
    assert third == second
    assert outputs_text(kernel.run("%hint triple")) == ["triple has no hints\n"]


def test_a_function_that_was_defined_before(kernel: Kernel) -> None:
    kernel.run(RIGHT["triple"])
    (text,) = outputs_text(kernel.run("%grade triple"))
    assert text.startswith("triple  accepted")


def test_an_interruption_spoils_nothing(kernel: Kernel) -> None:
    kernel.run(
        "import os, signal, threading\n"
        "threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()"
    )
    (output,) = kernel.run("%%grade double\n" + ENDLESS)
    assert output["text"] == "stopped; nothing was judged\n"
    (text,) = outputs_text(kernel.run("%%grade double\n" + RIGHT["double"]))
    assert text.startswith("double  accepted")


def test_a_kernel_with_threads_starts_its_sandboxes_afresh(kernel: Kernel) -> None:
    """Nothing is forked from the kernel: what it starts is another program."""
    (text,) = outputs_text(
        kernel.run(
            "import os, threading\n"
            "assert threading.active_count() > 1\n"
            "forks = []\n"
            "os.register_at_fork(before=lambda: forks.append(1))\n"
            "%unload_ext grader\n"
            "%load_ext grader"
        )
        + kernel.run("%%grade double\n" + RIGHT["double"])
    )
    assert text.startswith("double  accepted")
    assert outputs_text(kernel.run("forks")) == ["[]"]
