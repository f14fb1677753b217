"""The way into the kernel: libc's `syscall` and `prctl`, with a failure as an OSError."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable
from functools import cache

from grader.lockdown.syscalls import NUMBERS, this_machine

__all__ = ["address", "call", "prctl", "syscall", "wipe_environment"]


def call(name: str, *arguments: int) -> int:
    """Make a system call by its name; raise OSError where it fails."""
    machine = this_machine()
    if machine is None:
        raise OSError(errno.ENOSYS, f"no table of system calls for this machine: {name}")
    return syscall(NUMBERS[machine][name], *arguments)


def syscall(number: int, *arguments: int) -> int:
    """Make a system call by its number; raise OSError where it fails.

    Pointers are passed as addresses: the caller keeps what they point at alive.
    """
    return _checked(_library().syscall, (number, *arguments))


def prctl(option: int, *arguments: int) -> int:
    """Set or read a switch of this process, missing arguments as 0; raise OSError on failure."""
    padded = (option, *arguments, 0, 0, 0, 0)[:5]
    return _checked(_library().prctl, padded)


def address(memory: bytearray) -> int:
    """Return where the bytes lie, as long as they are alive and keep their length."""
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))


def wipe_environment() -> None:
    """Overwrite the strings of the environment where they lie, the process's stack included.

    Removing a variable only unlinks it: the text would stay readable in memory.
    """
    environment = ctypes.POINTER(ctypes.c_void_p).in_dll(_library(), "environ")
    index = 0
    while where := environment[index]:
        ctypes.memset(where, 0, len(ctypes.string_at(where)))
        index += 1
    _library().clearenv()


def _checked(function: Callable[..., object], arguments: tuple[int, ...]) -> int:
    # every argument as a full register: an int would leave its upper half undefined
    result = function(*(ctypes.c_long(argument) for argument in arguments))
    if not isinstance(result, int) or result == -1:
        reason = ctypes.get_errno()
        raise OSError(reason, os.strerror(reason))
    return result


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library
