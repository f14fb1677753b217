"""What the whole protection costs a child, and which step of it what.

    python benchmarks/sandbox_cost.py [--children 200]

A process that is prepared as the NumPy zygote is forks children in turn that are locked down and
children that are not. Each loads a submission, answers one call, and ends. The cost of the
protection is the difference of the medians, from the fork until the child is reaped; the steps are
timed in children of their own, so they add up to a little more.
"""

# ruff: noqa: E402, SLF001 - threads are held to one before NumPy is imported; it plays a zygote

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import resource
import socket
import statistics
import time
from collections.abc import Callable
from functools import partial

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

from grader.child import serving, zygote
from grader.lockdown import (
    Limits,
    harden_parent,
    identity,
    landlock,
    limits,
    lock_down,
    seccomp,
    surroundings,
    ties,
)
from grader.lockdown.probes import run_probes
from grader.spawning import MODULES
from grader.values import Mapping, encode
from grader.wire import Call, Load, pack

SOURCE = b"""\
import numpy as np


def conv2d_valid(image, kernel):
    rows = image.shape[0] - kernel.shape[0] + 1
    columns = image.shape[1] - kernel.shape[1] + 1
    out = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + kernel.shape[0], column : column + kernel.shape[1]]
            out[row, column] = (window * kernel).sum()
    return out
"""
STUB = "def conv2d_valid(image, kernel):\n    raise NotImplementedError\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--children", type=int, default=200)
    count = parser.parse_args().children
    streams = prepare()
    orders = pack(Load(SOURCE, "a.py", STUB, "conv2d_valid", ("numpy",), ())) + pack(call())
    locked, bare = [], []
    for _ in range(count):  # in turn, so that a busy machine is fair to both
        locked.append(a_child(orders, streams, lock=True))
        bare.append(a_child(orders, streams, lock=False))
    print(f"{count} children that load a submission and answer a call, medians:")
    for name, rows in (("locked down", locked), ("not locked down", bare)):
        wall, cpu, faults = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"  {wall:6.2f} ms, {cpu:5.2f} ms of processor, {faults:5.0f} page faults  {name}")
    wall, cpu, faults = (
        statistics.median(a) - statistics.median(b)
        for a, b in zip(zip(*locked, strict=True), zip(*bare, strict=True), strict=True)
    )
    print(
        f"  {wall:6.2f} ms, {cpu:5.2f} ms of processor, {faults:5.0f} page faults  the protection"
    )
    print("its steps:")
    table: dict[str, list[tuple[float, int]]] = {}
    for _ in range(count):
        for step, milliseconds, faulted in the_steps():
            table.setdefault(step, []).append((milliseconds, faulted))
    for step, pairs in table.items():
        took, faulted = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(f"  {took:6.3f} ms, {faulted:4.0f} page faults  {step}")


def prepare() -> zygote._Streams:
    """Make this process what a zygote is before its first fork."""
    gc.disable()
    for module in MODULES["numpy"]:
        importlib.import_module(module)
    shown = os.dup(1)
    harden_parent()
    streams = zygote._make_streams()
    os.dup2(shown, 1)
    surroundings.forget_environment()
    gc.freeze()
    gc.enable()
    return streams


def call() -> Call:
    """Return one call, with a small image and kernel."""
    import numpy as np

    image, kernel = encode(np.arange(30.0).reshape(5, 6)), encode(np.ones((2, 3)))
    return Call("conv2d_valid(image, kernel)", Mapping({"image": image, "kernel": kernel}))


def a_child(orders: bytes, streams: zygote._Streams, *, lock: bool) -> tuple[float, float, int]:
    """Return the milliseconds, those of processor time, and the page faults of a child's life."""
    control, its_control = socket.socketpair()
    output, its_output = socket.socketpair()
    control.sendall(orders)
    control.shutdown(socket.SHUT_WR)
    parent = os.getpid()
    begin = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            fd = zygote._take_descriptors([its_control.fileno(), its_output.fileno()], streams)
            if lock:
                assert not lock_down(Limits(512, 20, (0, 1, 2, fd), parent)).missing
            serving.serve(partial(os.read, fd), partial(os.write, fd))
            status = 0
        finally:
            os._exit(status)
    _, status, used = os.wait4(pid, 0)
    milliseconds = 1e3 * (time.perf_counter() - begin)
    assert status == 0, status
    for end in (control, its_control, output, its_output):
        end.close()
    return milliseconds, 1e3 * (used.ru_utime + used.ru_stime), used.ru_minflt


def the_steps() -> list[tuple[str, float, int]]:
    """Time each step of a lock-down, and the probes of a canary, in a child of its own."""
    reading, writing = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, json.dumps(timed_steps(writing, parent)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        rows = json.loads(stream.read())
    os.waitpid(pid, 0)
    return rows


def timed_steps(kept: int, parent: int) -> list[tuple[str, float, int]]:
    """Take every step here and now."""
    within = Limits(512, 20, (0, 1, 2, kept), parent)
    steps: dict[str, Callable[[], object]] = {
        "the first call into libc, the Landlock ABI": landlock.abi,
        "descriptors, environment, directory": lambda: surroundings.apply(within.keep_fds),
        "rlimits": lambda: limits.apply(within),
        "user, groups, capabilities": identity.drop_privileges,
        "undumpable": ties.hide,
        "killed with its parent": lambda: ties.die_with(parent),
        "no new privileges": ties.gain_nothing,
        "landlock": lambda: landlock.apply(landlock.abi()),
        "seccomp": seccomp.apply,
        "(the probes of a canary, once a run)": run_probes,
    }
    rows = []
    for name, step in steps.items():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        begin = time.perf_counter()
        step()
        took = 1e3 * (time.perf_counter() - begin)
        rows.append((name, took, resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before))
    return rows


if __name__ == "__main__":
    main()
