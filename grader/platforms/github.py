"""A workflow for GitHub Classroom, to put beside a release.

Students may change the workflows of their own repositories, so a secret that a workflow may read is
one that students may read: in Classroom the public cases give the points, and the secret ones stay
with the instructor (`grader class`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from grader.platforms.contents import File

__all__ = ["github_files"]

TEMPLATES: Final = Path(__file__).with_name("templates") / "github"


def github_files() -> Iterator[File]:
    """Yield what a release needs besides, for GitHub Classroom."""
    workflow = (TEMPLATES / "classroom.yml").read_bytes()
    yield File(PurePosixPath(".github/workflows/classroom.yml"), workflow)
