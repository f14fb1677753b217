"""What a release holds, what it never holds, and that a student needs nothing besides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from small_pack import ACCEPTED, SMALL_PACK, WRONG, WritePack

from grader.answers import RELEASED, write_released
from grader.answers.key import AnswerKey
from grader.answers.released import read_released
from grader.cases import Case
from grader.cli import main
from grader.load import open_pack

NO_TORCH = Path(__file__).with_name("no_torch.py")
SECRET_INPUT = 748293
SECRET_WORDS = "HiddenGroupName"
SOLUTION_WORD = "only_in_a_solution"
PACK = {
    "solutions/double/secret.yaml": (
        f"groups:\n  - name: {SECRET_WORDS}\n    inputs: {{x: [{SECRET_INPUT}]}}\n"
    ),
    "solutions/double/accepted/plain.py": f"{ACCEPTED}\n# {SOLUTION_WORD}\n",
    "solutions/double/wrong_answer/squares.py": f"{WRONG}\n# {SOLUTION_WORD}\n",
    "exercises/double/draft.md": SOLUTION_WORD,
    "exercises/double/problem.yaml": SMALL_PACK["exercises/double/problem.yaml"].replace(
        "    expect: [2, 4, 6]\n", ""
    ),
}


def released(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["release", "given", "--solutions", "solutions", *words])
    assert isinstance(stop.value.code, int)
    return stop.value.code


@pytest.fixture
def given(write_pack: WritePack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a release of a small pack whose secrets are rare words and numbers."""
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    folder = write_pack(PACK)
    assert released() == 0
    return folder / "given"


def student(given: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the grader as a student without torch and with nothing but the release."""
    return subprocess.run(
        [sys.executable, NO_TORCH, *words],
        cwd=given,
        env={**os.environ, "GRADER_CACHE": str(given.parent / "their cache")},
        capture_output=True,
        text=True,
        check=False,
    )


def answer(given: Path, source: str) -> Any:
    (path,) = given.glob("1-*/01-double.py")
    path.write_text(source)
    done = student(given, "run", "double", "--format", "json")
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_it_holds_problems_stubs_answers_and_how_to_start(given: Path) -> None:
    found = {str(path.relative_to(given)) for path in given.rglob("*") if path.is_file()}
    assert found == {
        ".github/workflows/grade.yml",
        ".grader/.gitignore",
        "1-one/01-double.py",
        "README.md",
        "exercises/course.yaml",
        "exercises/double/answers.key",
        "exercises/double/problem.yaml",
    }
    assert "grader show double" in (given / "README.md").read_text()
    assert "@" not in (given / "README.md").read_text()


def test_nothing_secret_is_in_any_file(given: Path) -> None:
    numbers = {n for k in (1, 2, SECRET_INPUT) for n in (SECRET_INPUT * k,)}
    for path in given.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert SECRET_WORDS.encode() not in content
            assert SOLUTION_WORD.encode() not in content
            assert str(SECRET_INPUT).encode() not in content
            assert str(given.parent).encode() not in content, path
    key = msgspec.msgpack.decode((given / "exercises/double" / RELEASED).read_bytes()[20 + 32 :])
    assert numbers.isdisjoint(numbers_in(key))
    assert {2.0, 4.0, 6.0, 9.0} <= numbers_in(key), "the search finds what is there"


def numbers_in(thing: object) -> set[float]:
    """Return every number in decoded MessagePack, those in the bytes of arrays too."""
    return set(_numbers(thing))


def _numbers(thing: object) -> Iterator[float]:
    match thing:
        case int() | float() if not isinstance(thing, bool):
            yield float(thing)
        case bytes():
            if len(thing) % 8 == 0:
                yield from memoryview(thing).cast("d")
        case list():
            for item in thing:
                yield from _numbers(item)
        case dict():
            for item in thing.values():
                yield from _numbers(item)
        case _:
            pass


def test_a_student_without_torch_gets_full_public_grading(given: Path) -> None:
    report = answer(given, ACCEPTED)
    assert report["problems"][0]["verdict"] == "accepted"
    assert report["problems"][0]["public"] == {"passed": 1, "total": 1}


def test_a_student_without_torch_is_told_the_mistake(given: Path) -> None:
    report = answer(given, WRONG.replace("x * x", "x ** 2"))
    assert report["problems"][0]["verdict"] == "wrong answer"
    assert report["problems"][0]["mistake"]["name"] == "squares"
    assert "You square the numbers" in report["problems"][0]["mistake"]["says"]


def test_progress_is_kept_in_a_release(given: Path) -> None:
    (path,) = given.glob("1-*/01-double.py")
    path.write_text(ACCEPTED)
    assert "solved 1 of 1" in student(given, "run").stdout


@pytest.mark.parametrize("changed", ["problem", "torn", "another seed"])
def test_answers_that_do_not_fit_are_not_used(given: Path, changed: str) -> None:
    problem = given / "exercises" / "double" / "problem.yaml"
    key = problem.with_name(RELEASED)
    if changed == "problem":
        problem.write_text(problem.read_text().replace("[1, 2, 3]", "[1, 2, 4]"))
    if changed == "torn":
        key.write_bytes(key.read_bytes()[:-3])
    seed = "1" if changed == "another seed" else "0"
    (path,) = given.glob("1-*/01-double.py")
    path.write_text(ACCEPTED)
    done = student(given, "run", "double", "--seed", seed)
    assert done.returncode == 3
    assert "double/answers.key is damaged or for another version" in done.stdout
    assert "torch, which is not installed" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_second_release_brings_it_up_to_date_and_leaves_work_alone(
    given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work,) = given.glob("1-*/01-double.py")
    work.write_text(ACCEPTED)
    source = given.parent / "exercises" / "double" / "problem.yaml"
    source.write_text(source.read_text().replace("[1, 2, 3]", "[5, 6, 7]"))
    capsys.readouterr()
    assert released() == 0
    assert work.read_text() == ACCEPTED
    assert "1 file of students' work" in capsys.readouterr().out
    assert "[5, 6, 7]" in (given / "exercises" / "double" / "problem.yaml").read_text()
    assert answer(given, ACCEPTED)["problems"][0]["verdict"] == "accepted"


def test_two_releases_are_the_same_bytes(given: Path) -> None:
    before = {path: path.read_bytes() for path in given.rglob("*") if path.is_file()}
    assert released() == 0
    assert {path: path.read_bytes() for path in given.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("place", [".", "exercises", "solutions", "solutions/double/deeper"])
def test_the_pack_itself_is_no_place_for_it(
    write_pack: WritePack, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_pack(PACK)
    before = sorted(folder.rglob("*"))
    with pytest.raises(SystemExit) as stop:
        main(["release", place, "--solutions", "solutions"])
    assert stop.value.code == 2
    assert "name a folder of its own" in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before


def test_a_folder_with_something_else_is_left_alone(
    write_pack: WritePack, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_pack({**PACK, "given/thesis.tex": "years of work"})
    assert released() == 2
    assert "given is not empty" in capsys.readouterr().err
    assert [path.name for path in (folder / "given").iterdir()] == ["thesis.tex"]


def test_a_key_with_a_secret_case_cannot_be_released(write_pack: WritePack) -> None:
    folder = write_pack()
    problem = open_pack(folder / "exercises").problem("double")
    key = AnswerKey((Case(0, 0, secret=True, inputs={}),), (None,))
    with pytest.raises(ValueError, match="secret cases"):
        write_released(problem, 0, key)


def test_a_key_with_secrets_is_not_read_where_solutions_are(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has the solutions makes a key of their own: nothing that came along decides."""
    forged = given / "exercises" / "double" / RELEASED
    pack = open_pack(given / "exercises")
    honest = read_released(pack.problem("double"), 0, forged.read_bytes())
    assert honest is not None
    lie = msgspec.structs.replace(honest, expected=(7,))
    forged.write_bytes(write_released(pack.problem("double"), 0, lie))
    (path,) = given.glob("1-*/01-double.py")
    path.write_text(ACCEPTED)
    monkeypatch.chdir(given)
    with pytest.raises(SystemExit) as stop:
        main(["run", "double", "--solutions", "../solutions", "--no-require-sandbox"])
    assert stop.value.code == 0


def test_the_workflow_is_one(given: Path) -> None:
    workflow: Mapping[str, Any] = yaml.safe_load(
        (given / ".github/workflows/grade.yml").read_text()
    )
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["grade"]["steps"]
    assert steps[-1]["run"].startswith("grader run")
