"""The system calls a student's code may make; all others fail with EPERM.

Python, NumPy and single-threaded torch need only these once they are loaded. Python code that
tries another gets a PermissionError. Where a call is let through by its arguments, the comment
says what the other arguments would have allowed.

Numbers: `asm-generic/ioctls.h`, `asm-generic/fcntl.h`, `linux/fcntl.h`, `linux/prctl.h`,
`linux/futex.h`, `asm-generic/mman-common.h`, `linux/time.h`, `linux/seccomp.h`.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Mapping
from typing import Final

from grader.lockdown import libc
from grader.lockdown.bpf import (
    INSTRUCTION_SIZE,
    Allow,
    AtMost,
    Fail,
    Null,
    OneOf,
    Program,
    Rule,
    Without,
    assemble,
    pack,
)
from grader.lockdown.syscalls import Machine, this_machine

__all__ = ["apply", "program", "rules"]

TCGETS, TIOCGWINSZ, FIONREAD, FIOCLEX = 0x5401, 0x5413, 0x541B, 0x5451
F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC = 0, 1, 2, 3, 1030
PR_SET_NAME, PR_GET_NAME, PR_SET_VMA = 15, 16, 0x53564D41
FUTEX_WAIT, FUTEX_WAKE, FUTEX_WAIT_BITSET, FUTEX_WAKE_BITSET = 0, 1, 9, 10
FUTEX_PRIVATE_FLAG, FUTEX_CLOCK_REALTIME = 128, 256
PROT_EXEC: Final = 4
SECCOMP_SET_MODE_FILTER, SECCOMP_MODE_FILTER, FILTER_FLAG_TSYNC = 1, 2, 1
PR_SET_SECCOMP: Final = 22
CLOCK_TAI: Final = 11  # the last clock with a number of its own

ALWAYS: Final = """
    read write readv writev pread64 pwrite64 close fstat lseek dup dup2 dup3
    poll ppoll select pselect6
    munmap mremap brk
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack
    sched_yield sched_getaffinity getcpu set_robust_list rseq restart_syscall
    nanosleep gettimeofday time times getrusage getrlimit getitimer setitimer alarm
    getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups
    uname getcwd getrandom exit exit_group
"""
"""Calls that touch this process alone, or a descriptor it was given, whatever their arguments.

Left out on purpose: `kill` and its kin (an abort() still ends the process, as a SIGSEGV or
SIGTRAP), `newfstatat` (its path cannot be seen from here, so libcs whose fstat() goes by way of
it lose os.fstat), `sysinfo`, `membarrier`, `mbind` and `arch_prctl` (tried by libraries, which do
without), `setrlimit`, `pipe2`, `epoll_*`, `wait4` (there is nobody to talk to or wait for).
"""

MADVISE: Final = (0, 1, 2, 3, 4, 8, 14, 15, 16, 17)
"""NORMAL to DONTNEED, FREE, HUGEPAGE, NOHUGEPAGE, DONTDUMP, DODUMP.

Not MERGEABLE (its timing tells what other processes' pages hold) nor PAGEOUT and HWPOISON.
"""

FUTEX: Final = tuple(
    operation | flags
    for operation in (FUTEX_WAIT, FUTEX_WAKE, FUTEX_WAIT_BITSET, FUTEX_WAKE_BITSET)
    for flags in (
        *(0, FUTEX_PRIVATE_FLAG),
        *(FUTEX_CLOCK_REALTIME, FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME),
    )
)
"""What locks and semaphores do; requeueing and priority inheritance are where kernels broke."""

BY_ARGUMENT: Final[Mapping[str, Rule]] = {
    "ioctl": Allow((OneOf(1, (TCGETS, TIOCGWINSZ, FIONREAD, FIOCLEX)),)),  # not TIOCSTI, FIOASYNC
    # not SETOWN, SETSIG (a kept pipe would signal the grader), LEASE, NOTIFY, locks, pipe sizes;
    # not SETFL: O_NONBLOCK belongs to the open file, which the zygote may share
    "fcntl": Allow((OneOf(1, (F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC)),)),
    # not DUMPABLE, PDEATHSIG, PTRACER, MM
    "prctl": Allow((OneOf(0, (PR_SET_NAME, PR_GET_NAME, PR_SET_VMA)),)),
    # this process only, and only to read: no pointer to new limits
    "prlimit64": Allow((OneOf(0, (0,)), Null(2))),
    "madvise": Allow((OneOf(2, MADVISE),)),
    "futex": Allow((OneOf(1, FUTEX),)),
    # not the clocks of other processes (negative numbers), which would time the grader
    "clock_gettime": Allow((AtMost(0, CLOCK_TAI),)),
    "clock_getres": Allow((AtMost(0, CLOCK_TAI),)),
    "clock_nanosleep": Allow((AtMost(0, CLOCK_TAI),)),
    # its flags lie behind a pointer, out of sight; ENOSYS sends libcs back to clone, which fails
    "clone3": Fail(errno.ENOSYS),
}


def rules(*, executable_memory: bool) -> dict[str, Rule]:
    """Return the rules by name.

    Memory is never made executable, so nothing can put machine code there (`int 0x80`,
    gadgets) beyond what the loaded libraries hold. torch's oneDNN writes its float32 kernels
    at run time: `executable_memory` allows that, and costs nothing that the other rules give.
    """
    memory = Allow() if executable_memory else Allow((Without(2, PROT_EXEC),))
    return {
        **dict.fromkeys(ALWAYS.split(), Allow()),
        **BY_ARGUMENT,
        "mmap": memory,
        "mprotect": memory,
    }


def program(machine: Machine, *, executable_memory: bool) -> Program:
    """Return the filter for a machine."""
    return assemble(rules(executable_memory=executable_memory), machine)


def apply(*, executable_memory: bool = False) -> None:
    """Put the filter on every thread of this process; raise OSError where that fails.

    Needs no_new_privs (or CAP_SYS_ADMIN). There is no way back.
    """
    if not _FILTERS:
        raise OSError(errno.ENOSYS, "no filter for this machine")
    load(_FILTERS[executable_memory])


def load(code: bytearray) -> None:
    """Hand a program to the kernel, by seccomp(2) or, where a container hides it, prctl(2)."""
    count = len(code) // INSTRUCTION_SIZE
    header = bytearray(struct.pack("@HP", count, libc.address(code)))  # struct sock_fprog
    where = libc.address(header)
    try:
        thread = libc.call("seccomp", SECCOMP_SET_MODE_FILTER, FILTER_FLAG_TSYNC, where)
    except OSError:
        libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, where)
        return
    if thread:
        raise OSError(errno.EBUSY, f"thread {thread} cannot take the filter")


def _filters(machine: Machine | None) -> dict[bool, bytearray]:
    if machine is None:
        return {}
    return {
        choice: bytearray(pack(program(machine, executable_memory=choice)))
        for choice in (False, True)
    }


_FILTERS: Final = _filters(this_machine())
"""Made once, when the zygote imports this: a child only hands its copy over."""
