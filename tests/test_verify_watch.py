"""`grader verify --watch`: a proof at every save, in one process, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_pack import PROBLEM, SECRET, WritePack

from grader.watch.packs import pack_changes


@pytest.fixture
def watching(write_pack: WritePack, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    root = write_pack()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "verify", "double", "--watch"],
        cwd=root,
        env=os.environ | {"GRADER_CACHE": str(tmp_path / "cache"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    alarm = threading.Timer(60, process.kill)  # a test that waits for ever says nothing
    alarm.start()
    yield process
    alarm.cancel()
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def until(process: subprocess.Popen[str], words: str) -> str:
    """Return what is printed up to the line with these words."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if words in line:
            return text
    raise AssertionError(f"it ended before it said {words!r}:\n{text}")


def test_every_save_is_proved_until_ctrl_c(watching: subprocess.Popen[str]) -> None:
    assert "yes" in until(watching, "watching exercises/ and solutions/")
    Path("solutions/double/accepted/plain.py").write_text("def double(x):\n    return 3 * x\n")
    assert "accepted/plain.py is wrong answer" in until(watching, ", in ")
    Path("solutions/double/secret.yaml").write_text(SECRET.replace("small_integers(N)", "zz"))
    assert "secret.yaml:5: 'zz' in 'zz' is not defined" in until(watching, ", in ")
    Path("solutions/double/secret.yaml").write_text(SECRET)
    Path("solutions/double/accepted/plain.py").write_text("def double(x):\n    return 2 * x\n")
    until(watching, "  yes")
    watching.send_signal(signal.SIGINT)
    assert until(watching, "stopped").endswith("stopped\n")
    assert watching.wait() == 0


def test_a_change_is_told_by_its_problem_alone(write_pack: WritePack) -> None:
    root = write_pack()
    stop = threading.Event()
    changes = pack_changes(root / "exercises", root / "solutions", stop)
    assert next(changes) == frozenset()
    for name in (".hidden.yaml", "notes.txt", "__pycache__/double.py", "problem.yaml"):
        path = root / "exercises/double" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PROBLEM)
    assert next(changes) == {"double"}
    (root / "exercises/course.yaml").touch()
    assert next(changes) == {""}
    stop.set()
    assert list(changes) == []


def test_watch_does_one_thing_alone(write_pack: WritePack) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grader", "verify", "--watch", "--mutants"],
        cwd=write_pack(), check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        2,
        "--watch proves one problem at a time; leave --mutants and --format out\n",
    )
