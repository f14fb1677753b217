"""Run a command and tell what it did to itself and to the machine around it.

    python launch.py REPORT COMMAND...    -> REPORT: JSON; the command's output goes where ours goes

It becomes the parent of every process that loses its own, so that none can hide; and it looks at
the limits and signals of the command, and of the zygotes below it, for as long as they run.
"""

import ctypes
import json
import os
import sys
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
STATUS = ("SigIgn", "SigCgt", "SigBlk", "SigPnd", "ShdPnd", "Uid")
GRACE_SECONDS = 3.0


def main(report, *command):
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    child = os.spawnv(os.P_NOWAIT, command[0], command)
    states, ended = {}, 0
    begin = time.monotonic()
    while not ended:
        for pid in (child, *children_of(child)):
            seen = states.setdefault(pid, [])
            state = state_of(pid)
            if state and (not seen or state != seen[-1][1]):
                seen.append((time.monotonic() - begin, state))
        time.sleep(0.05)
        ended, status = os.waitpid(child, os.WNOHANG)
    seconds = time.monotonic() - begin
    told = {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "left": left_behind(),
        "states": {str(pid): seen for pid, seen in states.items() if seen},
    }
    Path(report).write_text(json.dumps(told))


def children_of(parent):
    """Return the processes of our own interpreter below another: the zygotes, not their children."""
    try:
        names = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    except OSError:
        return []
    return [int(name) for name in names]


def state_of(pid):
    try:
        status = dict(
            line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        )
        limits = Path(f"/proc/{pid}/limits").read_text()
        nice = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16]
        here = os.sched_getaffinity(0)
        pinned = os.sched_getaffinity(pid) != here  # a machine may move us all to other cores
        if here != os.sched_getaffinity(0):
            return None
    except (OSError, ValueError):
        return None
    kept = {name: status[name] for name in STATUS}
    return {**kept, "limits": limits, "nice": nice, "pinned": pinned}


def left_behind():
    """Return the names of the processes that outlived the command, after a moment's grace."""
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline:
        try:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                time.sleep(0.02)
        except ChildProcessError:
            return []
    return [Path(f"/proc/{pid}/cmdline").read_text() for pid in children_of(os.getpid())]


if __name__ == "__main__":
    main(*sys.argv[1:])
