"""The wheel holds the grader and the exercises, and never a solution."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NO_TORCH = ROOT / "tests" / "release" / "no_torch.py"


def build(root: Path, target: str, folder: Path) -> Path:
    """Return the wheel or sdist that is built from a checkout."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob({"wheel": "*.whl", "sdist": "*.tar.gz"}[target])
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def wheel_names(wheel: Path) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that an sdist unpacks to."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build(ROOT, "sdist", folder)) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    return unpacked


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a virtual environment with the wheel, and with what it requires from this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    here = sysconfig.get_path("purelib")
    # after its own packages: grader is the wheel's, NumPy and the others are borrowed
    (site / "borrowed.pth").write_text(f"{here}\n")
    return folder


def test_the_wheel_holds_the_package_and_its_types(wheel_names: list[str]) -> None:
    assert {"grader/__init__.py", "grader/py.typed"} <= set(wheel_names)


def test_the_wheel_holds_every_exercise_with_its_public_answers(wheel_names: list[str]) -> None:
    shipped = {f"grader/_{path.relative_to(ROOT)}" for path in (ROOT / "exercises").rglob("*.*")}
    answers = {name.replace("problem.yaml", "answers.key") for name in shipped} - shipped
    assert len(answers) == len(shipped) - 1, "all but course.yaml"
    assert shipped | answers == {n for n in wheel_names if n.startswith("grader/_exercises/")}


def test_the_wheel_holds_nothing_else(wheel_names: list[str]) -> None:
    strangers = [name for name in wheel_names if not name.startswith(("grader/", "grader-0"))]
    assert strangers == []


def test_the_wheel_holds_no_solutions(wheel_names: list[str]) -> None:
    private = ("secret.yaml", "solutions", "accepted", "wrong_answer")
    assert [name for name in wheel_names if any(part in name for part in private)] == []


def test_a_student_with_the_wheel_and_no_torch_is_told_the_mistake(
    installed: Path, tmp_path: Path
) -> None:
    wrong = ROOT / "solutions" / "slide-kernel" / "wrong_answer" / "flipped.py"
    shutil.copy(wrong, tmp_path / "slide-kernel.py")
    done = subprocess.run(
        [installed / "bin" / "python", NO_TORCH, "run", "--format", "json"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "GRADER_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["mistake"]["name"] == "flipped"


def test_the_sdist_holds_no_solutions_and_no_right_answers(sdist: Path) -> None:
    found = {path.name for path in sdist.iterdir()}
    assert {"grader", "exercises", "pyproject.toml", "README.md"} <= found
    assert not {"solutions", "tests", "examples"} & found
    assert not list(sdist.rglob("secret.yaml"))


def test_a_wheel_can_be_built_from_the_sdist(sdist: Path, tmp_path: Path) -> None:
    names = zipfile.ZipFile(build(sdist, "wheel", tmp_path)).namelist()
    assert "grader/_exercises/slide-kernel/problem.yaml" in names
    assert not any(name.endswith("answers.key") for name in names)


def test_importing_the_package_imports_nothing_else() -> None:
    probe = "import sys; seen = set(sys.modules); import grader; print(set(sys.modules) - seen)"
    run = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "{'grader'}"
