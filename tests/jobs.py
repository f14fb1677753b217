"""Jobs for a sandbox: a source, the inputs it is called with, and short limits."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from conversation import load

from grader.execute import Job, PlannedCall
from grader.pack_file import Defaults
from grader.values import Mapping, encode

__all__ = ["children_of", "descriptors", "job"]


def job(
    source: str | bytes,
    inputs: Sequence[object] = (0,),
    *,
    groups: Sequence[int] = (),
    packages: tuple[str, ...] = ("numpy",),
    forbid: tuple[str, ...] = (),
    public: int | None = None,
    **limits: float,
) -> Job:
    """Return a job that calls `f` once with each input; without groups, each is its own.

    The first calls are `public`, all of them if it is None.
    """
    known = len(inputs) if public is None else public
    calls = [
        PlannedCall(
            groups[index] if groups else index,
            "f(x)",
            Mapping({"x": encode(thing)}),
            secret=index >= known,
        )
        for index, thing in enumerate(inputs)
    ]
    usual: dict[str, float] = {"time_limit": 2, "time_budget": 20, "memory": 256}
    bounds = Defaults(**{**usual, **limits})  # type: ignore[arg-type]
    return Job(load(source, packages=packages, forbid=forbid), tuple(calls), bounds)


def children_of(pid: int) -> set[int]:
    """Return the processes whose parent this is, zombies included (Linux)."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended in between
            continue
        if int(fields[1]) == pid:
            found.add(int(stat.parent.name))
    return found


def descriptors() -> set[str]:
    """Return the open descriptors of this process, each with what it is (Linux)."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found.add(f"{entry.name} {os.readlink(entry)}")  # noqa: PTH115 - a socket is no path
        except OSError:  # the descriptor with which the folder was read
            continue
    return found
