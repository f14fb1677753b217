"""What a child may use up: the limits it is given, and the rlimits that enforce them.

Every limit is set hard and soft alike, and never above what was inherited, so lowering always
works. Numbers: `asm-generic/resource.h`, `linux/resource.h`.
"""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass
from typing import Final

if sys.platform != "win32":  # where this package can only be asked whether it works
    import resource  # here, not in a function: the zygote loads it for all children

__all__ = ["Limits", "apply", "size_in_bytes"]

MEBIBYTE: Final = 1024 * 1024
LARGEST_STACK: Final = 8 * MEBIBYTE
OPEN_FILES: Final = 64


@dataclass(frozen=True)
class Limits:
    """What one child may use, and what it keeps.

    `memory_megabytes` comes on top of what the process holds when it is locked down;
    `cpu_seconds` counts from its fork. `parent_pid` is the process the child must not outlive:
    the zygote gives its own, for a child that asks only now may already be an orphan.
    `executable_memory` is for float32 torch, whose oneDNN writes machine code when called.
    """

    memory_megabytes: int
    cpu_seconds: int
    keep_fds: tuple[int, ...] = ()
    parent_pid: int | None = None
    executable_memory: bool = False


def apply(limits: Limits) -> None:
    """Lower every rlimit that matters; raise OSError where one cannot be set."""
    for name, most in _table(limits).items():
        _lower(name, most)
    # last: it needs /proc, and its absence must not cost the others
    _lower("AS", size_in_bytes() + limits.memory_megabytes * MEBIBYTE)


def size_in_bytes() -> int:
    """Return the size of this process's address space; raise OSError without /proc."""
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    try:
        return int(os.read(statm, 200).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    finally:
        os.close(statm)


def _table(limits: Limits) -> dict[str, int]:
    return {
        "CPU": max(1, limits.cpu_seconds),
        "FSIZE": 0,
        "CORE": 0,
        "NOFILE": OPEN_FILES,
        "MEMLOCK": 0,
        "NPROC": 0,  # root may fork all the same
        "STACK": LARGEST_STACK,
        "SIGPENDING": 0,
        "MSGQUEUE": 0,
        "NICE": 0,
        "RTPRIO": 0,
    }


def _lower(name: str, most: int) -> None:
    kind = int(getattr(resource, f"RLIMIT_{name}"))
    inherited = resource.getrlimit(kind)
    bound = min(one for one in (most, *inherited) if one != resource.RLIM_INFINITY)
    try:
        resource.setrlimit(kind, (bound, bound))
    except ValueError as error:  # how the module spells EPERM
        raise PermissionError(errno.EPERM, f"RLIMIT_{name}: {error}") from error
