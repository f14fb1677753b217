"""GitHub Classroom: the workflow by its schema, its steps run here, its reporter's arithmetic."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from platforms.play import ROOT
from small_pack import ACCEPTED, WRONG, WritePack

from grader.cli import main


@pytest.fixture
def repository(write_pack: WritePack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    folder = write_pack()
    with pytest.raises(SystemExit) as stop:
        main(["package", "github", "--solutions", "solutions", "--output", "given"])
    assert stop.value.code == 0
    return folder / "given"


def workflow(repository: Path) -> dict[str, Any]:
    text = (repository / ".github" / "workflows" / "classroom.yml").read_text()
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def graded(repository: Path, answer: str) -> dict[str, Any]:
    """Run the step that grades, as the runner does, and decode its output."""
    (stub,) = repository.glob("1-*/01-double.py")
    stub.write_text(answer)
    (step,) = [one for one in workflow(repository)["jobs"]["grade"]["steps"] if "id" in one]
    output = repository.parent / "output"
    output.unlink(missing_ok=True)
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=repository,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(output),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    name, _, value = output.read_text().strip().partition("=")
    assert name == "result"
    found: dict[str, Any] = json.loads(base64.b64decode(value, validate=True))
    return found


@pytest.mark.parametrize("name", ["classroom.yml", "grade.yml"])
def test_a_workflow_fits_githubs_schema(repository: Path, name: str) -> None:
    path = repository / ".github" / "workflows" / name
    schema = ["--builtin-schema", "vendor.github-workflows"]
    check = [sys.executable, "-m", "check_jsonschema", *schema, str(path)]
    done = subprocess.run(check, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_the_reporter_finds_the_result(repository: Path) -> None:
    steps = workflow(repository)["jobs"]["grade"]["steps"]
    (grader,) = [step for step in steps if "id" in step]
    reporter = steps[-1]
    assert reporter["with"]["runners"] == grader["id"]
    assert list(reporter["env"]) == [f"{grader['id'].upper()}_RESULTS"]


@pytest.mark.parametrize(("answer", "score"), [(ACCEPTED, 10), (WRONG, 0), ("def double(", 0)])
def test_the_points_are_those_of_the_public_cases(
    repository: Path, answer: str, score: float
) -> None:
    result = graded(repository, answer)
    assert result["max_score"] == 10
    assert sum(test["score"] for test in result["tests"]) == score


def test_no_secret_is_asked_for(repository: Path) -> None:
    """A student may change the workflow, so whatever it can read the student can."""
    text = (repository / ".github" / "workflows" / "classroom.yml").read_text()
    assert "secrets." not in text
    assert not list(repository.rglob("secret.yaml"))


def test_a_part_of_the_pack_cannot_be_asked_for(
    write_pack: WritePack, capsys: pytest.CaptureFixture[str]
) -> None:
    second = "title: A small course\nunits:\n  - title: One\n    problems: [double, again]\n"
    files = {"exercises/course.yaml": second}
    folder = write_pack(files)
    for kind in ("exercises", "solutions"):
        (folder / kind / "again").symlink_to(folder / kind / "double")
    with pytest.raises(SystemExit) as stop:
        main(["package", "github", "double", "--solutions", "solutions", "--output", "given"])
    assert stop.value.code == 2
    assert "leave the problems' names out" in capsys.readouterr().err
