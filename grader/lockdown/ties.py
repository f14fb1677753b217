"""What ties a process to its parent and away from others: three switches of prctl(2).

Numbers: `linux/prctl.h`.
"""

from __future__ import annotations

import os
import signal
from typing import Final

from grader.lockdown import libc

__all__ = ["die_with", "gain_nothing", "hide"]

PR_SET_PDEATHSIG: Final = 1
PR_SET_DUMPABLE: Final = 4
PR_SET_NO_NEW_PRIVS: Final = 38


def hide() -> None:
    """Let no process of the same user read this one's memory, trace it or take its descriptors."""
    libc.prctl(PR_SET_DUMPABLE, 0)


def gain_nothing() -> None:
    """Set no_new_privs: no program that this process could run would gain rights."""
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1)


def die_with(parent: int) -> None:
    """Be killed when the parent ends; end at once where it already has.

    A change of user undoes this, so it comes after. The check comes after the request:
    a parent that ends in between is seen by one or the other.
    """
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
