"""Where a workspace begins, and how its files are written."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from grader.errors import UsageError

__all__ = ["STATE", "workspace_above", "write_new"]

STATE: Final = ".grader"


def workspace_above(here: Path) -> Path | None:
    """Return the workspace that a folder is or lies in, or None."""
    return next((folder for folder in (here, *here.parents) if (folder / STATE).is_dir()), None)


def write_new(path: Path, text: str) -> bool:
    """Write a file unless it exists; say whether it was written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        if path.exists():
            return False
        raise UsageError(f"{path.parent} is in the way: it is no folder") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    return True
