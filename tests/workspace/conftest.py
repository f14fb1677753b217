"""A workspace of the small course, made by the command itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from course_pack import COURSE_PACK
from said import Say, saying
from small_pack import WritePack


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    return saying(capsys)


@pytest.fixture
def pack(write_pack: WritePack) -> Path:
    return write_pack(COURSE_PACK)


@pytest.fixture
def workspace(pack: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a workspace beside the pack and go there."""
    assert say("init", "mine")[0] == 0
    monkeypatch.chdir(pack / "mine")
    return pack / "mine"
