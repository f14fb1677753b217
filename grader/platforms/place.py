"""Write a package to a folder or a zip: the same files give the same bytes."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from grader.errors import UsageError
from grader.platforms.contents import File

__all__ = ["write_beside", "write_folder", "write_zip"]

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""
UNIX: Final = 3
REGULAR: Final = 0o100000


def write_zip(files: Iterable[File], path: Path) -> None:
    """Write a zip whole or not at all; UsageError where it cannot be written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files, key=lambda one: one.path):
            archive.writestr(_entry(file), file.content)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(packed.getvalue())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None


def write_folder(files: Iterable[File], folder: Path) -> None:
    """Write files into a folder that is new or empty; UsageError where it is neither."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already; name a new folder")
    write_beside(files, folder)


def write_beside(files: Iterable[File], folder: Path) -> None:
    """Write files into a folder, whatever else is in it; UsageError where that fails."""
    for file in files:
        path = folder / file.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
            path.chmod(_mode(file))
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}") from None


def _entry(file: File) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(str(file.path), EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = UNIX
    entry.external_attr = (REGULAR | _mode(file)) << 16
    return entry


def _mode(file: File) -> int:
    return 0o755 if file.executable else 0o644
