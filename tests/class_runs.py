"""`grader class` as a user runs it: a process of its own, on a small class in a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
from hand_ins import notebook, zip_of
from small_pack import PROBLEM, SMALL_PACK

from grader.gradebook import open_gradebook

__all__ = [
    "ACCEPTED",
    "LOOP",
    "SQUARES",
    "STUB",
    "dump",
    "environment",
    "grader_words",
    "run_grader",
    "write_class",
    "write_quick_pack",
]

ACCEPTED = SMALL_PACK["solutions/double/accepted/plain.py"]
SQUARES = "def double(x):\n    return x**2\n"
LOOP = "import time\n\n\ndef double(x):\n    while True:\n        time.sleep(1)\n"
STUB = PROBLEM.partition("stub: |\n")[2].partition("reference:")[0].replace("\n  ", "\n")[2:]
QUICK = PROBLEM.replace("points: 10", "points: 10\ntime_limit: 1\ntime_budget: 2")


def write_quick_pack(root: Path) -> Path:
    """Write the small pack with short time limits."""
    return written(root, {**SMALL_PACK, "exercises/double/problem.yaml": QUICK})


def write_class(root: Path) -> Path:
    """Write a class of six, one of them missing, in the forms in which students hand in."""
    return written(
        root,
        {
            "class/alma/double.py": ACCEPTED,
            "class/bela/work.ipynb": notebook("import numpy as np", SQUARES, "double(3)"),
            "class/cili.zip": zip_of({"double.py": LOOP, "../../double.py": ACCEPTED}),
            "class/dani/double.py": STUB,
            "class/eva/double.py": STUB,
            "roster.csv": "id,name\nalma,Alma\nbela,\ncili,\ndani,\neva,\nferi,Feri\n",
        },
    )


def written(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def grader_words(*words: str) -> list[str]:
    return [sys.executable, "-m", "grader", *words]


def environment(cache: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "GRADER_CACHE": str(cache), "COLUMNS": "100", "NO_COLOR": "1", **more}


def run_grader(
    root: Path, cache: Path, *words: str, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder and return what it printed and its status."""
    return subprocess.run(
        grader_words(*words),
        cwd=root,
        env=environment(cache, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def dump(path: Path) -> bytes:
    """Return all that a report could be made from, as bytes: the table and every result."""
    with open_gradebook(path) as book:
        rows = list(book.rows())
        results = [book.result(row.student.id, slug) for row in rows for slug in row.marks]
        return msgspec.json.encode([book.heading(), rows, [repr(result) for result in results]])
