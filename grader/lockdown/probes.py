"""Attacks to try from inside a locked child, each of which must fail.

Two kinds. An attack does the thing itself, and got through where it worked. A door only asks
whether a system call is answered at all: with arguments that no kernel accepts, any reply but
a refusal shows that the call was let in. Both are harmless where they get through, apart from
descriptors left open and a thread, so a process that ran them should end.

Numbers: `asm-generic/fcntl.h`, `asm-generic/ioctls.h`, `linux/prctl.h`, `linux/sched.h`,
`asm-generic/mman-common.h`, `linux/futex.h`.
"""

from __future__ import annotations

import _thread
import errno
import mmap
import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from grader.lockdown import libc

if sys.platform != "win32":
    import fcntl
    import resource

__all__ = ["attacks", "doors", "run_probes"]

REFUSALS: Final = (errno.EPERM, errno.EACCES, errno.ENOSYS)
F_SETOWN, F_SETSIG = 8, 10
UNLIMITED: Final = 2**64 - 1
SIGINFO_BYTES: Final = 128


def run_probes(*, executable_memory: bool = False) -> tuple[str, ...]:
    """Return the names of the attacks and doors that got through; none should.

    `executable_memory` says that the child was meant to have it.
    """
    through = [name for name, attack in attacks().items() if _works(attack)]
    through += [f"system call {row}" for row, call in doors() if _answers(*call)]
    expected = EXECUTABLE if executable_memory else ()
    return tuple(name for name in through if name not in expected)


def attacks() -> dict[str, Callable[[], object]]:
    """Return what to try by name; it raises where it was prevented."""
    return {**_on_files(), **_on_sockets(), **_on_the_parent(), **_on_limits(), **_on_processes()}


def doors() -> Iterator[tuple[str, tuple[str, tuple[int, ...]]]]:
    """Yield each row of the table of doors: its text, the system call, the arguments."""
    for row in _DOORS.strip().splitlines():
        name, *arguments = row.split()
        yield row, (name, tuple(int(argument, 0) for argument in arguments))


def _works(attack: Callable[[], object]) -> bool:
    try:
        attack()
    except (OSError, RuntimeError, MemoryError, KeyError):
        return False
    return True


def _answers(name: str, arguments: tuple[int, ...]) -> bool:
    try:
        libc.call(name, *arguments)
    except OSError as error:
        return error.errno not in REFUSALS
    return True


def _on_files() -> dict[str, Callable[[], object]]:
    return {
        "open a file to read": lambda: os.open("/proc/self/status", os.O_RDONLY),
        "open a file to write": lambda: os.open(os.devnull, os.O_WRONLY),
        "write a new file": _write_new_file,
        "write to memory made a file": lambda: os.write(os.memfd_create("probe"), b"x"),
        "open shared memory": _open_shared_memory,
        "list a directory": lambda: list(Path("/").iterdir()),
        "stat a file": Path("/").stat,
        "read a link": Path("/proc/self/exe").readlink,
        "read the parent's environment": lambda: _read(f"/proc/{os.getppid()}/environ"),
        "find an environment": os.environ.copy().popitem,
    }


def _on_sockets() -> dict[str, Callable[[], object]]:
    unix, internet = socket.AF_UNIX, socket.AF_INET
    return {
        "open a unix socket": lambda: socket.socket(unix),
        "open a TCP socket": lambda: socket.socket(internet),
        "send by UDP": lambda: socket.socket(internet, socket.SOCK_DGRAM).sendto(b"x", _DISCARD),
        "open a netlink socket": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0),
        "open a pair of sockets": socket.socketpair,
        "bind an abstract socket": lambda: socket.socket(unix).bind(f"\0probe-{os.getpid()}"),
    }


def _on_the_parent() -> dict[str, Callable[[], object]]:
    parent = os.getppid()
    return {
        "signal the parent": lambda: os.kill(parent, 0),
        "signal the parent's thread": lambda: libc.call("tkill", parent, 0),
        "signal the parent's group": lambda: libc.call("tgkill", parent, parent, 0),
        "queue a signal for the parent": lambda: _queue_signal(parent),
        "open a handle on the parent": lambda: libc.call("pidfd_open", parent, 0),
        "take the parent's descriptor": lambda: _take_descriptor(parent),
        "read the parent's memory": lambda: _read_memory(parent),
        "read the parent's limits": lambda: _set_limit(parent, resource.RLIMIT_NOFILE, None),
        "set the parent's limits": lambda: _set_limit_as_it_is(parent),
        "read the parent's clock": lambda: time.clock_gettime(~parent << 3 | 2),
        "own a pipe's signals": lambda: _own_signals(parent),
    }


def _on_limits() -> dict[str, Callable[[], object]]:
    return {
        "raise a limit": lambda: _set_limit(0, resource.RLIMIT_CPU, (UNLIMITED, UNLIMITED)),
        "reserve a tebibyte": lambda: mmap.mmap(-1, 2**40, flags=_PRIVATE | _NORESERVE),
        EXECUTABLE[0]: lambda: mmap.mmap(-1, 4096, flags=_PRIVATE, prot=_READ_WRITE_EXECUTE),
        "become root": lambda: os.setresuid(0, 0, 0),
        "lock memory": lambda: libc.call("mlock", libc.address(bytearray(4096)), 4096),
    }


def _on_processes() -> dict[str, Callable[[], object]]:
    return {
        "fork": lambda: _end_child(os.fork()),
        "fork by its number": lambda: _end_child(libc.call("fork")),
        "clone": lambda: _end_child(libc.call("clone", signal.SIGCHLD)),
        "clone3": _clone3,
        "vfork": _vfork,
        "execute a program": _execute,
        "start a thread": lambda: _thread.start_new_thread(time.time, ()),
    }


EXECUTABLE: Final = ("make memory executable", "system call mprotect 0 4096 4")
_DISCARD: Final = ("127.0.0.1", 9)
_PRIVATE: Final = 0x02  # MAP_PRIVATE; the mmap module adds MAP_ANONYMOUS
_NORESERVE: Final = 0x4000
_READ_WRITE_EXECUTE: Final = 7


def _read(path: str) -> bytes:
    return os.read(os.open(path, os.O_RDONLY), 1)


def _write_new_file() -> None:
    os.write(os.open("/tmp", os.O_TMPFILE | os.O_RDWR), b"x")  # noqa: S108 - it has no name


def _open_shared_memory() -> None:
    path = Path(f"/dev/shm/probe-{os.getpid()}")  # noqa: S108 - what shm_open(3) does
    os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR)
    path.unlink()


def _queue_signal(process: int) -> None:
    information = bytearray(SIGINFO_BYTES)
    struct.pack_into("=iii", information, 0, 0, 0, -1)  # SI_QUEUE, as sigqueue(3) sends it
    libc.call("rt_sigqueueinfo", process, 0, libc.address(information))


def _take_descriptor(process: int) -> None:
    libc.call("pidfd_getfd", libc.call("pidfd_open", process, 0), 0, 0)


def _read_memory(process: int) -> None:
    secret = bytearray(b"in the child and, if it was forked, at the same place in the parent")
    here, size = bytearray(len(secret)), len(secret)
    local = bytearray(struct.pack("=QQ", libc.address(here), size))
    remote = bytearray(struct.pack("=QQ", id(libc), 16))
    libc.call("process_vm_readv", process, libc.address(local), 1, libc.address(remote), 1, 0)


def _set_limit(process: int, kind: int, to: tuple[int, int] | None) -> tuple[int, int]:
    new = libc.address(packed) if to and (packed := bytearray(struct.pack("=QQ", *to))) else 0
    old = bytearray(16)
    libc.call("prlimit64", process, kind, new, libc.address(old))
    soft, hard = struct.unpack("=QQ", old)
    return soft, hard


def _set_limit_as_it_is(process: int) -> None:
    kind = resource.RLIMIT_NOFILE
    _set_limit(process, kind, _set_limit(process, kind, None))


def _own_signals(process: int) -> None:
    descriptor = next((number for number in range(64) if _is_open(number)), -1)
    fcntl.fcntl(descriptor, F_SETSIG, 0)
    fcntl.fcntl(descriptor, F_SETOWN, process)
    fcntl.fcntl(descriptor, F_SETOWN, 0)


def _is_open(descriptor: int) -> bool:
    with suppress(OSError):
        return os.get_inheritable(descriptor) in (True, False)
    return False


def _end_child(pid: int) -> None:
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _clone3() -> None:
    arguments = bytearray(struct.pack("=8Q", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0))
    _end_child(libc.call("clone3", libc.address(arguments), len(arguments)))


def _vfork() -> None:
    """Try vfork, unless a child could come of it: that would write over this stack."""
    with suppress(OSError):
        _end_child(libc.call("clone", signal.SIGCHLD))
        return
    _end_child(libc.call("vfork"))


def _execute() -> None:
    """Start a program with arguments at an address that is not mapped: seen only if allowed."""
    path = bytearray(b"/bin/sh\0")
    try:
        libc.call("execve", libc.address(path), 1, 0)
    except OSError as error:
        if error.errno != errno.EFAULT:
            raise


# a system call and arguments: a null pointer, a closed descriptor or an impossible choice
_DOORS: Final = """
open 0
openat -100
openat2 -100
creat 0
newfstatat -100
statx -100
stat 0
lstat 0
access 0
faccessat -100
faccessat2 -100
getdents64 -1
readlink 0
readlinkat -100
chdir 0
fchdir -1
chroot 0
pivot_root 0
name_to_handle_at -100
open_by_handle_at -1
mkdir 0
mkdirat -100
unlinkat -100
renameat2 -100 0 -100
linkat -100 0 -100
symlinkat 0 -100
mknodat -100
fchmod -1
fchmodat -100
fchownat -100
truncate 0
ftruncate -1
fallocate -1
utimensat -1
statfs 0
getxattr 0
setxattr 0
flock -1
fsync -1
socket 1 1
socketpair 1 1
connect -1
bind -1
listen -1
accept4 -1
sendto -1
sendmsg -1
sendmmsg -1
recvfrom -1
recvmsg -1
recvmmsg -1
getsockopt -1
setsockopt -1
shutdown -1
wait4 -1 0 1
waitid -1
execve 0
execveat -1
pidfd_send_signal -1
pidfd_getfd -1
rt_tgsigqueueinfo -1
ptrace 2
process_vm_readv 0
process_vm_writev 0
process_madvise -1
kcmp 0
setrlimit 0
setpriority 9
ioprio_set 9
sched_setaffinity 0
sched_setscheduler 0 -1
sched_setattr 0
mount 0
umount2 0
move_mount -1 0 -1
fsopen 0
open_tree -1
mount_setattr -1
unshare 0
setns -1
setuid -1
setgid -1
setreuid -1 -1
setregid -1 -1
setresuid -1 -1 -1
setresgid -1 -1 -1
setgroups -1
setfsuid -1
setsid
setpgid -1
capset 0
capget 0
io_uring_setup 0
io_uring_enter -1
io_setup 0
bpf -1
userfaultfd 1
memfd_create 0
memfd_secret 0
perf_event_open 0
keyctl 0 -2
add_key 0
request_key 0
sendfile -1 -1
splice -1 0 -1 0 1
tee -1 -1 1
vmsplice -1
copy_file_range -1 0 -1 0 1
inotify_init1 0
fanotify_init 0
eventfd2 0
epoll_create1 0
signalfd4 -1
timerfd_create 1
timer_create 0
pipe2 0
personality 0xffffffff
ioperm 0x80 1
iopl 0
modify_ldt 0
arch_prctl 0x1003
shmget 0
shmat -1
msgget 1
semget 1
mq_open 0
mlock2 0
mlockall 0
mincore 0
msync 0
remap_file_pages 0
pkey_mprotect 0 0 0 -1
mbind 0
move_pages 0
migrate_pages 0
set_mempolicy -1
membarrier 0
get_robust_list 0
seccomp 2
landlock_create_ruleset 0 0 1
close_range 5 4
clock_settime 0
clock_adjtime 0
adjtimex 0
sethostname 0 -1
swapon 0
syslog 10
finit_module -1
delete_module 0
sysinfo 0
fcntl -1 4
fcntl -1 5
fcntl -1 6
fcntl -1 8
fcntl -1 10
fcntl -1 15
fcntl -1 1024
fcntl -1 1026
fcntl -1 1031
fcntl -1 1033
ioctl -1 0x5402
ioctl -1 0x540e
ioctl -1 0x5410
ioctl -1 0x5412
ioctl -1 0x541c
ioctl -1 0x5421
ioctl -1 0x5452
ioctl -1 0x8901
prctl 1 999
prctl 3
prctl 4 9
prctl 22 9
prctl 23
prctl 35 99
prctl 38
prctl 0x59616d61
futex 0 3
futex 0 6
futex 0 11
madvise 0 0 12
madvise 0 0 21
mprotect 0 4096 4
"""
