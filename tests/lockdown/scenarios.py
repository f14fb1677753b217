"""What a locked child can do, tried in a process of its own: `python -I scenarios.py NAME`.

A script, not a test module: what it locks down must not be pytest. Each scenario prints JSON.
The tests that read it are in test_lockdown.py and test_workloads.py.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import mmap
import os
import random
import signal
import socket
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from grader.lockdown import (
    Limits,
    bpf,
    harden_parent,
    identity,
    landlock,
    libc,
    limits,
    lock_down,
    seccomp,
    ties,
)
from grader.lockdown.bpf import Allow, Fail, OneOf, Rule
from grader.lockdown.probes import attacks, run_probes
from grader.lockdown.syscalls import NUMBERS, Machine, this_machine

PLAIN_USER: Final = 1000
ROOMY: Final = Limits(memory_megabytes=512, cpu_seconds=20, keep_fds=(0, 1, 2))
DOCKERS_CAPABILITIES: Final = 0xA80425FB
"""CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, NET_RAW,
SYS_CHROOT, MKNOD, AUDIT_WRITE, SETFCAP: what `docker run` leaves to root."""
NEVER_FILTERED: Final = (335, 336)
"""uretprobe and uprobe of x86_64: newer kernels let them past every filter (kernel/seccomp.c), and
answer a caller that is not one of their own trampolines with SIGILL or ENXIO."""
NOT_PERMITTED, NOT_THERE = Fail(errno.EPERM), Fail(errno.ENOSYS)
HIDDEN_BY_DOCKER: Final = """
    mount umount2 move_mount fsopen open_tree mount_setattr pivot_root unshare setns
    bpf perf_event_open userfaultfd keyctl add_key request_key io_uring_setup io_uring_enter
    open_by_handle_at kcmp process_madvise quotactl acct reboot swapon syslog sethostname
    settimeofday clock_settime init_module finit_module delete_module kexec_load lookup_dcookie
    ioperm iopl modify_ldt personality vhangup mbind move_pages migrate_pages set_mempolicy
"""


def in_child(work: Callable[[], object]) -> object:
    """Fork, work in the child, and return what it found, or how it died."""
    source, sink = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(sink, 1)  # every scenario keeps standard output
        status = 1
        try:
            os.write(1, json.dumps(work()).encode())
            status = 0
        except BaseException as error:  # noqa: BLE001 - a report of the child's end
            os.write(1, json.dumps({"raised": repr(error)}).encode())
        finally:
            os._exit(status)
    os.close(sink)
    with os.fdopen(source, "rb") as replies:
        text = replies.read()
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return {"signal": signal.Signals(os.WTERMSIG(status)).name}
    return json.loads(text) if text else {"exit": os.WEXITSTATUS(status)}


def locked(work: Callable[[], object], within: Limits = ROOMY) -> Callable[[], object]:
    """Return the work to be done after a full lockdown."""

    def run() -> object:
        isolation = lock_down(within)
        return {"isolation": str(isolation), **asdict(isolation), "result": work()}

    return run


def probes() -> dict[str, object]:
    return {"through": run_probes(), "user": os.getresuid(), "groups": os.getgroups()}


# Everything, and nothing


def everything() -> object:
    return in_child(locked(probes))


def nothing() -> object:
    return in_child(lambda: {"through": run_probes(), "attacks": sorted(attacks())})


def every_number() -> object:
    """Try each number that has no rule, and return the errors that are not EPERM."""
    names = {number: name for name, number in NUMBERS[this_machine() or Machine.X86_64].items()}
    ruled = seccomp.rules(executable_memory=False)
    numbers = [
        number
        for number in range(1024)
        if names.get(number) not in ruled and number not in NEVER_FILTERED
    ]

    def error_of(number: int) -> int:
        try:
            libc.syscall(number)
        except OSError as error:
            return error.errno or 0
        return 0

    def work() -> object:
        return [number for number in numbers if error_of(number) != errno.EPERM]

    return {"tried": len(numbers), **dict(in_child(locked(work)))}  # type: ignore[call-overload]


def with_executable_memory() -> object:
    within = Limits(512, 20, (0, 1, 2), executable_memory=True)
    return in_child(locked(lambda: run_probes(executable_memory=True), within))


def cost() -> object:
    """Return the milliseconds of lock_down and of the probes, each in 30 fresh children."""

    def timed() -> tuple[float, float]:
        start = time.perf_counter()
        lock_down(ROOMY)
        middle = time.perf_counter()
        run_probes()
        return (middle - start) * 1e3, (time.perf_counter() - middle) * 1e3

    harden_parent()  # as a zygote does
    return [in_child(timed) for _ in range(30)]


# One layer alone


def only_seccomp() -> object:
    def work() -> object:
        ties.gain_nothing()
        seccomp.apply()
        return run_probes()

    return in_child(work)


def only_landlock() -> object:
    listener = socket.socket(socket.AF_UNIX)
    name = f"\0grader-test-{os.getpid()}"
    listener.bind(name)
    listener.listen()

    def connects() -> bool:
        try:
            socket.socket(socket.AF_UNIX).connect(name)
        except PermissionError:
            return False
        return True

    def work() -> object:
        before = connects()
        ties.gain_nothing()
        landlock.apply(landlock.abi())
        after = connects()
        return {"abi": landlock.abi(), "before": before, "after": after, "through": run_probes()}

    return in_child(work)


def only_rlimits() -> object:
    def work() -> object:
        limits.apply(ROOMY)
        identity.drop_privileges()  # root is above limits
        return run_probes()

    return in_child(work)


def only_identity() -> object:
    def work() -> object:
        identity.drop_privileges()
        return {"capabilities": identity.capabilities(), **probes()}

    return in_child(work)


# Where something is missing


def deny(rules: dict[str, Rule]) -> None:
    """Put a filter around this process that lets through all that the rules do not name."""
    machine = this_machine()
    assert machine is not None
    ties.gain_nothing()
    seccomp.load(bytearray(bpf.pack(bpf.assemble(rules, machine, otherwise=Allow()))))


def in_docker() -> object:
    """Run under what Docker's default profile takes away, as far as the sandbox could notice."""

    def work() -> object:
        _keep_capabilities(DOCKERS_CAPABILITIES)
        hidden = set(HIDDEN_BY_DOCKER.split()) & set(NUMBERS[Machine.X86_64])
        deny({**dict.fromkeys(hidden, NOT_PERMITTED), "clone3": NOT_THERE})
        return locked(probes)()

    return in_child(work)


def in_docker_without_kill() -> object:
    def work() -> object:
        _keep_capabilities(DOCKERS_CAPABILITIES & ~(1 << identity.CAP_KILL))
        return locked(probes)()

    return in_child(work)


def without_landlock() -> object:
    def work() -> object:
        names = NUMBERS[Machine.X86_64]
        deny({name: NOT_THERE for name in names if name.startswith("landlock_")})
        return locked(probes)()

    return in_child(work)


def without_seccomp() -> object:
    def work() -> object:
        options = (1, 4, 24, 38, 47)  # those of the other layers
        deny({"seccomp": NOT_PERMITTED, "prctl": Allow((OneOf(0, options),))})
        return locked(probes)()

    return in_child(work)


def without_the_seccomp_call() -> object:
    def work() -> object:
        deny({"seccomp": NOT_THERE})
        return locked(probes)()

    return in_child(work)


def without_prlimit() -> object:
    def work() -> object:
        deny({"prlimit64": NOT_PERMITTED, "setrlimit": NOT_PERMITTED})
        return locked(probes)()

    return in_child(work)


def without_close_range() -> object:
    def work() -> object:
        deny({"close_range": NOT_PERMITTED})
        return locked(open_descriptors)()

    return in_child(work)


def in_a_user_namespace() -> object:
    """Be root over one's own id alone, as `unshare --user --map-root-user` makes one."""
    return _in_a_user_namespace(f"0 {os.getuid()} 1")


def in_a_user_namespace_as_oneself() -> object:
    """Stay who one is, without a network, as `unshare --user --map-current-user --net` does."""
    return _in_a_user_namespace(f"{os.getuid()} {os.getuid()} 1")


def _in_a_user_namespace(own: str) -> object:
    def work() -> object:
        try:
            libc.call("unshare", 0x50000000)  # CLONE_NEWUSER, CLONE_NEWNET
            for file, line in (("setgroups", "deny"), ("gid_map", own), ("uid_map", own)):
                Path(f"/proc/self/{file}").write_text(line)
        except OSError as error:
            return {"skip": str(error)}
        return locked(probes)()

    return in_child(work)


def _keep_capabilities(bits: int) -> None:
    bits &= identity.capabilities()
    header = bytearray(struct.pack("=Ii", identity.CAPABILITY_VERSION_3, 0))
    sets = bytearray(struct.pack("=6I", bits, bits, 0, 0, 0, 0))
    libc.call("capset", libc.address(header), libc.address(sets))


# What is left around the child


def open_descriptors() -> list[int]:
    def is_open(descriptor: int) -> bool:
        try:
            fcntl.fcntl(descriptor, fcntl.F_GETFD)
        except OSError:
            return False
        return True

    return [descriptor for descriptor in range(1100) if is_open(descriptor)]


def descriptors() -> object:
    for target in (7, 63, 64, 900):
        os.dup2(1, target)
    within = Limits(512, 20, (0, 1, 2, 7, 900))
    return in_child(locked(open_descriptors, within))


def surroundings_left() -> object:
    """Look for a variable of the environment, in Python and where the kernel had put it."""
    maps = Path("/proc/self/maps").read_text().splitlines()
    stack = next(line for line in maps if line.endswith("[stack]"))
    start, end = (int(bound, 16) for bound in stack.split()[0].split("-"))
    # not the whole text: this script must not hold what it looks for
    first, last = b"GRADER_TEST_", b"SECRET="
    before = first + last in ctypes.string_at(start, end - start)

    def look() -> object:
        return {
            "in the stack before": before,
            "in the stack": first + last in ctypes.string_at(start, end - start),
            "in os.environ": dict(os.environ),
            "in getenv": os.getenv("PATH"),
            "directory": str(Path.cwd()),
        }

    return in_child(locked(look))


def orphan() -> object:
    """Return how many seconds a sleeping locked child outlives its parent."""
    source, sink = os.pipe()
    middle = os.fork()
    if middle == 0:
        parent = os.getpid()
        if os.fork() == 0:
            os.close(source)
            lock_down(Limits(512, 20, (sink,), parent_pid=parent))
            os.write(sink, b".")
            time.sleep(20)
            os._exit(0)
        os.close(sink)
        os.read(source, 1)  # the child is locked
        os._exit(0)
    os.close(sink)
    os.waitpid(middle, 0)
    start = time.monotonic()
    os.read(source, 1)  # ends when the last writer has
    return time.monotonic() - start


def orphan_already() -> object:
    return in_child(locked(lambda: "alive", Limits(512, 20, (0, 1, 2), parent_pid=1)))


def second_thread() -> object:
    """See whether a thread that was there before is locked as well."""

    def work() -> object:
        go, found = threading.Event(), list[str]()

        def wait_and_open() -> None:
            go.wait()
            try:
                os.open("/proc/self/status", os.O_RDONLY)
            except OSError as error:
                found.append(type(error).__name__)

        thread = threading.Thread(target=wait_and_open)
        thread.start()
        ties.gain_nothing()
        seccomp.apply()
        go.set()
        thread.join()
        return found

    return in_child(work)


# What kills, and what only fails


def endless_loop() -> object:
    def work() -> None:
        while True:
            pass

    return in_child(locked(work, Limits(512, 1, (0, 1, 2))))


def too_much_memory() -> object:
    def work() -> object:
        try:
            bytearray(600 * 1024 * 1024)
        except MemoryError:
            return len(bytearray(200 * 1024 * 1024))
        return "no limit"

    return in_child(locked(work))


def aborts() -> object:
    return in_child(locked(os.abort))


def speaks_x32() -> object:
    return in_child(locked(lambda: libc.syscall(0x40000000 + 39)))


def speaks_i386() -> object:
    """Call getpid by `int 0x80`, which reads another table of system calls."""
    code = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"  # mov eax, 20; int 0x80; ret
    page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE, prot=7)
    page.write(code)
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    return {"before": in_child(function), "after": in_child(locked(function))}


def cannot_import() -> object:
    def work() -> object:
        try:
            import wave  # noqa: F401 - any module that is not loaded
        except ImportError as error:
            return type(error).__name__
        return "imported"

    assert "wave" not in sys.modules
    return in_child(locked(work))


def fails_like_python() -> object:
    """Return the name of the exception that each everyday attempt raises."""

    def name_of(attempt: Callable[[], object]) -> str:
        try:
            attempt()
        except Exception as error:  # noqa: BLE001 - its name is the result
            return type(error).__name__
        return "nothing"

    def work() -> object:
        attempts: dict[str, Callable[[], object]] = {
            "open": lambda: Path("/etc/passwd").read_text(),
            "fork": os.fork,
            "system": lambda: os.posix_spawn("/bin/true", ["true"], {}),
            "socket": socket.socket,
            "thread": threading.Thread(target=print).start,
            "kill": lambda: os.kill(os.getppid(), 0),
        }
        return {name: name_of(attempt) for name, attempt in attempts.items()}

    return in_child(locked(work))


# Work that students are asked to do


def everyday_python() -> object:
    def work() -> object:
        try:
            _ = 1 / 0
        except ZeroDivisionError:
            text = traceback.format_exc()
        time.sleep(0.001)
        lock = threading.RLock()
        with lock:
            sampled = random.Random().sample(range(100), 3)
        clocks = (time.time(), time.monotonic(), time.process_time(), time.perf_counter())
        return {
            "traceback": text.splitlines()[-1],
            "random": len(sampled) == len(os.urandom(3)),
            "clocks": all(clock > 0 for clock in clocks),
            "terminal": os.isatty(1),
            "processors": (os.cpu_count() or 1) > 0,
        }

    return in_child(locked(work))


def numpy_work() -> object:
    import numpy as np
    import numpy.fft
    import numpy.linalg
    import numpy.random

    def work() -> object:
        generator = np.random.default_rng()
        square = generator.normal(size=(200, 200))
        inverse = np.linalg.inv(square)
        spectrum = np.fft.ifft2(np.fft.fft2(square)).real
        try:
            np.zeros(2**40)
        except MemoryError as error:
            refused = type(error).__mro__[1].__name__
        large = np.ones(20_000_000)
        return {
            "matmul": bool(np.allclose(square @ inverse, np.eye(200), atol=1e-6)),
            "einsum": bool(np.allclose(np.einsum("ij,jk", square, inverse), square @ inverse)),
            "svd": bool(np.linalg.svd(square)[1].min() >= 0),
            "fft": bool(np.allclose(spectrum, square)),
            "print": str(square)[:2],
            "refused": refused,
            "large": float(large.sum()),
            "sorted": bool((np.diff(np.sort(generator.random(1000))) >= 0).all()),
        }

    np.fft.fft2(np.eye(4))
    np.linalg.svd(np.eye(4) @ np.eye(4))
    return in_child(locked(work))


def torch_work() -> object:
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode

    class Recorder(TorchDispatchMode):  # type: ignore[no-untyped-call]
        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.names: list[str] = []

        def __torch_dispatch__(
            self,
            func: Callable[..., object],
            types: object,
            args: tuple[object, ...] = (),
            kwargs: dict[str, object] | None = None,
        ) -> object:
            self.names.append(str(func))
            return func(*args, **(kwargs or {}))

    def train(dtype: torch.dtype) -> object:
        torch.manual_seed(0)
        layer = torch.nn.Conv2d(1, 4, 3).to(dtype)
        optimizer = torch.optim.SGD(layer.parameters(), lr=1e-3)
        image = torch.randn(2, 1, 12, 12, dtype=dtype)
        losses = []
        with Recorder() as recorder:
            for _ in range(3):
                optimizer.zero_grad()
                loss = layer(image).square().mean()
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
        fell = losses[2] < losses[0]
        return {"fell": fell, "seen": "aten.convolution.default" in recorder.names}

    torch.set_num_threads(1)
    train(torch.float64)  # loads what torch loads on first use
    within = Limits(1024, 20, (0, 1, 2))
    machine_code = Limits(1024, 20, (0, 1, 2), executable_memory=True)
    return {
        "float64": in_child(locked(lambda: train(torch.float64), within)),
        "float32": in_child(locked(lambda: train(torch.float32), machine_code)),
    }


def main() -> None:
    name, *user = sys.argv[1:]
    scenario = globals()[name]
    if user:
        os.setgroups([])
        os.setresgid(PLAIN_USER, PLAIN_USER, PLAIN_USER)
        os.setresuid(PLAIN_USER, PLAIN_USER, PLAIN_USER)
        libc.prctl(ties.PR_SET_DUMPABLE, 1)  # as a process is that a plain user starts
    json.dump(scenario(), sys.stdout)


if __name__ == "__main__":
    main()
