"""`grader run --complete`: one student's work, every problem once, the missing ones too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_pack import ACCEPTED, SMALL_PACK, WRONG, WritePack

from grader.cli import main

COURSE = "title: Two\nunits:\n  - title: One\n    problems: [double, triple]\n"
OTHER = SMALL_PACK["exercises/double/problem.yaml"].replace("function: double", "function: triple")
TRIPLE = {
    "exercises/course.yaml": COURSE,
    "exercises/triple/problem.yaml": OTHER.replace("def double", "def triple")
    .replace("reference: 2 * x", "reference: 3 * x")
    .replace("[2, 4, 6]", "[3, 6, 9]"),
    "solutions/triple/secret.yaml": SMALL_PACK["solutions/double/secret.yaml"],
    "solutions/triple/accepted/plain.py": "def triple(x):\n    return 3 * x\n",
}


@pytest.fixture
def work(write_pack: WritePack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    folder = write_pack(TRIPLE)
    (folder / "work").mkdir()
    return folder / "work"


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["run", "--complete", "--solutions", "solutions", "--no-require-sandbox", *words])
    assert isinstance(stop.value.code, int)
    return stop.value.code


def report(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run("work", "--format", "json", *words) in {0, 1}
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_what_is_missing_counts_as_nothing(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "double.py").write_text(ACCEPTED)
    found = report(capsys)
    assert (found["score"], found["max_score"]) == (10, 20)
    assert [one["slug"] for one in found["problems"]] == ["double", "triple"]
    missing = found["problems"][1]
    assert missing["verdict"] == "not attempted"
    assert missing["message"] == "nothing was handed in for it; hand in triple.py"
    assert missing["secret"] == {"passed": 0, "total": 3}


def test_nothing_at_all_is_a_result(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys)
    assert (work.exists(), found["score"], found["max_score"]) == (True, 0, 20)


def test_two_answers_to_one_problem_are_one_result(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "double.py").write_text(ACCEPTED)
    (work / "attempt.py").write_text(WRONG)
    found = report(capsys)
    assert found["score"] == 10
    assert len(found["problems"]) == 2
    assert any("attempt.py" in note for note in found["notes"])


def test_two_targets_are_not_one_students_work(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(work), str(work)) == 2
    assert "one folder or file" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(work / "elsewhere")) == 2
    assert "name what the student handed in" in capsys.readouterr().err
