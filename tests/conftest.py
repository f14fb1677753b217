"""Small packs in a temporary folder, for every test that needs one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from small_pack import SMALL_PACK, WritePack


@pytest.fixture
def write_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WritePack:
    """Write a pack below the current folder, which becomes a temporary one."""
    monkeypatch.chdir(tmp_path)

    def write(files: Mapping[str, str | bytes | None] | None = None) -> Path:
        for name, text in {**SMALL_PACK, **(files or {})}.items():
            if text is not None:
                path = tmp_path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode() if isinstance(text, str) else text)
        return tmp_path

    return write
