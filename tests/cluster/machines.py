"""A cluster on this machine that behaves like several: processes that share nothing but a port."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Cluster", "cluster"]

START_SECONDS = 60


class Cluster:
    """A scheduler and workers; each worker has a folder, a cache and an environment of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self.workers: list[subprocess.Popen[bytes]] = []
        self._scheduler: subprocess.Popen[bytes] | None = None

    def start(self, workers: int) -> None:
        where = self.folder / "scheduler.json"
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self._scheduler = self._spawn("dask_scheduler", *options, "--scheduler-file", str(where))
        deadline = time.monotonic() + START_SECONDS
        while not (where.exists() and where.read_text().strip()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        self.address = json.loads(where.read_text())["address"]
        for _ in range(workers):
            self.add_worker()

    def add_worker(self) -> None:
        """Start a worker in an empty folder that knows nothing but the scheduler's address."""
        number = len(self.workers)
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        self.workers.append(self._spawn("dask_worker", self.address, *options, name=f"w{number}"))

    def kill_worker(self, number: int = 0) -> None:
        self.workers[number].send_signal(signal.SIGKILL)
        self.workers[number].wait()

    def end(self) -> None:
        for process in [*self.workers, *([self._scheduler] if self._scheduler else [])]:
            process.kill()
            process.wait()

    def caches(self) -> list[str]:
        """Return what workers have kept on their disks besides dask's own files."""
        return [path.name for path in self.folder.glob("*/cache/*")]

    def _spawn(self, module: str, *words: str, name: str = "s") -> subprocess.Popen[bytes]:
        home = self.folder / name
        home.mkdir()
        names = {"GRADER_CACHE": "cache", "DASK_TEMPORARY_DIRECTORY": "dask", "HOME": ""}
        own = {name: str(home / folder) for name, folder in names.items()}
        with (home / "out").open("wb") as out:
            return subprocess.Popen(
                [sys.executable, "-P", "-m", f"distributed.cli.{module}", *words],
                cwd=home,
                env={"PATH": os.environ["PATH"], **own},
                stdout=out,
                stderr=subprocess.STDOUT,
            )


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Give a running cluster, and leave no process of it."""
    found = Cluster(folder)
    try:
        found.start(workers)
        yield found
    finally:
        found.end()
