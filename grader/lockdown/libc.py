"""The way into the kernel: libc's `syscall` and `prctl`, with a failure as an OSError."""

from __future__ import annotations

import ctypes
import errno
import os
from functools import cache
from typing import Final

from grader.lockdown.syscalls import NUMBERS, Machine, this_machine

__all__ = ["address", "call", "prctl", "syscall", "wipe_environment"]

_MACHINE: Final[Machine | None] = this_machine()
_NUMBERS: Final = NUMBERS[_MACHINE] if _MACHINE else {}


def call(name: str, *arguments: int) -> int:
    """Make a system call by its name; raise OSError where it fails."""
    if name not in _NUMBERS:
        raise OSError(errno.ENOSYS, f"this machine has no system call {name}")
    return syscall(_NUMBERS[name], *arguments)


def syscall(number: int, *arguments: int) -> int:
    """Make a system call by its number; raise OSError where it fails.

    Pointers are passed as addresses: the caller keeps what they point at alive.
    """
    padded = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    return _checked(_library().syscall(number, *padded))


def prctl(option: int, *arguments: int) -> int:
    """Set or read a switch of this process, missing arguments as 0; raise OSError on failure."""
    padded = (*arguments, 0, 0, 0, 0)[:4]
    return _checked(_library().prctl(option, *padded))


def address(memory: bytearray) -> int:
    """Return where the bytes lie, as long as they are alive and keep their length."""
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))


def wipe_environment() -> None:
    """Overwrite the strings of the environment where they lie, the process's stack included.

    Removing a variable only unlinks it: the text would stay readable in memory.
    """
    environment = ctypes.POINTER(ctypes.c_void_p).in_dll(_library(), "environ")
    if not bool(environment):  # as clearenv() left it, in the zygote
        return
    index = 0
    while where := environment[index]:
        ctypes.memset(where, 0, len(ctypes.string_at(where)))
        index += 1
    _library().clearenv()


def _checked(result: int) -> int:
    if result == -1:
        reason = ctypes.get_errno()
        raise OSError(reason, os.strerror(reason))
    return result


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    # every argument as a full register: an int would leave its upper half undefined
    library.syscall.argtypes = (ctypes.c_long,) * 7
    library.syscall.restype = ctypes.c_long
    library.prctl.argtypes = (ctypes.c_int, *(ctypes.c_long,) * 4)
    return library
