"""Run Python where something is missing: `python without.py WHAT[,WHAT] python-arguments ...`.

A script: what it takes away is gone for good, for all that it starts. A filter in front of the
grader answers system calls as a kernel or a container without them does.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
from collections.abc import Callable
from typing import Final

from lockdown import scenarios

from grader.lockdown import identity, libc
from grader.lockdown.bpf import Allow, Fail, OneOf
from grader.lockdown.syscalls import NUMBERS, Machine

NOT_THERE: Final = Fail(errno.ENOSYS)
NOT_PERMITTED: Final = Fail(errno.EPERM)
NAMES: Final = NUMBERS[Machine.X86_64]
OTHER_LAYERS: Final = (1, 4, 15, 16, 24, 38, 47, 0x53564D41)
"""What prctl is asked besides seccomp."""
PR_SET_KEEPCAPS, PR_CAP_AMBIENT, RAISE = 8, 47, 2
CAP_DAC_READ_SEARCH: Final = 2


def landlock() -> None:
    scenarios.deny({name: NOT_THERE for name in NAMES if name.startswith("landlock_")})


def seccomp() -> None:
    scenarios.deny({"seccomp": NOT_PERMITTED, "prctl": Allow((OneOf(0, OTHER_LAYERS),))})


def pidfd() -> None:
    scenarios.deny({name: NOT_THERE for name in NAMES if name.startswith("pidfd_")})


def namespaces() -> None:
    """Forbid user namespaces, as AppArmor does on Ubuntu."""
    scenarios.deny({"unshare": NOT_PERMITTED, "setns": NOT_PERMITTED, "clone3": NOT_THERE})


def newer_than_5_10() -> None:
    """Hide what Linux 5.10 did not have: Landlock came with 5.13."""
    later = ("landlock_", "memfd_secret", "process_mrelease", "futex_waitv", "mount_setattr")
    scenarios.deny({name: NOT_THERE for name in NAMES if name.startswith(later)})


def docker() -> None:
    """Leave what Docker's default profile and capabilities leave."""
    scenarios._keep_capabilities(scenarios.DOCKERS_CAPABILITIES)
    hidden = set(scenarios.HIDDEN_BY_DOCKER.split()) & set(NAMES)
    scenarios.deny({**dict.fromkeys(hidden, NOT_PERMITTED), "clone3": NOT_THERE})


def root() -> None:
    """Become a plain user; one capability stays until the interpreter, in root's home, is found."""
    libc.prctl(PR_SET_KEEPCAPS, 1)
    user = scenarios.PLAIN_USER
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    bit = 1 << CAP_DAC_READ_SEARCH
    header = bytearray(struct.pack("=Ii", identity.CAPABILITY_VERSION_3, 0))
    sets = bytearray(struct.pack("=6I", bit, bit, bit, 0, 0, 0))
    libc.call("capset", libc.address(header), libc.address(sets))
    libc.prctl(PR_CAP_AMBIENT, RAISE, CAP_DAC_READ_SEARCH)


TAKEN: Final[dict[str, Callable[[], None]]] = {
    "landlock": landlock,
    "seccomp": seccomp,
    "pidfd": pidfd,
    "namespaces": namespaces,
    "newer-than-5.10": newer_than_5_10,
    "docker": docker,
    "root": root,
    "nothing": lambda: None,
}

if __name__ == "__main__":
    for name in sys.argv[1].split(","):
        TAKEN[name]()
    os.execv(sys.executable, [sys.executable, "-P", *sys.argv[2:]])
