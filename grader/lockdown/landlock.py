"""Landlock with an empty ruleset: no file, no TCP, no abstract socket, no signal outside.

A second lock behind seccomp, worked by other code in the kernel.
Numbers: `linux/landlock.h`; what each ABI added: `Documentation/userspace-api/landlock.rst`.
"""

from __future__ import annotations

import errno
import os
import struct
from typing import Final

from grader.lockdown import libc

__all__ = ["NEWEST_ABI", "abi", "apply", "gaps", "ruleset"]

CREATE_RULESET_VERSION: Final = 1

FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many access rights to files there are since each ABI: the lowest bits, without gaps."""
ADDED: Final = {2: "links", 3: "truncation", 4: "TCP", 5: "device ioctls", 6: "signals"}
NET_RIGHTS: Final = 0b11  # bind and connect TCP, since ABI 4
SCOPES: Final = 0b11  # abstract unix sockets and signals, since ABI 6
NEWEST_ABI: Final = 7  # the last one that this module was read against; 7 added no rights


def abi() -> int | None:
    """Return the Landlock ABI of the running kernel, or None where Landlock is absent."""
    try:
        return libc.call("landlock_create_ruleset", 0, 0, CREATE_RULESET_VERSION)
    except OSError:  # not built, not switched on at boot, or hidden by a container's filter
        return None


def ruleset(version: int) -> bytearray:
    """Return the `struct landlock_ruleset_attr` that handles, so forbids, all an ABI knows."""
    rights = max(count for since, count in FILE_RIGHTS.items() if since <= version)
    fields = [(1 << rights) - 1]
    if version >= 4:
        fields.append(NET_RIGHTS)
    if version >= 6:
        fields.append(SCOPES)
    return bytearray(struct.pack(f"={len(fields)}Q", *fields))


def gaps(version: int) -> tuple[str, ...]:
    """Return what an older ABI leaves open; seccomp forbids all of it as well."""
    return tuple(what for since, what in ADDED.items() if version < since)


def apply(version: int | None) -> None:
    """Forbid this process all that this ABI can; raise OSError where it is absent.

    Needs no_new_privs (or CAP_SYS_ADMIN), and one free descriptor. There is no way back.
    """
    if version is None:
        raise OSError(errno.ENOSYS, "this kernel or container does not offer it")
    attributes = ruleset(version)
    handle = libc.call("landlock_create_ruleset", libc.address(attributes), len(attributes), 0)
    try:
        libc.call("landlock_restrict_self", handle, 0)
    finally:
        os.close(handle)
