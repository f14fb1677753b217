"""What grading a realistic class takes: `grader class` on classes of make_class.py.

    python benchmarks/class_speed.py [--students 1000] [--problems 12] [--jobs 2] [--sample 6]

1. A tame class of 50: the processor time of `grader class` against the floor (benchmarks/floor.py:
   fork and compare, no protection), against calling the functions in one process, and against
   pytest in a process for each student (a sample, scaled up; its expected arrays are read from a
   file, so it pays for no torch). In turn, so that a busy machine is fair to all.
2. Classes of a tenth of --students and of --students, with all that goes wrong in one: submissions
   a second, processor time, the largest memory of grader and zygote, and the class once more,
   unchanged.

The answer keys are made before anything is timed, as after `grader verify`.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from make_class import ROOT, numpy_problems, write_class
from speed import children_of, peak_of

from grader.load import open_pack
from grader.problem import Problem
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.values import decode

PACK = ["--exercises", str(ROOT / "exercises"), "--solutions", str(ROOT / "solutions")]
TAME = 50
BARE = """\
import pickle, sys
cases = pickle.load(open(sys.argv[1], "rb"))
for path in sys.argv[2:]:
    stem = path.rpartition("/")[2][:-3]
    names = {}
    exec(compile(open(path, "rb").read(), path, "exec"), names)
    for arguments in cases[stem][0]:
        try:
            names[cases["functions"][stem]](*arguments)
        except Exception:
            pass
"""
TEST = """\
import pathlib, pickle
import numpy as np, pytest
CASES = pickle.load(open({cases!r}, "rb"))
ALL = [(s, n) for s in CASES["functions"] for n in range(len(CASES[s][0]))]
@pytest.mark.parametrize("slug,number", ALL)
def test_case(slug, number):
    names = {{}}
    path = pathlib.Path({folder!r}, slug + ".py")
    exec(compile(path.read_bytes(), str(path), "exec"), names)
    inputs, expected = CASES[slug]
    np.testing.assert_allclose(names[CASES["functions"][slug]](*inputs[number]), expected[number])
"""


class Used(NamedTuple):
    """What a command and all its processes used."""

    wall: float
    cpu: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--problems", type=int, default=12)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sample", type=int, default=6)
    options = parser.parse_args()
    problems = numpy_problems(options.problems)
    with tempfile.TemporaryDirectory(prefix="class-speed-") as name:
        folder = Path(name)
        os.environ["GRADER_CACHE"] = str(folder / "cache")
        cases = folder / "cases.pickle"
        cases.write_bytes(pickle.dumps(make_cases(problems)))
        against_others(folder / "tame", problems, cases, options.jobs, options.sample)
        for students in (options.students // 10, options.students):
            a_class(folder / f"class{students}", problems, students, options.jobs)


def make_cases(problems: list[Problem]) -> dict[str, object]:
    """Return inputs and expected outputs by problem, and fill the grader's own cache."""
    cases: dict[str, object] = {"functions": {}}
    pack = open_pack(ROOT / "exercises", ROOT / "solutions")
    with Sandboxes() as sandboxes:
        session = Session(pack, sandboxes)
        session.prepare([problem.slug for problem in problems])
        for problem in problems:
            key = session.judge.key(problem)
            plain = [n for n, case in enumerate(key.cases) if case.call is None]
            inputs = [tuple(decode(v) for v in key.cases[n].inputs.values()) for n in plain]
            expected = [as_numpy(decode(key.expected[n])) for n in plain]
            cases[problem.slug] = (inputs, expected)
            cases["functions"][problem.slug] = problem.file.function
    return cases


def as_numpy(thing: object) -> object:
    """Return an expected answer as NumPy or Python would hold it."""
    return thing.numpy() if hasattr(thing, "numpy") else thing


def against_others(
    folder: Path, problems: list[Problem], cases: Path, jobs: int, sample: int
) -> None:
    """Print what a tame class costs the grader and others."""
    write_class(folder, problems, TAME, 0, tame=True)
    students = sorted((folder / "submissions").iterdir())
    files = [str(path) for student in students for path in sorted(student.glob("*.py"))]
    commands = {
        "bare calls": [sys.executable, "-c", BARE, str(cases), *files],
        "floor": [
            sys.executable, str(ROOT / "benchmarks/floor.py"), str(cases), str(jobs), *files,
        ],
    }  # fmt: skip
    rounds: dict[str, list[Used]] = {name: [] for name in (*commands, "grader class")}
    for number in range(3):
        for name, command in commands.items():
            rounds[name].append(used(command))
        rounds["grader class"].append(used(grading(folder, jobs, f"{number}.sqlite")))
    best = {name: sorted(found, key=lambda one: one.cpu)[1] for name, found in rounds.items()}
    tests = [a_test(folder, student, cases) for student in students[:sample]]
    peers = [
        used([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", t]) for t in tests
    ]
    scale = TAME / sample
    best["pytest"] = Used(scale * sum(p.wall for p in peers), scale * sum(p.cpu for p in peers))
    print(f"A tame class of {TAME}, {len(files)} submissions, medians of 3, {jobs} at a time:")
    for name, found in best.items():
        each = 1000 * found.cpu / len(files)
        print(
            f"  {found.wall:7.2f} s, {found.cpu:7.2f} s of processor, {each:6.2f} ms each  {name}"
        )
    ours = best["grader class"].cpu
    for name in commands:
        print(f"  grader class / {name:10} {ours / best[name].cpu:6.2f}  (processor time)")
    print(f"  pytest / grader class     {best['pytest'].cpu / ours:6.1f}  (one at a time)")


def a_test(folder: Path, student: Path, cases: Path) -> str:
    """Write the tests of one student for pytest."""
    test = folder / f"test_{student.name}.py"
    test.write_text(TEST.format(cases=str(cases), folder=str(student)))
    return str(test)


def a_class(folder: Path, problems: list[Problem], students: int, jobs: int) -> None:
    """Print what a class with all that goes wrong takes, and takes once more."""
    tally = write_class(folder, problems, students, 0)
    handed_in = sum(tally.values()) - tally.get("nothing", 0)
    print(f"\nA class of {students}, {handed_in} submissions to {len(problems)} problems:")
    print("  " + ", ".join(f"{count} {kind}" for kind, count in tally.items()))
    first, peaks, says = watched(grading(folder, jobs, "gradebook.sqlite"))
    a_second, each = handed_in / first.wall, 1000 * first.cpu / handed_in
    print(f"  {first.wall:7.1f} s, {first.cpu:7.1f} s of processor", end=": ")
    print(f"{a_second:.0f} submissions a second, {each:.1f} ms each")
    print(f"  {says}")
    print("  peak memory: " + ", ".join(f"{name} {kb / 1024:.0f} MB" for name, kb in peaks.items()))
    again = used(grading(folder, jobs, "gradebook.sqlite"))
    print(f"  {again.wall:7.1f} s, {again.cpu:7.1f} s of processor: the same class once more")


def grading(folder: Path, jobs: int, gradebook: str) -> list[str]:
    """Return the command that grades a class."""
    return [
        *(sys.executable, "-m", "grader", "class", str(folder / "submissions"), *PACK),
        *("--roster", str(folder / "roster.csv"), "--gradebook", str(folder / gradebook)),
        *("-j", str(jobs)),
    ]


def used(command: list[str]) -> Used:
    """Run a command for what it uses."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return ended(process, begin)


def watched(command: list[str]) -> tuple[Used, dict[str, int], str]:
    """Run a command; return what it used, the peaks of its memory and what it says of itself."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        peaks = {"grader": 0, "zygote": 0}
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            peaks["grader"] = max(peaks["grader"], peak_of(process.pid))
            for child in children_of(process.pid):
                peaks["zygote"] = max(peaks["zygote"], peak_of(child))
            time.sleep(0.1)
        found = ended(process, begin)
        output.seek(0)
        lines = output.read().splitlines()
    said = next((line for line in lines if "a second" in line), "")
    return found, peaks, said


def ended(process: subprocess.Popen, begin: float) -> Used:
    """Reap a process and return what it and all below it used; a failed test is no failure."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    tests_failed = "pytest" in process.args and process.returncode == 1
    if process.returncode and not tests_failed:
        sys.exit(f"{process.args[:4]} failed with {process.returncode}")
    return Used(wall, usage.ru_utime + usage.ru_stime)


if __name__ == "__main__":
    main()
