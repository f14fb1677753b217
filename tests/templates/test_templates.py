"""The CI templates fit their platforms' schemas, keep secrets apart, and their steps grade."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from small_pack import WritePack

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "templates"
GITHUB = sorted(FOLDER.glob("github/*.yml"))
GITLAB = sorted(FOLDER.glob("gitlab/*.yml"))
RIGHT = "def double(x):\n    return x + x\n"
WRONG = "def double(x):\n    print('::error::forged')\n    return x * x\n"


def content(path: Path) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def steps(name: str) -> list[dict[str, Any]]:
    (job,) = content(FOLDER / "github" / name)["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


def sh(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=os.environ
        | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        | {"GRADER_CACHE": str(folder.parent / "cache"), **variables},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("path", [*GITHUB, *GITLAB], ids=lambda path: path.name)
def test_it_fits_the_schema_of_its_platform(path: Path) -> None:
    kind = "vendor.github-workflows" if path in GITHUB else "vendor.gitlab-ci"
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", kind, str(path)],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_a_workflow_may_do_no_more_than_it_needs(path: Path) -> None:
    text, workflow = path.read_text(encoding="utf-8"), content(path)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for action in re.findall(r"uses: (?!\./)(.*)", text):
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    for job in workflow["jobs"].values():
        assert job.get("permissions", {"contents": "read"}) == {"contents": "read"}
        for step in job.get("steps", []):
            assert "${{" not in step.get("run", "")  # what is put in there could be a command
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_the_secret_goes_to_the_checkout_of_the_solutions_alone() -> None:
    using = [step for step in steps("grade.yml") if "secrets." in json.dumps(step)]
    assert [step["with"]["path"] for step in using] == ["private"]
    for step in steps("grade.yml"):
        run = step.get("run", "")
        assert "submission" not in run or "grader run" in run
    (unsafe,) = [step for step in steps("grade.yml") if "unsafe" in json.dumps(step)]
    assert unsafe["with"]["path"] == "submission"
    assert steps("grade.yml")[0]["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"


@pytest.fixture
def workspace(write_pack: WritePack) -> Path:
    """Return a runner's folder after the checkouts."""
    root = write_pack()
    for name, place in (("exercises", "course"), ("solutions", "private")):
        (root / "work" / place).mkdir(parents=True)
        (root / name).rename(root / "work" / place / name)
    (root / "work/submission").mkdir()
    return root / "work"


def graded(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    (step,) = [step for step in steps("grade.yml") if step.get("name") == "Grade"]
    given = {"ANSWERS": ".", "EXERCISES": "exercises", "SOLUTIONS": "a/b"}
    summary = str(folder / "summary.md")
    return sh(step["run"], folder, **(given | {"GITHUB_STEP_SUMMARY": summary} | variables))


def test_the_github_step_annotates_sums_up_and_keeps_the_report(workspace: Path) -> None:
    (workspace / "submission/double.py").write_text(WRONG)
    done = graded(workspace)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert re.match(r"::error file=double\.py,.*title=double%3A wrong answer::", lines[0])
    assert "You square the numbers" in lines[0]
    assert all(re.match(r"::(error|warning|notice) ", line) for line in lines)
    assert "forged" not in done.stdout
    assert "double: Double it" in (workspace / "summary.md").read_text()
    report = json.loads((workspace / "report.json").read_text())
    assert (report["score"], report["max_score"]) == (0, 10)
    assert report["problems"][0]["secret"] == {"passed": 0, "total": 3}


def test_a_right_answer_is_a_green_check_and_public_cases_need_no_secret(workspace: Path) -> None:
    (workspace / "submission/double.py").write_text(RIGHT)
    done = graded(workspace, SOLUTIONS="")
    assert done.returncode == 0, done.stderr
    assert json.loads((workspace / "report.json").read_text())["problems"][0]["secret"] is None


def test_a_pull_request_without_an_answer_is_said_to_be_that(workspace: Path) -> None:
    done = graded(workspace)
    assert done.returncode == 2
    assert "nothing to judge" in done.stderr
    assert not (workspace / "summary.md").exists()


def test_the_gitlab_script_keeps_both_reports_and_follows_no_link(workspace: Path) -> None:
    project = workspace / "submission"
    (project / "double.py").write_text(WRONG)
    target = workspace / "target"
    target.write_text("kept")
    (project / "report.json").symlink_to(target)
    job = content(FOLDER / "gitlab/grade.gitlab-ci.yml")["grade"]
    done = sh(job["script"][0], workspace, CI_PROJECT_DIR=str(project), ANSWERS=".")
    assert done.returncode == 1, done.stderr
    assert json.loads((project / "report.json").read_text())["score"] == 0
    assert target.read_text() == "kept"
    failures = ET.parse(project / "report.xml").findall(".//failure")
    assert len(failures) == 2
    assert job["artifacts"]["reports"]["junit"] == "report.xml"
    assert job["before_script"][-1] == "unset SOLUTIONS_TOKEN"


def test_the_packs_own_jobs_prove_it(write_pack: WritePack) -> None:
    (github,) = [one["run"] for one in steps("verify-pack.yml") if one.get("name") == "Verify"]
    (gitlab,) = content(FOLDER / "gitlab/verify-pack.gitlab-ci.yml")["verify"]["script"]
    assert github == gitlab
    done = sh(github, write_pack())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 problems, 3 seeds: all hold" in done.stdout


def test_what_is_installed_has_to_be_said() -> None:
    released = (ROOT / "grader" / "release" / "templates" / "grade.yml",)
    classroom = (ROOT / "grader" / "platforms" / "templates" / "github" / "classroom.yml",)
    for path in [*GITHUB, *GITLAB, *released, *classroom]:
        text = path.read_text()
        assert "|| 'grader" not in text
        for line in re.findall(r".*pip install -.*", text):
            assert "REQUIREMENT:?set the variable" in line, path


def test_no_address_of_a_registry_is_in_them() -> None:
    for path in [*GITHUB, *GITLAB]:
        assert not re.search(r"pypi|index-url|pythonhosted", path.read_text(), re.IGNORECASE)
