"""The wheel holds the grader and the exercises, and never a solution."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = target.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_the_package_and_its_types(wheel_names: list[str]) -> None:
    assert {"grader/__init__.py", "grader/py.typed"} <= set(wheel_names)


def test_the_wheel_holds_every_exercise(wheel_names: list[str]) -> None:
    shipped = {f"grader/_{path.relative_to(ROOT)}" for path in (ROOT / "exercises").rglob("*.*")}
    assert shipped
    assert shipped == {name for name in wheel_names if name.startswith("grader/_exercises/")}


def test_the_wheel_holds_nothing_else(wheel_names: list[str]) -> None:
    strangers = [name for name in wheel_names if not name.startswith(("grader/", "grader-0"))]
    assert strangers == []


def test_the_wheel_holds_no_solutions(wheel_names: list[str]) -> None:
    private = ("secret.yaml", "solutions", "accepted", "wrong_answer")
    assert [name for name in wheel_names if any(part in name for part in private)] == []


def test_importing_the_package_imports_nothing_else() -> None:
    probe = "import sys; seen = set(sys.modules); import grader; print(set(sys.modules) - seen)"
    run = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "{'grader'}"
