"""What an autograder on another machine needs: the grader, the problems with their answers, NumPy.

lib/grader/...                    the grader that wrote this, file by file
pack/exercises/course.yaml        one unit of the problems that were asked for
pack/exercises/SLUG/problem.yaml
pack/solutions/SLUG/...           secret cases, mistakes, and answers.key: no torch is needed
requirements.txt                  pinned to what is installed here
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec
from msgspec import Struct

import grader
from grader.answers import RELEASED, write_released
from grader.errors import UsageError
from grader.load import Pack
from grader.problem import Problem
from grader.session import Session

__all__ = ["Bundle", "File", "bundle", "engine_files", "pack_files", "requirements"]

NEEDED: Final = ("click", "jinja2", "msgspec", "numpy", "pyyaml", "rich")
"""What judging NumPy problems and writing any report imports."""
ENGINE: Final = Path(grader.__file__).parent
LEFT_OUT: Final = frozenset({"__pycache__", "_exercises"})
MARKERS: Final = (".pyc", ".pyo")


class File(Struct, frozen=True):
    """One file of a package, by its path in it."""

    path: PurePosixPath
    content: bytes
    executable: bool = False


class Bundle(Struct, frozen=True):
    """What every platform gets; `points` is what the problems are worth together."""

    engine: tuple[File, ...]
    problems: dict[str, tuple[File, ...]]
    course: File
    requirements: str
    titles: dict[str, Problem]

    @property
    def points(self) -> float:
        """Return what all problems are worth together."""
        return sum(problem.limits.points for problem in self.titles.values())


def bundle(session: Session, slugs: Sequence[str]) -> Bundle:
    """Return what judging these problems needs elsewhere; the session has prepared them.

    Raises UsageError without solutions: an autograder on a platform gives points.
    """
    pack = session.pack
    if pack.solutions is None:
        raise UsageError("an autograder needs the secret cases: name their folder with --solutions")
    problems = {slug: session.problem(slug) for slug in slugs}
    return Bundle(
        engine=tuple(engine_files()),
        problems={slug: tuple(pack_files(session, slug)) for slug in slugs},
        course=_course(pack, slugs),
        requirements=requirements(torch=any(map(needs_torch, problems.values()))),
        titles=problems,
    )


def needs_torch(problem: Problem) -> bool:
    """Say whether submissions to a problem import torch; judging NumPy problems never does."""
    return "torch" in problem.file.packages


def engine_files() -> Iterator[File]:
    """Yield the grader's own files, as they are installed here."""
    for folder, folders, names in os.walk(ENGINE):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
        for name in sorted(names):
            path = Path(folder, name)
            if not name.endswith(MARKERS):
                yield File(_inside("lib/grader", path.relative_to(ENGINE)), path.read_bytes())


def pack_files(session: Session, slug: str) -> Iterator[File]:
    """Yield a problem's files, public and secret, with the answers to all its cases."""
    pack, problem = session.pack, session.problem(slug)
    public = pack.exercises / slug / "problem.yaml"
    yield File(_inside("pack/exercises", Path(slug, public.name)), public.read_bytes())
    assert pack.solutions is not None
    for path in sorted((pack.solutions / slug).rglob("*")):
        inside = path.relative_to(pack.solutions)
        if path.is_file() and path.name != RELEASED and not _is_passing(inside):
            yield File(_inside("pack/solutions", inside), path.read_bytes())
    key = write_released(problem, session.seed, session.judge.key(problem))
    yield File(_inside("pack/solutions", Path(slug, RELEASED)), key)


def requirements(*, torch: bool) -> str:
    """Return a requirements.txt with the versions that are installed here."""
    names = (*NEEDED, "torch") if torch else NEEDED
    return "".join(f"{name}=={_version(name)}\n" for name in names)


def _version(name: str) -> str:
    """Return an installed version without its local part: 2.13.0 of 2.13.0+cpu."""
    try:
        return re.sub(r"\+.*", "", version(name))
    except PackageNotFoundError:
        raise UsageError(f"{name} is not installed here, so its version cannot be pinned") from None


def _course(pack: Pack, slugs: Sequence[str]) -> File:
    """Return a course of these problems alone, in JSON, which is YAML as well."""
    course = {
        "title": pack.course.title,
        "units": [{"title": pack.course.title, "problems": list(slugs)}],
        "defaults": msgspec.to_builtins(pack.course.defaults),
    }
    content = msgspec.json.format(msgspec.json.encode(course)) + b"\n"
    return File(PurePosixPath("pack/exercises/course.yaml"), content)


def _is_passing(path: Path) -> bool:
    """Say whether a file is there for a moment alone: caches and what an editor leaves."""
    return any(part == "__pycache__" or part.startswith(".") for part in path.parts)


def _inside(folder: str, path: Path) -> PurePosixPath:
    return PurePosixPath(folder, path.as_posix())
