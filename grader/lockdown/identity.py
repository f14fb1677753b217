"""Who the child is: nobody, with no group, no capability and no way to gain one.

Numbers: `linux/capability.h`, `linux/prctl.h`.
"""

from __future__ import annotations

import errno
import os
import struct
from contextlib import suppress
from functools import cache
from typing import Final

from grader.lockdown import libc

__all__ = ["can_kill", "capabilities", "drop_privileges", "shrink_bounding_set"]

FIRST_UNUSED: Final = 0x70000000
"""The start of a range of ids that systemd's list (UIDS-GIDS.md) leaves to nobody.

Each child adds its pid, so no two of them share a user, its signals or its process count.
"""
NOBODY: Final = 65534  # what a container maps when it maps only 65,536 ids

CAP_KILL: Final = 5
CAPABILITY_VERSION_3: Final = 0x20080522
PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 24, 47, 4


def drop_privileges() -> None:
    """Give up root, groups and capabilities; raise OSError where any of root is left."""
    _drop()
    if held := capabilities():
        raise OSError(errno.EPERM, f"capabilities {held:#x} are still held")
    if 0 in os.getresuid():
        raise OSError(errno.EPERM, "still root")


def capabilities() -> int:
    """Return the capabilities this process holds, or could take up, as bits."""
    header = bytearray(struct.pack("=Ii", CAPABILITY_VERSION_3, 0))
    sets = bytearray(24)  # effective, permitted, inheritable; twice 32 bits
    libc.call("capget", libc.address(header), libc.address(sets))
    effective, permitted, _, *upper = struct.unpack("=6I", sets)
    return int(effective | permitted | (upper[0] | upper[1]) << 32)


def can_kill() -> bool:
    """Say whether a process like this one may kill one of another user.

    The parent has the same rights. Without this one it could not end a child that sleeps.
    """
    return bool(capabilities() >> CAP_KILL & 1)


@cache
def shrink_bounding_set() -> None:
    """Let no program that is run regain a capability; for this process and all to be forked."""
    with suppress(OSError):  # EPERM without CAP_SETPCAP, EINVAL past the last capability
        for capability in range(64):
            libc.prctl(PR_CAPBSET_DROP, capability)


def _drop() -> None:
    shrink_bounding_set()  # at once where the zygote has done it
    if 0 in os.getresuid() and can_kill():
        with suppress(OSError):
            os.setgroups([])
        _become(FIRST_UNUSED + os.getpid()) or _become(NOBODY)
    with suppress(OSError):
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    with suppress(OSError):
        _set_no_capabilities()


def _become(user: int) -> bool:
    try:
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError:  # not allowed to, or the user namespace does not map the id
        return False
    return True


def _set_no_capabilities() -> None:
    header, sets = bytearray(struct.pack("=Ii", CAPABILITY_VERSION_3, 0)), bytearray(24)
    libc.call("capset", libc.address(header), libc.address(sets))
