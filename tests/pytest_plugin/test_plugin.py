"""A pack as pytest's tests: one item a case, the grader's words, and no student code in pytest."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from small_pack import PROBLEM, SECRET, SMALL_PACK, WritePack

RIGHT = "def double(x):\n    return 2 * x\n"
STUB = PROBLEM.partition("stub: |\n")[2].partition("reference")[0].replace("\n  ", "\n").strip(" ")
ITEMS = [
    "exercises/double/problem.yaml::by hand::case-1",
    "exercises/double/problem.yaml::drawn::case-1",
    "exercises/double/problem.yaml::drawn::case-2",
    "exercises/double/problem.yaml::drawn::case-3",
]
EVIL = "import pathlib\npathlib.Path(__file__).with_suffix('.ran').touch()\nraise SystemExit(9)\n"

ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # others cost each run half a second

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a place for answer keys: most tests judge the same pack, and torch is slow to load."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(write_pack: WritePack, tmp_path: Path, cache: Path) -> Run:
    """Write the small pack and a submission, and run pytest on it in a process of its own."""

    def ran(source: str | None, *words: str, solutions: bool = True, **files: str) -> object:
        named = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
        write_pack({**named, **({} if source is None else {"in/double.py": source})})
        (tmp_path / "pytest.ini").write_text("[pytest]\n")
        (tmp_path / "in").mkdir(exist_ok=True)
        where = [] if any(word.startswith("exercises") for word in words) else ["exercises"]
        secret = ["--grader-solutions", "solutions"] if solutions else []
        return subprocess.run(
            [sys.executable, "-m", "pytest", *where, "--grader-submission", "in", *secret,
             "--grader-no-require-sandbox", "-p", "no:cacheprovider", "-p", "grader.pytest_plugin",
             *words],
            cwd=tmp_path,
            env=os.environ | ALONE | {"GRADER_CACHE": str(cache), "COLUMNS": "120"},
            check=False, capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    return ran  # type: ignore[return-value]


def by_name(path: Path) -> dict[str, ET.Element]:
    """Return the tests of a JUnit file by group and case."""
    found = ET.parse(path).iter("testcase")
    return {f"{one.get('classname', '')}::{one.get('name')}": one for one in found}


def properties(test: ET.Element) -> dict[str, str]:
    return {one.get("name", ""): one.get("value", "") for one in test.iter("property")}


def test_every_case_is_an_item_with_a_stable_name(run: Run) -> None:
    done = run(RIGHT, "--collect-only", "-q")
    assert done.stdout.splitlines()[:4] == ITEMS
    assert done.returncode == 0
    without = run(RIGHT, "--collect-only", "-q", solutions=False)
    assert without.stdout.splitlines()[:2] == [ITEMS[0], ""]


def test_a_right_answer_passes_and_the_score_is_told(run: Run) -> None:
    done = run(RIGHT)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout
    assert "grader: score 10.00 of 10.00, of the cases that were run; isolation: " in done.stdout


def test_a_wrong_answer_fails_in_the_words_of_the_report(run: Run) -> None:
    done = run("def double(x):\n    print('noted')\n    return x * x\n", "-rfE")
    assert done.returncode == 1
    said = done.stdout
    assert "double: wrong answer\n\nYou square the numbers; doubling adds each to itself." in said
    assert "public case: by hand" in said
    assert "secret case: drawn" in said
    assert "Traceback" not in said
    assert "pytest_plugin" not in said
    assert "grader: score 0.00 of 10.00" in said
    secret = said.partition("drawn, case-1")[2]
    assert "expected" not in secret.partition("short test summary")[0]
    assert "noted" not in secret.partition("short test summary")[0]


def test_what_is_not_attempted_or_not_there_is_skipped_and_says_so(run: Run) -> None:
    done = run(STUB, "-rs")
    assert done.returncode == 0, done.stdout
    assert "4 skipped" in done.stdout
    assert "double: not attempted, the code is still as you were given it" in done.stdout


def test_a_time_limit_a_crash_and_what_is_forbidden_are_failures(run: Run) -> None:
    problem = f"{PROBLEM}time_limit: 0.2\nforbid: [np.add]\n"
    endless = "def double(x):\n    while True:\n        pass\n"
    done = run(endless, solutions=False, exercises__double__problem=problem)
    assert done.returncode == 1
    assert "double: time limit" in done.stdout
    source = "import numpy as np\n\n\ndef double(x):\n    return np.add(x, x)\n"
    done = run(source, solutions=False, exercises__double__problem=problem)
    assert "1 failed" in done.stdout
    assert "double: forbidden" in done.stdout
    assert "line 5" in done.stdout


def test_a_fault_of_the_grader_is_an_error_and_no_failure(run: Run) -> None:
    problem = PROBLEM.replace("reference: 2 * x", "reference: torch.zeros(748293).reshape(2)")
    done = run(RIGHT, exercises__double__problem=problem)
    assert done.returncode == 1
    assert "4 errors" in done.stdout
    assert "failed" not in done.stdout
    assert "the reference does not evaluate on a case of group 'by hand'" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_fault_of_the_pack_is_an_error_of_the_collection(run: Run) -> None:
    secret = SECRET.replace("small_integers(N)", "n748293")
    done = run(RIGHT, solutions__double__secret=secret)
    assert done.returncode == 2
    assert "secret.yaml:5: something is wrong in this file; `grader verify` tells" in done.stdout
    assert "748293" not in done.stdout + done.stderr


def test_nothing_to_judge_is_an_error_of_the_collection(run: Run) -> None:
    done = run(None)
    assert done.returncode == 2
    assert "nothing to judge in in" in done.stdout


def test_a_node_id_or_a_word_selects(run: Run) -> None:
    assert "1 passed" in run(RIGHT, ITEMS[2]).stdout
    assert "3 passed, 1 deselected" in run(RIGHT, "-k", "drawn").stdout


def test_junit_holds_the_points_and_each_group_adds_up(run: Run, tmp_path: Path) -> None:
    run("def double(x):\n    return x * x if x.sum() == 6 else 2 * x\n", "--junitxml", "r.xml")
    found = by_name(tmp_path / "r.xml")
    assert len(found) == 4
    points = [properties(test) for test in found.values()]
    assert sum(float(one["max_score"]) for one in points) == pytest.approx(10)
    assert {one["problem"] for one in points} == {"double"}
    failures = [test for test in found.values() if test.find("failure") is not None]
    message = failures[0].find("failure")
    assert message is not None
    assert "public case: by hand" in (message.text or "")


def test_two_workers_come_to_the_same(run: Run) -> None:
    done = run("def double(x):\n    return 2 * x\n", "-p", "xdist", "-n", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout
    assert "grader: score 10.00 of 10.00" in done.stdout


def test_no_file_of_the_submission_is_run_by_pytest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("conftest.py", "test_it.py", "numpy.py", "pytest.py", "sitecustomize.py"):
        (tmp_path / "in" / name).write_text(EVIL)
    (tmp_path / "in" / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    done = run(RIGHT, "exercises", ".")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout
    assert list(tmp_path.rglob("*.ran")) == []


def test_pytest_refuses_to_start_inside_the_submission(run: Run) -> None:
    done = run(RIGHT, "--grader-submission", ".")
    assert done.returncode == 4
    assert "pytest starts inside the submission" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--grader-submission", "nowhere"], "nowhere: no such file or folder"),
        (
            ["--grader-submission", ".", "--grader-solutions", "nowhere"],
            "--grader-solutions nowhere: no such folder",
        ),
        (["--grader-solutions", "solutions"], "--grader-solutions needs --grader-submission"),
    ],
)
def test_options_that_do_not_fit_are_explained(words: list[str], says: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 4
    assert says in done.stderr


def test_a_pytest_run_without_the_option_imports_nothing_of_the_grader(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    for name, text in SMALL_PACK.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "test_it.py").write_text(
        "import sys\n\n\ndef test_it():\n"
        "    loaded = {name for name in sys.modules if name.partition('.')[0] == 'grader'}\n"
        "    assert loaded <= {'grader', 'grader.pytest_plugin'}\n"
        "    assert not {'numpy', 'torch', 'msgspec', 'yaml', 'click'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
