"""Gradescope, played: its folders, its image build without a network, its runs as a plain user."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from platforms.play import (
    POINTS,
    ROOT,
    entry,
    hand_in,
    mistake,
    package,
    place,
    solution,
)
from platforms.wheelhouse import write_wheels

from grader.lockdown import landlock, supported
from grader.platforms import File, write_zip

pytestmark = pytest.mark.skipif(
    not supported() or not landlock.abi(), reason="there the autograder refuses to go on"
)
MEMORY_MB = 768


@pytest.fixture(scope="module")
def autograder() -> Iterator[Path]:
    """Build the image: unpack the zip where Gradescope does, and run its setup.sh."""
    with place() as root:
        package("gradescope", root / "upload.zip")
        unpack(root / "upload.zip", root / "source")
        packed = write_wheels(names_in(root / "source" / "requirements.txt"), root / "wheels")
        assert "torch" not in packed
        done = subprocess.run(
            [root / "source" / "setup.sh"],
            env={
                "AUTOGRADER_ROOT": str(root),
                "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
                "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": str(root / "wheels"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        (root / "run_autograder").write_bytes((root / "source" / "run_autograder").read_bytes())
        (root / "run_autograder").chmod(0o755)
        (root / "results").mkdir()
        (root / "results").chmod(0o777)
        yield root


def unpack(archive: Path, folder: Path) -> None:
    """Unpack as unzip does, with the permissions that the zip says."""
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            path = Path(opened.extract(info, folder))
            path.chmod(info.external_attr >> 16)


def names_in(requirements: Path) -> list[str]:
    return [line.split("==")[0] for line in requirements.read_text().splitlines()]


def graded(root: Path, answers: dict[str, str]) -> dict[str, Any]:
    """Hand in, run the autograder as a plain user, and return results.json."""
    hand_in(root / "submission", answers)
    done = entry(root / "run_autograder", {"AUTOGRADER_ROOT": str(root)})
    assert done.returncode == 0, done.stdout + done.stderr
    results: dict[str, Any] = json.loads((root / "results" / "results.json").read_text())
    said = float(done.stdout.split("\nscore ")[1].split()[0])
    assert results["score"] == pytest.approx(said), "what is printed is what is reported"
    assert sum(test["score"] for test in results["tests"]) == pytest.approx(results["score"])
    assert sum(test["max_score"] for test in results["tests"]) == pytest.approx(POINTS)
    return results


def test_all_right_gets_all_points(autograder: Path) -> None:
    answers = {f"{slug}.py": solution(slug) for slug in ("slide-kernel", "zero-kernel", "out-size")}
    results = graded(autograder, answers)
    assert results["score"] == POINTS
    assert {test["status"] for test in results["tests"]} == {"passed"}


def test_what_is_missing_counts_and_the_mistake_is_named(autograder: Path) -> None:
    results = graded(
        autograder,
        {"my_slide_kernel.txt": "", "slide-kernel.py": mistake("slide-kernel", "flipped")},
    )
    assert 0 <= results["score"] < POINTS / 3
    told = json.dumps(results)
    assert "180 degrees" in told
    assert "nothing was handed in" in told


def test_an_empty_hand_in_is_graded(autograder: Path) -> None:
    assert graded(autograder, {})["score"] == 0


def test_two_answers_to_one_problem_count_once(autograder: Path) -> None:
    answers = {
        "slide-kernel.py": solution("slide-kernel"),
        "slide_kernel_old.py": solution("slide-kernel"),
    }
    assert graded(autograder, answers)["score"] == POINTS / 3


def test_nothing_secret_is_in_the_results(autograder: Path) -> None:
    results = json.dumps(
        graded(autograder, {"slide-kernel.py": mistake("slide-kernel", "flipped")})
    )
    assert "secret.yaml" not in results
    assert str(autograder) not in results


def test_what_the_student_brings_is_not_imported(autograder: Path) -> None:
    """Modules beside a submission that would run in the grader, were its folder on the path."""
    mark = autograder / "results" / "mark"
    shadow = f"open({str(mark)!r}, 'w').close()\n"
    names = ("grader", "numpy", "yaml", "click", "sitecustomize", "usercustomize", "json")
    answers = {f"{name}.py": shadow for name in names}
    results = graded(autograder, {**answers, "out-size.py": solution("out-size")})
    assert results["score"] == POINTS / 3
    assert not mark.exists()


def test_where_the_grader_fails_there_are_no_results(autograder: Path) -> None:
    """No result is better than a zero that is nobody's."""
    hand_in(autograder / "submission", {"out-size.py": solution("out-size")})
    secret = autograder / "source" / "pack" / "solutions" / "out-size" / "secret.yaml"
    sound = secret.read_text()
    secret.write_text(sound.replace("groups:", "grupps:"))
    try:
        done = entry(autograder / "run_autograder", {"AUTOGRADER_ROOT": str(autograder)})
    finally:
        secret.write_text(sound)
    assert done.returncode == 2
    assert "nothing is graded" in done.stderr
    assert not (autograder / "results" / "results.json").exists()


def test_it_fits_into_the_default_container(autograder: Path) -> None:
    hand_in(autograder / "submission", {"slide-kernel.py": solution("slide-kernel")})
    done = entry(autograder / "run_autograder", {"AUTOGRADER_ROOT": str(autograder)})
    kilobytes = int(done.stdout.split("peak ")[-1])
    assert 0 < kilobytes / 1024 < MEMORY_MB / 2
    site = next((autograder / "venv").glob("lib/python3*/site-packages"))
    assert not (site / "torch").exists()


def test_the_same_files_give_the_same_zip(tmp_path: Path) -> None:
    files = [File(PurePosixPath(name), name.encode(), executable=name == "b") for name in "cab"]
    write_zip(files, tmp_path / "one.zip")
    write_zip(files[::-1], tmp_path / "other.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_the_zip_holds_what_gradescope_asks_for(autograder: Path) -> None:
    with zipfile.ZipFile(autograder / "upload.zip") as archive:
        names = archive.namelist()
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o111
        assert archive.getinfo("setup.sh").external_attr >> 16 & 0o111
        assert archive.read("run_autograder").startswith(b"#!")
        content = b"".join(archive.read(name) for name in names)
    assert not [name for name in names if "__pycache__" in name or name.startswith(("/", ".."))]
    assert str(ROOT).encode() not in content
    assert str(Path.home()).encode() not in content
    solved = {name.split("/")[2] for name in names if name.startswith("pack/solutions/")}
    assert solved == {"slide-kernel", "zero-kernel", "out-size"}
