"""`grader explain`: a kept judgement made again, with everything an instructor may want to see."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from class_runs import (
    ACCEPTED,
    dump,
    environment,
    grader_words,
    run_grader,
    write_class,
    write_quick_pack,
    written,
)

PACK = ("--exercises", "exercises", "--solutions", "solutions", "--no-require-sandbox")
SHELL = "import os\n\n\ndef double(x):\n    return 2 * x + len(os.listdir('/'))\n"
BROKEN = "def double(x)\n    return 2 * x\n"
MOODY = "import time\n\n\ndef double(x):\n    raise ValueError(str(time.time_ns()))\n"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A class in a gradebook, with cases for each student."""
    root = write_class(write_quick_pack(tmp_path_factory.mktemp("graded")))
    more = {"feri": SHELL, "gabi": BROKEN, "hugo": MOODY}
    written(root, {f"class/{name}/double.py": text for name, text in more.items()})
    secret = root / "secret"
    secret.write_text("".join(f"{number:x}" for number in range(64)))
    secret.chmod(0o600)
    words = ("class", "class", *PACK, "--per-student", "secret", "--variants", "2")
    done = run_grader(root, cache, *words)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    """A copy of it, for a test to change."""
    return Path(shutil.copytree(graded, tmp_path / "copy"))


def explained(root: Path, cache: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_grader(root, cache, "explain", *words, *PACK)


def test_everything_is_shown_and_said_to_be_for_instructors(graded: Path, cache: Path) -> None:
    done = explained(graded, cache, "bela", "double")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("For instructors alone: secret cases are shown")
    for expected in (
        "bela, work.ipynb",
        "double  wrong answer",
        "judged again: the same result as in the gradebook",
        "public group: by hand",
        "secret group: drawn",
        "x = [1 2 3]",
        "expected  [2 4 6]",
        "got       [1 4 9]",
        "one fits, so it is named",
        "*   4 of 4  squares",
        "seed ",
        "isolation ",
        "digest ",
        "judged ",
    ):
        assert expected in done.stdout
    assert done.stdout.count("case ") >= 4


def test_the_line_at_the_end_judges_the_same_by_hand(root: Path, cache: Path) -> None:
    done = explained(root, cache, "bela", "double", "--save", "double.py")
    assert (root / "double.py").read_text().rstrip().endswith("return x**2")
    line = shlex.split(done.stdout.splitlines()[-1])
    assert line[:2] == ["grader", "run"]
    by_hand = subprocess.run(
        [*grader_words(*line[1:]), "--no-require-sandbox"],
        cwd=root,
        env=environment(cache),
        capture_output=True,
        text=True,
        check=False,
    )
    assert by_hand.returncode == 1
    assert "You square the numbers" in by_hand.stdout


def test_json_holds_the_same(graded: Path, cache: Path) -> None:
    done = explained(graded, cache, "bela", "double", "--format", "json")
    found = json.loads(done.stdout)
    assert (found["student"]["id"], found["problem"]) == ("bela", "double")
    assert (found["agrees"], found["changed"]) == (True, [])
    assert found["kept"]["digest"] == found["now"]["digest"]
    assert found["kept"]["grounds"] == found["now"]["grounds"]
    assert [case["secret"] for case in found["cases"]] == [False, True, True, True]
    assert found["cases"][0]["got"] == [1, 4, 9]
    (mistake,) = found["mistakes"]
    assert (mistake["name"], mistake["agrees"], mistake["fits"]) == ("squares", 4, True)
    assert "return x**2" in found["source"]


@pytest.mark.parametrize(
    ("student", "says"),
    [
        ("alma", "double  accepted"),
        ("cili", "(TimedOut: limit_seconds 1"),
        ("dani", "(not called)"),
        ("feri", "PermissionError"),
        ("gabi", "expected ':'"),
    ],
)
def test_every_kind_of_end_is_told_and_judged_alike_again(
    graded: Path, cache: Path, student: str, says: str
) -> None:
    done = explained(graded, cache, student, "double")
    assert (done.returncode, done.stderr) == (0, "")
    assert says in done.stdout


def test_a_submission_that_depends_on_the_clock_is_found_out(graded: Path, cache: Path) -> None:
    done = explained(graded, cache, "hugo", "double")
    assert done.returncode == 1
    assert "judged again: not the result in the gradebook" in done.stdout
    assert "runtime error, 0 both times; what it says differs" in done.stdout
    assert "does the submission depend on time or chance?" in done.stdout


def test_what_changed_since_then_is_told(root: Path, cache: Path) -> None:
    problem = root / "exercises" / "double" / "problem.yaml"
    problem.write_text(problem.read_text().replace("points: 10", "points: 20"))
    before = dump(root / "gradebook.sqlite")
    done = explained(root, cache, "alma", "double")
    assert done.returncode == 1
    assert "accepted, 10 -> accepted, 20" in done.stdout
    assert "since then: the problem's public part changed" in done.stdout
    assert " now " in done.stdout
    assert dump(root / "gradebook.sqlite") == before  # it only looks


def test_it_is_the_kept_submission_that_is_judged(root: Path, cache: Path) -> None:
    shutil.rmtree(root / "class")
    done = explained(root, cache, "alma", "double", "--save", "kept.py")
    assert done.returncode == 0
    assert (root / "kept.py").read_text() == ACCEPTED


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("alm", "double"), "no student 'alm' in gradebook.sqlite; did you mean 'alma'?"),
        (("alma", "duoble"), "no problem 'duoble' in gradebook.sqlite; did you mean 'double'?"),
        (("alma", "double", "--gradebook", "none"), "no gradebook none; `grader class` writes"),
        (("alma", "double", "--gradebook", "secret"), "secret is no gradebook"),
        (("alma", "double", "--save", "no/where.py"), "there is no folder no"),
    ],
    ids=lambda thing: " ".join(thing) if isinstance(thing, tuple) else "",
)
def test_what_is_not_there_is_said_in_a_line(
    graded: Path, cache: Path, words: tuple[str, ...], says: str
) -> None:
    done = explained(graded, cache, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_without_solutions_it_says_what_is_missing(graded: Path, cache: Path) -> None:
    done = run_grader(graded, cache, "explain", "alma", "double", *PACK[:2])
    assert done.returncode == 2
    assert "alma was judged on secret cases for double; give --solutions" in done.stderr


def test_no_text_of_a_student_reaches_the_terminal_raw(root: Path, cache: Path) -> None:
    hostile = (
        "def double(x):\n    print('\\x1b[2Jgone')\n    raise ValueError('\\x1b[31m\\u202e')\n"
    )
    written(root, {"class/alma/double.py": f"# \u202e\n{hostile}"})
    words = ("class", "class", *PACK, "--per-student", "secret", "--variants", "2")
    assert run_grader(root, cache, *words).returncode == 0
    for layout in ("text", "json"):
        done = explained(root, cache, "alma", "double", "--format", layout)
        assert "ValueError" in done.stdout
        assert not {"\x1b", "\u202e"} & set(done.stdout)
