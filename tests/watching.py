"""`grader watch` in a real terminal of its own, for tests of what it shows."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from jobs import children_of

pexpect = pytest.importorskip("pexpect", reason="pexpect drives the terminal")

__all__ = ["KEYS", "Watching", "all_gone"]

KEYS = "q quit"
PATIENCE_SECONDS = 20


class Watching:
    """A running `grader watch`: what it shows, its keys, its workspace."""

    def __init__(self, workspace: Path, *arguments: str, columns: int = 90) -> None:
        self.workspace = workspace
        self.terminal = pexpect.spawn(
            sys.executable,
            ["-m", "grader", "watch", *arguments],
            cwd=str(workspace),
            env=os.environ | {"TERM": "xterm"},
            dimensions=(40, columns),
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
        )

    def shows(self, *texts: str) -> None:
        """Wait until these texts have been shown, one after the other."""
        for text in texts:
            self.terminal.expect_exact(text)

    def save(self, name: str, source: str) -> None:
        path = self.path(name)
        path.write_text(source)

    def path(self, name: str) -> Path:
        (path,) = self.workspace.rglob(f"[0-9]*-{name}.py")
        return path

    def press(self, keys: str) -> None:
        self.terminal.send(keys)

    def ends(self) -> int:
        """Wait for the end; return the exit status, or minus the signal."""
        self.terminal.expect(pexpect.EOF)
        self.terminal.close()
        if self.terminal.signalstatus is not None:
            return -int(self.terminal.signalstatus)
        return int(self.terminal.exitstatus)

    def zygotes(self) -> set[int]:
        return children_of(self.terminal.pid)

    def close(self) -> None:
        self.terminal.close(force=True)


def all_gone(pids: set[int]) -> bool:
    """Wait a moment for processes to end."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if not [pid for pid in pids if is_alive(pid)]:
            return True
        time.sleep(0.05)
    return False


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
