"""What one student handed in, where a platform lays it into a folder."""

from __future__ import annotations

from pathlib import Path

from grader.clean import clean
from grader.errors import UsageError
from grader.intake.belonging import Belonging
from grader.intake.gathering import Gathering
from grader.intake.work import Work, work_of
from grader.load import Pack

__all__ = ["read_student"]


def read_student(pack: Pack, path: Path) -> Work:
    """Return what is below a folder, or in a file, a notebook or an archive.

    At most one submission a problem; what else there is becomes notes. UsageError where the path
    is not there.
    """
    if not path.exists():
        raise UsageError(f"no file or folder {clean(str(path))}; name what the student handed in")
    gathering = Gathering()
    gathering.add_path(path, "" if path.is_dir() else path.name, "")
    return work_of(gathering, Belonging(pack))
