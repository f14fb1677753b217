"""What students hand in, made for a test: notebooks, zips and tars as bytes."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping

__all__ = ["cells_json", "notebook", "tar_of", "zip_of"]


def cells_json(*sources: str) -> list[dict[str, object]]:
    """Return code cells as Jupyter writes them; a source that starts with # # is Markdown."""
    return [
        {
            "cell_type": "markdown" if source.startswith("# #") else "code",
            "metadata": {},
            "outputs": [{"output_type": "stream", "text": ["noise\n"]}],
            "source": source.splitlines(keepends=True),
        }
        for source in sources
    ]


def notebook(*sources: str) -> bytes:
    """Return a notebook of nbformat 4."""
    whole = {"cells": cells_json(*sources), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


def zip_of(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the files, under exactly these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def tar_of(files: Mapping[str, str | bytes | tarfile.TarInfo], mode: str = "w") -> bytes:
    """Return a tar of the files; a TarInfo stands for itself, with no data."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as packed:  # type: ignore[call-overload]
        for name, data in files.items():
            if isinstance(data, tarfile.TarInfo):
                packed.addfile(data)
            else:
                held = data.encode() if isinstance(data, str) else data
                info = tarfile.TarInfo(name)
                info.size = len(held)
                packed.addfile(info, io.BytesIO(held))
    return buffer.getvalue()
