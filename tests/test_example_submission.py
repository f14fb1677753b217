"""The shipped example holds what `make run` is to show: right, wrong, unfinished, endless."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "submission"
VERDICTS = {
    "make-conv": "accepted",
    "set-kernel": "accepted",
    "line-image": "accepted",
    "one-window": "not attempted",
    "slide-kernel": "wrong answer",
    "zero-kernel": "accepted",
    "out-size": "accepted",
    "out-size-stride": "wrong answer",
    "conv-stride": "wrong answer",
    "zero-pad": "wrong answer",
    "conv-pad-stride": "time limit",
    "fix-the-notebook": "runtime error",
}


def test_it_answers_every_problem_of_the_notebook() -> None:
    course = yaml.safe_load((ROOT / "exercises" / "course.yaml").read_text(encoding="utf-8"))
    problems = {slug for unit in course["units"][:2] for slug in unit["problems"]}
    assert {path.stem for path in EXAMPLE.glob("*.py")} == problems


def test_the_unfinished_file_is_the_stub_as_shipped() -> None:
    text = (ROOT / "exercises" / "one-window" / "problem.yaml").read_text(encoding="utf-8")
    stub = yaml.safe_load(text)["stub"]
    assert (EXAMPLE / "one-window.py").read_text(encoding="utf-8") == stub


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if find_spec("grader.cli") is None:
        pytest.skip("there is no command line yet")
    target = tmp_path_factory.mktemp("report") / "report.json"
    grader = Path(sys.executable).with_name("grader")
    packs = ["--exercises", "exercises", "--solutions", "solutions"]
    done = subprocess.run(
        [grader, "run", *packs, "--format", "json", "-o", target, EXAMPLE],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def test_each_file_gets_its_verdict(report: dict[str, Any]) -> None:
    assert {entry["slug"]: entry["verdict"] for entry in report["problems"]} == VERDICTS


def test_every_wrong_answer_is_a_mistake_that_has_a_name(report: dict[str, Any]) -> None:
    wrong = [entry for entry in report["problems"] if entry["verdict"] == "wrong answer"]
    assert [entry["slug"] for entry in wrong if not entry["mistake"]] == []
