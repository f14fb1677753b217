"""`grader init --notebook`: valid, the same every time, and read back by `grader run`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from course_pack import RIGHT, grader
from said import Say

from grader.errors import UsageError
from grader.load import open_pack
from grader.workspace import write_notebooks

nbformat = pytest.importorskip("nbformat")


def test_one_notebook_a_unit(pack: Path, say: Say) -> None:
    status, out, _ = say("init", "--notebook", "mine")
    assert status == 0
    assert "2 notebooks written" in out
    assert "open 1-ones-first.ipynb in Jupyter" in out
    assert sorted(path.name for path in (pack / "mine").glob("*.ipynb")) == [
        "1-ones-first.ipynb",
        "2-last.ipynb",
    ]


def test_they_hold_statement_answer_and_hint(pack: Path, say: Say) -> None:
    say("init", "--notebook", "mine")
    cells = json.loads((pack / "mine/1-ones-first.ipynb").read_text())["cells"]
    assert [cell["id"] for cell in cells] == [
        "how-to",
        "load",
        "read-double",
        "answer-double",
        "hint-double",  # triple has none
        "read-triple",
        "answer-triple",
    ]
    assert cells[1]["source"] == ["%load_ext grader"]
    assert cells[3]["source"][0] == "%%grade double\n"
    assert cells[4]["source"] == ["%hint double"]


def test_they_are_valid_and_the_same_every_time(tmp_path: Path) -> None:
    pack = open_pack(Path(__file__).parents[2] / "exercises")
    for name in ("one", "two"):
        write_notebooks(pack, tmp_path / name)
    ones, twos = (sorted((tmp_path / name).glob("*.ipynb")) for name in ("one", "two"))
    assert len(ones) == len(pack.course.units)
    for one, two in zip(ones, twos, strict=True):
        assert one.read_bytes() == two.read_bytes()
        nbformat.validate(nbformat.read(one, as_version=4))


def test_a_notebook_that_is_there_is_never_changed(pack: Path, say: Say) -> None:
    say("init", "--notebook", "mine")
    (pack / "mine/1-ones-first.ipynb").write_text("mine")
    (pack / "mine/2-last.ipynb").unlink()
    _, out, _ = say("init", "--notebook", "mine")
    assert "1 notebook written" in out
    assert (pack / "mine/1-ones-first.ipynb").read_text() == "mine"


def test_the_answers_in_them_are_judged(pack: Path, say: Say) -> None:
    say("init", "--notebook", "mine")
    path = pack / "mine/1-ones-first.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["id"] == "answer-double":
            cell["source"] = f"%%grade double\n{RIGHT['double']}"
    path.write_text(json.dumps(notebook))
    done = grader("run", path.name, cwd=path.parent)
    assert "1 accepted, 1 not attempted" in done.stdout, done.stderr
    assert done.returncode == 0


def test_without_the_extra_it_says_what_to_install(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nbformat", None)
    with pytest.raises(UsageError, match=r"pip install 'grader\[notebook\]'"):
        write_notebooks(open_pack(pack / "exercises"), pack / "mine")
