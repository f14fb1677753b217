"""`grader init`: what is written, what is left alone, and where it refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from course_pack import RIGHT
from said import Say


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".grader" not in path.parts
    }


def test_it_writes_a_stub_a_file_in_units(workspace: Path) -> None:
    assert list(files(workspace)) == [
        "1-ones-first/01-double.py",
        "1-ones-first/02-triple.py",
        "2-last/03-halve.py",
        "README.md",
    ]
    stub = (workspace / "1-ones-first/01-double.py").read_text()
    assert stub.startswith("# Double it\n")
    assert "raise NotImplementedError" in stub


def test_it_says_what_to_do_next(pack: Path, say: Say) -> None:  # noqa: ARG001
    status, out, _ = say("init", "a course")
    assert status == 0
    assert out.splitlines() == [
        f"3 exercises written to a course{os.sep}, one file each",
        "next:  cd 'a course'",
        "then:  grader next    shows the first exercise that is not solved",
    ]


def test_a_second_call_changes_nothing_and_completes(workspace: Path, say: Say) -> None:
    (workspace / "1-ones-first/01-double.py").write_text(RIGHT["double"])
    (workspace / "2-last/03-halve.py").unlink()
    (workspace / "README.md").write_text("mine")
    _, out, _ = say("init", ".")
    assert "1 exercise written to this folder" in out
    assert "3 files were there already and are untouched" in out
    assert (workspace / "1-ones-first/01-double.py").read_text() == RIGHT["double"]
    assert (workspace / "README.md").read_text() == "mine"
    assert (workspace / "2-last/03-halve.py").is_file()
    assert "nothing is missing" in say("init", ".")[1]


def test_an_answer_that_was_moved_or_renamed_gets_no_twin(workspace: Path, say: Say) -> None:
    (workspace / "done").mkdir()
    (workspace / "1-ones-first/01-double.py").rename(workspace / "done/Double.py")
    say("init", ".")
    assert not (workspace / "1-ones-first/01-double.py").exists()


def test_a_course_that_grew_brings_its_new_stub_alone(
    pack: Path, workspace: Path, say: Say
) -> None:
    course = (pack / "exercises/course.yaml").read_text()
    (pack / "exercises/course.yaml").write_text(
        course.replace("[double, triple]", "[square, double, triple]")
    )
    (pack / "exercises/square").mkdir()
    problem = (pack / "exercises/triple/problem.yaml").read_text()
    (pack / "exercises/square/problem.yaml").write_text(problem.replace("triple", "square"))
    _, out, _ = say("init", ".")
    assert "1 exercise written" in out
    assert [name for name in files(workspace) if name.endswith(".py")] == [
        "1-ones-first/01-double.py",
        "1-ones-first/01-square.py",
        "1-ones-first/02-triple.py",
        "2-last/03-halve.py",
    ]


def test_not_inside_another_workspace(workspace: Path, say: Say) -> None:
    status, _, errors = say("init", "mine")
    assert status == 2
    assert "grader init ." in errors
    assert not (workspace / "mine").exists()


def test_a_file_is_no_folder(pack: Path, say: Say) -> None:
    (pack / "notes").write_text("x")
    assert say("init", "notes")[::2] == (2, "notes is a file; name a folder\n")
    status, _, errors = say("init", "notes/mine")
    assert status == 2
    assert "notes" in errors
    assert "Traceback" not in errors


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(pack: Path, say: Say) -> None:
    (pack / "locked").mkdir(mode=0o500)
    status, _, errors = say("init", "locked")
    assert status == 2
    assert "cannot be written: Permission denied" in errors


def test_exercises_that_have_moved_are_asked_for(
    pack: Path, workspace: Path, say: Say, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "theirs"
    (pack / "exercises").rename(elsewhere)
    status, _, errors = say("next")
    assert status == 2
    assert f"grader init --exercises PLACE {workspace}" in errors
    assert say("init", "--exercises", str(elsewhere), ".")[0] == 0
    assert say("next")[0] == 0


def test_the_built_in_course_is_noted_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, say: Say
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "32 exercises written" in say("init", "mine")[1]
    assert (tmp_path / "mine/.grader/exercises").read_text() == "built in\n"
    monkeypatch.chdir(tmp_path / "mine")
    assert "Make the layer" in say("next")[1]
