"""What the platforms have in common: a machine with little, a plain user, one core."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from grader.cli import main

ROOT = Path(__file__).parents[2]
WITHOUT = ROOT / "tests" / "without.py"
IS_ROOT = os.name == "posix" and os.geteuid() == 0
PROBLEMS = ("slide-kernel", "zero-kernel", "out-size")
POINTS = 30


def package(platform: str, target: Path, *words: str) -> None:
    """Run `grader package` on three NumPy problems."""
    pack = ["--exercises", str(ROOT / "exercises"), "--solutions", str(ROOT / "solutions")]
    status: object = None
    try:
        main(["package", platform, *PROBLEMS, "--output", str(target), *pack, *words])
    except SystemExit as stop:
        status = stop.code
    assert status == 0


@contextmanager
def place() -> Iterator[Path]:
    """Give a folder that a plain user can reach, and take it away."""
    folder = Path(tempfile.mkdtemp(prefix="platform-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def hand_in(folder: Path, answers: Mapping[str, str]) -> None:
    """Lay a student's files where the platform does."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, source in answers.items():
        (folder / name).write_text(source)


def solution(slug: str) -> str:
    """Return a model solution of the shipped pack."""
    return min((ROOT / "solutions" / slug / "accepted").glob("*.py")).read_text()


def mistake(slug: str, name: str) -> str:
    """Return a known mistake of the shipped pack."""
    return (ROOT / "solutions" / slug / "wrong_answer" / f"{name}.py").read_text()


MEASURE = (
    "import resource, subprocess, sys; status = subprocess.run(sys.argv[1:]).returncode; "
    "print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(status)"
)
"""Runs a command and prints the peak memory of what it started, in kilobytes."""


def entry(script: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run an entry script as a plain user, in an environment of these names alone, on one core.

    The last line that it prints is "peak" and the most memory that a process had, in kilobytes.
    """
    command = [sys.executable, "-c", MEASURE, str(script)]
    if IS_ROOT:
        start = f"import os; os.execv({command[0]!r}, {command!r})"
        command = [sys.executable, str(WITHOUT), "root", "-c", start]
    return subprocess.run(
        command,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=_one_core,
    )


def _one_core() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
