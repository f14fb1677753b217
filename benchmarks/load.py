"""Many submissions through one zygote, and processes killed at random: what is left behind.

    python benchmarks/load.py [--submissions 2000] [--kills 200] [--seed 0]

1. --submissions in a row, every tenth hostile, judged through one zygote. Descriptors, processes
   and memory of the grader and the zygote must be at the end what they were after the first 100.
2. --kills runs of `grader run`, in each of which the zygote, the grader or a child is killed at a
   random moment. A run whose grader lives must give the right result (or say in words that it
   could not), the next run must be right, and no process or temporary file may be left.

Exits 1 and says why where something is not as it should be. Linux alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from grader.launch import launch
from grader.load import open_pack
from grader.lockdown import harden_parent
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict

PROBLEM = """\
title: Double it
function: double
points: 10
packages: [numpy]
parameters:
  x: {type: ndarray, shape: [N]}
returns: {type: ndarray, shape: [N]}
reference: 2 * x
statement: Return twice the array.
stub: |
  def double(x):
      raise NotImplementedError
groups:
  - name: by hand
    inputs: {x: [1, 2, 3]}
    expect: [2, 4, 6]
  - name: longer
    inputs: {x: [1, 2, 3, 4, 5, 6, 7, 8]}
    expect: [2, 4, 6, 8, 10, 12, 14, 16]
memory: 64
time_limit: 1
"""
RIGHT = "import numpy as np\n\n\ndef double(x):\n    return np.add(x, x)\n"
HOSTILE = {
    "aborts": "import os\ndef double(x):\n    os.abort()\n",
    "exits": "import os\ndef double(x):\n    os._exit(0)\n",
    "exits as one not ready": "import os\ndef double(x):\n    os._exit(71)\n",
    "takes memory": "def double(x):\n    return bytearray(10**9)\n",
    "floods": "import os\ndef double(x):\n    while True:\n        os.write(1, bytes(65536))\n",
    "forges frames": "import os\ndef double(x):\n    os.write(3, b'grd1' + bytes(90))\n",
    "closes its end": "import os\ndef double(x):\n    os.close(3)\n    while True:\n        pass\n",
    "forks": "import os\ndef double(x):\n    while True:\n        os.fork()\n",
    "opens files": "def double(x):\n    return [open('/etc/passwd') for _ in range(9)]\n",
    "starts threads": "import _thread\ndef double(x):\n    _thread.start_new_thread(print, ())\n",
}
MEMORY_KB = 2048  # what may come and go in an allocator
SETTLE_SECONDS = 10.0
NONE = "there was none to kill"


def main() -> None:
    """Run both parts and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="grader-load-") as name:
        folder = Path(name)
        write_pack(folder)
        faults = []
        if options.submissions:
            faults += in_a_row(folder, options.submissions)
        if options.kills:
            faults += killed(folder, options.kills, random.Random(options.seed))
    sys.exit("\n".join(faults) or 0)


def write_pack(folder: Path) -> None:
    """Write a pack of one problem, whose answers are literal: no torch is needed."""
    problem = folder / "exercises" / "double" / "problem.yaml"
    problem.parent.mkdir(parents=True)
    problem.write_text(PROBLEM)
    course = "title: Load\nunits:\n  - title: One\n    problems: [double]\n"
    (folder / "exercises" / "course.yaml").write_text(course)


# One after the other


def in_a_row(folder: Path, count: int) -> list[str]:
    """Judge submissions through one zygote; return what is not as it should be."""
    harden_parent()
    zygote = launch("numpy")
    verdicts: Counter[str] = Counter()
    wrong = 0
    with Sandboxes(zygote) as sandboxes:
        session = Session(open_pack(folder / "exercises", None), sandboxes)
        session.prepare(["double"])
        first = sandboxes.start("numpy")
        settled: dict[str, int] = {}
        times = []
        for number in range(count):
            if number == min(100, count // 2):
                settled = figures(zygote.pid)
            hostile = number % 10 == 9
            kinds = list(HOSTILE)
            source = HOSTILE[kinds[number // 10 % len(kinds)]] if hostile else RIGHT
            begin = time.perf_counter()
            result = session.judge.judge(
                session.problem("double"), Submission("double", "double.py", source.encode())
            )
            times.append((hostile, 1e3 * (time.perf_counter() - begin)))
            verdicts[str(result.verdict)] += 1
            wrong += (result.verdict is Verdict.ACCEPTED) == hostile
            wrong += result.verdict is Verdict.JUDGE_ERROR
        after = figures(zygote.pid)
        replaced = sandboxes.start("numpy") is not first
    print(f"{count} submissions in a row through one zygote, every tenth hostile:")
    print("  " + ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common()))
    for hostile in (False, True):
        chosen = sorted(ms for one, ms in times if one is hostile)
        name = "hostile" if hostile else "honest "
        if chosen:
            print(f"  {name}  {chosen[len(chosen) // 2]:7.1f} ms each (median)")
    for name in after:
        print(f"  {name:28} {settled[name]:7} -> {after[name]:7}")
    faults = [f"{wrong} submissions were judged wrongly"] if wrong else []
    faults += ["the zygote was replaced"] if replaced else []
    for name, value in after.items():
        if value - settled[name] > (MEMORY_KB if name.endswith("kB") else 0):
            faults.append(f"{name} grew from {settled[name]} to {value}")
    return faults


def figures(zygote: int) -> dict[str, int]:
    """Return the descriptors, the memory and the children of both processes."""
    found = {}
    for name, pid in (("grader", os.getpid()), ("zygote", zygote)):
        found[f"{name} descriptors"] = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        found[f"{name} resident memory kB"] = resident_kb(pid)
    found["children of the zygote"] = sum(1 for pid in processes() if parent_of(pid) == zygote)
    return found


def resident_kb(pid: int) -> int:
    """Return the resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


# Killed


def killed(folder: Path, count: int, chance: random.Random) -> list[str]:
    """Kill something in each of so many runs; return what is not as it should be."""
    hall = folder / "hall"
    for number in range(8):
        hall.joinpath(f"s{number}").mkdir(parents=True)
        hall.joinpath(f"s{number}", "double.py").write_text(RIGHT)
    marker = folder / "marker"
    marker.mkdir()
    run = Run(folder, marker)
    usual = run.seconds()
    faults: list[str] = []
    tally: Counter[str] = Counter()
    number = tries = 0
    while number < count and tries < 4 * count:
        tries += 1
        target = ("zygote", "grader", "child")[number % 3]
        begin = time.perf_counter()
        outcome = run.kill(target, chance.uniform(0.0, usual))
        if outcome == NONE:  # it was over, which tells how long a run takes now
            usual = time.perf_counter() - begin
            continue
        number += 1
        tally[f"{target}: {outcome}"] += 1
        if outcome.startswith("WRONG"):
            faults.append(f"kill {number}, {target}: {outcome}")
        left = run.left()
        faults += [f"kill {number}, {target}: left behind: {one}" for one in left]
    faults += [] if run.is_right(run.start()) else ["the last run is wrong"]
    faults += [] if number == count else [f"only {number} of {count} kills hit anything"]
    print(f"{number} kills at random moments of runs that take {usual:.2f} s:")
    for what, times in sorted(tally.items()):
        print(f"  {times:4}  {what}")
    print(f"  left behind: {len([one for one in faults if 'left behind' in one])}")
    return faults


class Run:
    """Starts `grader run`; its processes are known by a folder in their command lines."""

    def __init__(self, folder: Path, marker: Path) -> None:
        self.folder = folder
        self.marker = str(marker)
        self.before = self.files()

    def start(self) -> subprocess.Popen[str]:
        """Start a run that judges eight right answers."""
        path = os.pathsep.join([self.marker, os.environ.get("PYTHONPATH", "")])
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        environment = {
            **os.environ,
            "PYTHONPATH": path,
            "TMPDIR": str(temporary),
            "GRADER_CACHE": str(self.folder / "cache"),
        }
        pack = ["--exercises", str(self.folder / "exercises"), "--require-sandbox"]
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "grader", "run", *pack, "--format", "json", "hall"],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def is_right(self, process: subprocess.Popen[str]) -> bool:
        """Wait for a run; say whether it accepted all eight."""
        output, _ = process.communicate(timeout=60)
        if process.returncode:
            return False
        verdicts = [problem["verdict"] for problem in json.loads(output)["problems"]]
        return verdicts == ["accepted"] * 8

    def seconds(self) -> float:
        """Return how long an undisturbed run takes."""
        begin = time.perf_counter()
        assert self.is_right(self.start()), "an undisturbed run is wrong"
        return time.perf_counter() - begin

    def kill(self, target: str, after: float) -> str:
        """Start a run, kill the target then, and say what became of the run."""
        process = self.start()
        time.sleep(after)
        victim = process.pid if target == "grader" else self.find(process, target)
        hit = victim is not None and process.poll() is None
        if victim is not None and hit:
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                hit = False
        output, errors = process.communicate(timeout=60)
        if process.returncode == 0:
            return "right" if hit else NONE
        if target == "grader" and process.returncode == -signal.SIGKILL:
            return "killed"
        in_words = process.returncode == 3 and "Traceback" not in errors
        if in_words and ("sandbox" in errors or "judge error" in output):
            return "told in words"
        return f"WRONG: exit {process.returncode}: {errors[-300:]}"

    def find(self, process: subprocess.Popen[str], target: str) -> int | None:
        """Return the zygote or a child of the run; wait a little for it to be there."""
        deadline = time.monotonic() + 1.0
        while time.monotonic() < deadline and process.poll() is None:
            for pid in marked(self.marker):
                parent = parent_of(pid)
                if (parent == process.pid) == (target == "zygote") and pid != process.pid:
                    return pid
        return None

    def left(self) -> list[str]:
        """Return what is left of a run once it had time to go."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while (alive := list(marked(self.marker))) and time.monotonic() < deadline:
            time.sleep(0.01)
        return [f"process {pid}" for pid in alive] + sorted(self.files() - self.before)

    def files(self) -> set[str]:
        """Return every file below the folder, but for the cache's own."""
        found = {str(path) for path in self.folder.rglob("*") if path.is_file()}
        kept = (".key", ".pack", "cache/secret")
        return {one for one in found if not one.endswith(kept)}


def processes() -> Iterator[int]:
    """Yield every process there is."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            yield int(entry.name)


def marked(marker: str) -> Iterator[int]:
    """Yield the processes that have this folder in their command line."""
    for pid in processes():
        try:
            if marker.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                yield pid
        except OSError:  # it ended in between
            continue


def parent_of(pid: int) -> int:
    """Return the parent of a process; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


if __name__ == "__main__":
    main()
