"""Where torch is not installed, what needs it is named, and the rest of a folder is judged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_pack import ACCEPTED, PROBLEM, SECRET, WRONG, WritePack

NO_TORCH = Path(__file__).with_name("release") / "no_torch.py"
LAYER = PROBLEM.replace("double", "layer").replace("[numpy]", "[numpy, torch]")
STUB = """\
# Layer it
import numpy as np


def layer(x: np.ndarray) -> np.ndarray:
    raise NotImplementedError
"""
RIGHT = ACCEPTED.replace("double", "layer")
PACK = {
    "exercises/course.yaml": (
        "title: Two\nunits:\n  - title: One\n    problems: [double, layer]\n"
    ),
    "exercises/layer/problem.yaml": LAYER,
    "solutions/layer/secret.yaml": SECRET,
    "solutions/layer/accepted/plain.py": RIGHT,
    "solutions/layer/wrong_answer/squares.py": WRONG.replace("double", "layer"),
}
NEEDED = "PyTorch is not installed here, and needed for layer\ninstall it: pip install torch\n"
LEFT_OUT = (
    "note: PyTorch is not installed here, so these were left out: layer; "
    "install it: pip install torch"
)


@pytest.fixture
def folder(write_pack: WritePack) -> Path:
    root = write_pack(PACK)
    (root / "mine").mkdir()
    (root / "mine" / "double.py").write_text(ACCEPTED)
    (root / "mine" / "layer.py").write_text(STUB)
    return root


def grader(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, NO_TORCH, *words],
        cwd=folder,
        env={**os.environ, "GRADER_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [
        ("run", "mine/layer.py"),
        ("run", "mine", "--complete"),
        ("run", "mine", "--solutions", "solutions"),
    ],
)
def test_what_has_to_be_judged_and_cannot_be_is_an_error(
    folder: Path, words: tuple[str, ...]
) -> None:
    done = grader(folder, *words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", NEEDED)


def test_the_rest_of_a_students_folder_is_judged(folder: Path) -> None:
    done = grader(folder, "run", "mine")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 judged: 1 accepted\n" in done.stdout
    assert LEFT_OUT in done.stdout


def test_work_that_was_begun_and_left_out_is_no_success(folder: Path) -> None:
    (folder / "mine" / "layer.py").write_text(RIGHT)
    done = grader(folder, "run", "mine")
    assert (done.returncode, done.stderr) == (2, "")
    assert LEFT_OUT in done.stdout
    (folder / "mine" / "double.py").unlink()
    assert grader(folder, "run", "mine").stderr == NEEDED
