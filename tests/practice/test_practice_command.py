"""`grader practice` and `grader run --shrink` as a student meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from small_pack import PROBLEM, WritePack

from grader.cli.practice import command
from grader.errors import UsageError

PRACTICE = """\
practice:
  - name: any row
    let: {N: 'integers(1, 5)'}
    inputs: {x: small_integers(N)}
"""
RARELY_WRONG = "def double(x):\n    return 2 * x + (abs(x).max() > 3)\n"
SENTENCE = "Smallest input where it goes wrong: on x [4] yours returns [9], expected [8]"


@pytest.fixture
def folder(write_pack: WritePack) -> Path:
    root = write_pack({"exercises/double/problem.yaml": PROBLEM + PRACTICE})
    (root / "double.py").write_text(RARELY_WRONG)
    (root / "right.py").write_text("def double(x):\n    return x + x\n")
    return root


def grader(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=root,
        env={"GRADER_CACHE": str(root / "cache"), "PATH": "/usr/bin:/bin"},
    )


def test_practice_finds_what_the_public_cases_miss_and_shows_it_small(folder: Path) -> None:
    assert grader(folder, "run", "double").returncode == 0
    done = grader(folder, "practice", "double", "--seed", "1", "--seconds", "60")
    assert (done.returncode, done.stderr) == (1, "")
    assert "double  wrong answer" in done.stdout
    assert "goes wrong; here it is as small as it can be" in done.stdout
    assert "x = [4]" in done.stdout
    assert "the same cases again: grader practice double --seed 1" in done.stdout
    assert not (folder / ".hypothesis").exists()


def test_practice_counts_right_cases_until_the_time_is_up(folder: Path) -> None:
    done = grader(folder, "practice", "right.py", "--seconds", "0.5")
    assert (done.returncode, done.stderr) == (0, "")
    assert "double  accepted" in done.stdout
    assert "all right" in done.stdout or "1 random case, right" in done.stdout
    assert "isolation: " in done.stdout


def test_the_counterexample_is_in_every_report_of_a_run(folder: Path) -> None:
    (folder / "double.py").write_text("def double(x):\n    return 2 * x + (abs(x).max() > 2)\n")
    words = ("run", "double", "--shrink", "--shrink-seconds", "60", "--format")
    done = grader(folder, *words, "json", "-o", "report.json")
    sentence = SENTENCE.replace("[4]", "[3]").replace("[9]", "[7]").replace("[8]", "[6]")
    assert (done.returncode, done.stderr) == (1, "")
    assert sentence in " ".join(done.stdout.split())
    assert done.stdout.index("wrong answer") < done.stdout.index("Smallest input")
    report = json.loads((folder / "report.json").read_text())
    (case,) = report["problems"][0]["groups"][0]["cases"]
    assert case["inputs"] == {"x": [1, 2, 3]}
    assert case["counterexample"]["says"] == sentence
    assert case["counterexample"]["inputs"] == {"x": [3]}
    assert (case["counterexample"]["expected"], case["counterexample"]["got"]) == ([6], [7])
    page = grader(folder, *words, "html", "-o", "report.html")
    assert page.returncode == 1
    assert sentence in (folder / "report.html").read_text()


def test_in_a_pipe_nothing_is_shrunk_unless_asked_for(folder: Path) -> None:
    (folder / "double.py").write_text("def double(x):\n    return 3 * x\n")
    assert "Smallest" not in grader(folder, "run", "double").stdout
    cut = grader(folder, "run", "double", "--shrink", "--shrink-seconds", "0.001")
    assert "no small input where it goes wrong was found in 0.001 s" in cut.stdout
    assert "grader practice double  looks longer" in cut.stdout


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("def double(x):\n    raise NotImplementedError\n", "not attempted"),
        ("def treble(x):\n    return 3 * x\n", "there is no function 'double' in the file"),
        ("import os.path as\n", "Python cannot read the file"),
    ],
)
def test_what_cannot_be_called_has_nothing_to_practise(
    folder: Path, source: str, says: str
) -> None:
    (folder / "double.py").write_text(source)
    done = grader(folder, "practice", "double")
    assert done.returncode == 1
    assert says in done.stdout


def called(*words: str) -> str:
    """Return what the user is told when the command refuses."""
    with pytest.raises(UsageError) as refusal:
        command.main(list(words), standalone_mode=False)
    return str(refusal.value)


@pytest.fixture
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.cli.practice.harden_parent", lambda: None)


@pytest.mark.usefixtures("_at_home")
def test_practice_says_in_a_line_what_it_lacks(
    folder: Path, write_pack: WritePack, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "double.py").write_text(RARELY_WRONG)
    assert called("double").endswith("name one file")
    assert called("dubble").startswith("no file, folder or problem 'dubble'")
    write_pack()
    assert called("right.py") == (
        "double has nothing to draw random cases from; "
        "its author can add 'practice' groups to problem.yaml"
    )
    monkeypatch.setattr("grader.cli.practice.torch_version", lambda: None)
    assert called("right.py").startswith("grader practice needs torch")
