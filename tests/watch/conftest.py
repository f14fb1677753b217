"""A workspace of the small course, watched."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from course_pack import COURSE_PACK
from small_pack import WritePack
from watching import KEYS, Watching, all_gone

from grader.load import open_pack
from grader.workspace import write_workspace


@pytest.fixture
def workspace(write_pack: WritePack) -> Path:
    folder = write_pack(COURSE_PACK) / ".courses" / "mine"  # below a hidden folder
    write_workspace(open_pack(Path("exercises")), folder)
    return folder


@pytest.fixture
def watching(workspace: Path) -> Iterator[Watching]:
    """Watch the workspace; afterwards nothing is left running."""
    watch = Watching(workspace)
    watch.shows("watching mine/", KEYS)
    started = watch.zygotes()
    yield watch
    if watch.terminal.isalive():
        watch.terminal.kill(signal.SIGTERM)
        watch.ends()
    watch.close()
    assert all_gone(started)
