"""The files of a workspace: a stub a problem, and how to start."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from grader.load import Pack
from grader.problem import Problem
from grader.workspace.origin import note_exercises
from grader.workspace.place import write_new

__all__ = ["Written", "folder_name", "slug_of", "stub_files", "workspace_files", "write_workspace"]

PASSED_OVER: Final = frozenset({"__pycache__", "node_modules", "site-packages", "venv"})


class Written(Struct, frozen=True):
    """Which files `init` made, and which it found and left alone."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_workspace(pack: Pack, folder: Path) -> Written:
    """Write every stub that is not there yet; nothing that is there is changed.

    A stub is there under any name that the grader takes for the problem's, in any folder.
    """
    there = stub_files(folder)
    made: list[Path] = []
    kept: list[Path] = []
    for path, text in workspace_files(pack, folder):
        other = there.get(slug_of(path)) if path.suffix == ".py" else None
        if other is not None:
            kept.append(other)
        else:
            (made if write_new(path, text) else kept).append(path)
    note_exercises(folder, pack.exercises)
    return Written(tuple(made), tuple(kept))


def workspace_files(pack: Pack, folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file of a workspace and what it holds at first."""
    yield folder / "README.md", _readme(pack)
    number = 0
    for place, unit in enumerate(pack.course.units, start=1):
        for slug in unit.problems:
            number += 1
            name = f"{number:02}-{slug}.py"
            yield folder / folder_name(place, unit.title) / name, _stub(pack.problem(slug))


def folder_name(place: int, title: str) -> str:
    """Return the name of a unit's folder."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")
    return f"{place}-{words}".rstrip("-")


def stub_files(folder: Path) -> dict[str, Path]:
    """Return the Python files below a folder by the problems that their names stand for."""
    found: dict[str, Path] = {}
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(n for n in folders if n[0] != "." and n not in PASSED_OVER)
        for name in sorted(files):
            if name.endswith(".py") and name[0] != ".":
                found.setdefault(slug_of(Path(name)), Path(here, name))
    return found


def slug_of(path: Path) -> str:
    """Return the problem that a file is named after, if its name is one: `05_slide_kernel.py`."""
    return re.sub(r"^\d+[-. ]+", "", path.stem.replace("_", "-").lower())


def _stub(problem: Problem) -> str:
    return (
        f"# {problem.file.title}\n"
        f"#   read it:   grader show {problem.slug}\n"
        f"#   check it:  grader run {problem.slug}\n"
        f"#   stuck?     grader hint {problem.slug}\n\n"
        f"{problem.file.stub}"
    )


def _readme(pack: Pack) -> str:
    first = pack.slugs[0]
    units = "\n".join(
        f"{place}. {unit.title}: {', '.join(unit.problems)}"
        for place, unit in enumerate(pack.course.units, start=1)
    )
    return (
        f"# {pack.course.title}\n\n"
        f"{len(pack.slugs)} exercises, one file each, easiest first:\n\n{units}\n\n"
        "How to go about it, in this folder:\n\n"
        "- `grader next` shows the next exercise that is not solved yet, and in which file your "
        "answer goes.\n"
        "- Open that file, replace `raise NotImplementedError` by your answer and save it.\n"
        f"- `grader run {first}` checks one exercise, `grader run` all that you have begun.\n"
        "- `grader watch`, in a second terminal, checks each file as you save it.\n"
        f"- `grader hint {first}` gives a hint, one more at each call.\n\n"
        "`grader init .` writes files that are missing and never touches those that are there.\n"
    )
