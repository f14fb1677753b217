"""A pack of three problems in two units, as `write_pack` takes it, and the commands on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from small_pack import PROBLEM

__all__ = ["COURSE_PACK", "RIGHT", "WRONG", "grader"]

COURSE = """\
title: A course
units:
  - title: One's first
    problems: [double, triple]
  - title: Last
    problems: [halve]
"""
HINTS = "hints: [Look at `x`., Twice is two times $x$.]\n"
TRIPLE = PROBLEM.replace("Double it", "Triple it").replace("double", "triple")
HALVE = PROBLEM.replace("Double it", "Halve it").replace("double", "halve")
COURSE_PACK = {
    "exercises/course.yaml": COURSE,
    "exercises/double/problem.yaml": PROBLEM + HINTS,
    "exercises/triple/problem.yaml": TRIPLE.replace("2 * x", "3 * x").replace(
        "[2, 4, 6]", "[3, 6, 9]"
    ),
    "exercises/halve/problem.yaml": HALVE.replace("2 * x", "x / 2").replace(
        "[2, 4, 6]", "[0.5, 1, 1.5]"
    ),
}
RIGHT = {
    "double": "def double(x):\n    return 2 * x\n",
    "triple": "def triple(x):\n    return 3 * x\n",
    "halve": "def halve(x):\n    return x / 2\n",
}
WRONG = {
    "double": "def double(x):\n    return x\n",
    "triple": "def triple(x):\n    return x\n",
    "halve": "def halve(x):\n    return x\n",
}


def grader(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the real command in a pipe and return its status and what it said."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")
    }
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=cwd,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
