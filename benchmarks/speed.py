"""How long judging takes, as ratios measured in one run.

    python benchmarks/speed.py [--students 50] [--pytest-sample 6] [--repeat 7]

1. A student waits: a cold `grader run` of one NumPy problem, against a bare `import numpy` and
   against the floor (benchmarks/floor.py), in turn, medians of --repeat rounds.
2. A class of --students with three problems each and one endless loop, two at a time, against
   pytest in a process for each submission (a sample, scaled up) and against the floor. The wait
   for the loop's time limits is told apart.

The answer keys are made before anything is timed, as after `grader verify`.
"""

from __future__ import annotations

import argparse
import os
import pickle
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROBLEMS = ("slide-kernel", "conv-stride", "zero-pad")
LOOP = "def {function}(*arguments):\n    while True:\n        pass\n"
PACK = ["--exercises", str(ROOT / "exercises"), "--solutions", str(ROOT / "solutions")]
GRADER = [sys.executable, "-m", "grader", "run", *PACK]
JOBS = 2

TEST = """
import importlib.util, pickle, sys
import numpy as np, pytest, torch, torch.nn.functional as F
CASES = pickle.load(open({cases!r}, "rb"))
REFERENCES = {{
    "slide-kernel": lambda x, k: F.conv2d(x[None, None], k[None, None])[0, 0],
    "conv-stride": lambda x, k, s: F.conv2d(x[None, None], k[None, None], stride=s)[0, 0],
    "zero-pad": lambda x, p: F.pad(x, (p, p, p, p)),
}}
def load(slug):
    path = {folder!r} + "/" + slug + ".py"
    spec = importlib.util.spec_from_file_location(slug.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, CASES["functions"][slug])
ALL = [(s, n) for s in REFERENCES for n in range(len(CASES[s][0]))]
@pytest.mark.parametrize("slug,number", ALL)
def test_case(slug, number):
    arguments = CASES[slug][0][number]
    tensors = [torch.from_numpy(a) if isinstance(a, np.ndarray) else a for a in arguments]
    expected = REFERENCES[slug](*tensors).numpy()
    np.testing.assert_allclose(load(slug)(*arguments), expected)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=50)
    parser.add_argument("--pytest-sample", type=int, default=6)
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["GRADER_CACHE"] = str(folder / "cache")
        cases = folder / "cases.pickle"
        cases.write_bytes(pickle.dumps(make_cases()))
        one_student(folder, cases, options.repeat)
        a_class(folder, cases, options.students, options.pytest_sample)


def make_cases() -> dict[str, object]:
    """Return inputs and expected outputs of the problems, and fill the grader's own cache."""
    from grader.load import open_pack
    from grader.sandbox import Sandboxes
    from grader.session import Session
    from grader.values import decode

    pack = open_pack(ROOT / "exercises", ROOT / "solutions")
    cases: dict[str, object] = {"functions": {}}
    with Sandboxes() as sandboxes:
        session = Session(pack, sandboxes)
        session.prepare(PROBLEMS)
        for slug in PROBLEMS:
            problem = session.problem(slug)
            key = session.judge.key(problem)
            plain = [number for number, case in enumerate(key.cases) if case.call is None]
            inputs = [tuple(decode(v) for v in key.cases[n].inputs.values()) for n in plain]
            expected = [decode(key.expected[number]) for number in plain]
            cases[slug] = (inputs, [value.numpy() for value in expected])
            cases["functions"][slug] = problem.file.function
    return cases


def one_student(folder: Path, cases: Path, repeat: int) -> None:
    """Time the cold start of one problem, in turn with the floor and with bare NumPy."""
    answer = folder / "slide-kernel.py"
    shutil.copy(ROOT / "solutions/slide-kernel/accepted/four_loops.py", answer)
    commands = {
        "python -c 'import numpy'": [sys.executable, "-c", "import numpy"],
        "floor: fork and compare": [
            sys.executable, str(ROOT / "benchmarks/floor.py"), str(cases), "1", str(answer),
        ],
        "grader run": [*GRADER, str(answer)],
        "grader --help": [sys.executable, "-m", "grader", "--help"],
        "python -c 'import click'": [sys.executable, "-c", "import click"],
    }  # fmt: skip
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(repeat + 1):
        for name, command in commands.items():
            seconds[name].append(timed(lambda command=command: quiet(command)))
    medians = {name: statistics.median(times[1:]) for name, times in seconds.items()}
    print(f"One NumPy problem, cold, median of {repeat}:")
    for name, median in medians.items():
        print(f"  {median:7.3f} s  {name}")
    floor, run = medians["floor: fork and compare"], medians["grader run"]
    print(f"  grader run / floor        {run / floor:6.2f}")
    numpy, click = (medians[f"python -c 'import {name}'"] for name in ("numpy", "click"))
    print(f"  grader run / bare numpy   {run / numpy:6.2f}")
    print(f"  grader --help / click     {medians['grader --help'] / click:6.2f}")


def a_class(folder: Path, cases: Path, students: int, sample: int) -> None:
    """Time a class with one endless loop, and the same class without it."""
    hall = folder / "class"
    make_class(hall, students)
    files = [str(path) for path in sorted(hall.rglob("*.py"))]
    floor = timed(
        lambda: quiet(
            [sys.executable, str(ROOT / "benchmarks/floor.py"), str(cases), str(JOBS), *files]
        )
    )
    without = timed(lambda: quiet([*GRADER, "-j", str(JOBS), str(hall)]))
    loop = hall / "student000" / "zero-pad.py"
    loop.write_text(LOOP.format(function="zero_pad"))
    with_loop = timed(lambda: quiet([*GRADER, "-j", str(JOBS), str(hall)]))
    loop.unlink()
    peer = timed(lambda: pytest_each(folder, cases, sorted(hall.iterdir())[1 : sample + 1]))
    peer *= students / sample
    print(f"\nA class of {students}, {len(PROBLEMS)} problems each, {JOBS} at a time:")
    print(f"  {floor:7.2f} s  floor: fork and compare, no loop")
    print(f"  {without:7.2f} s  grader run, no loop")
    print(f"  {with_loop:7.2f} s  grader run, one endless loop (up to its time budget of 10 s)")
    print(f"  {peer:7.2f} s  pytest, a process each (from a sample of {sample}), no loop")
    print(f"  grader / floor    {without / floor:6.2f}")
    print(f"  pytest / grader   {peer / without:6.1f}")
    print(f"  each submission   {1000 * without / (students * len(PROBLEMS)):6.1f} ms")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  largest process of all, pytest with torch included: {peak:.0f} MB")
    memory(hall)


def make_class(hall: Path, students: int) -> None:
    """Write one folder a student, from model solutions and known mistakes in turn."""
    for slug in PROBLEMS:
        right = sorted((ROOT / "solutions" / slug / "accepted").glob("*.py"))
        wrong = sorted((ROOT / "solutions" / slug / "wrong_answer").glob("*.py"))
        mixed = [path for pair in zip(cycle(right), cycle(right), wrong) for path in pair]
        for number, path in enumerate(islice(cycle(mixed), students)):
            folder = hall / f"student{number:03}"
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / f"{slug}.py")


def pytest_each(folder: Path, cases: Path, students: list[Path]) -> None:
    """Run pytest on each student's folder in a process of its own, two at a time."""

    def one(student: Path) -> None:
        test = folder / f"test_{student.name}.py"
        test.write_text(TEST.format(cases=str(cases), folder=str(student)))
        quiet(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-p",
                "no:cacheprovider",
                "--rootdir",
                str(folder),
                str(test),
            ]
        )

    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(one, students))


def memory(hall: Path) -> None:
    """Print the peak resident memory of the grader and of its zygote on the class."""
    process = subprocess.Popen(
        [*GRADER, "-j", str(JOBS), str(hall)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peaks = {"grader": 0, "zygote": 0}
    while process.poll() is None:
        peaks["grader"] = max(peaks["grader"], peak_of(process.pid))
        for child in children_of(process.pid):
            peaks["zygote"] = max(peaks["zygote"], peak_of(child))
        time.sleep(0.02)
    print("  peak memory: " + ", ".join(f"{name} {kb / 1024:.0f} MB" for name, kb in peaks.items()))


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def peak_of(pid: int) -> int:
    """Return a process's peak resident set in kB; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def timed(work: Callable[[], None]) -> float:
    """Return the wall seconds that the work took."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def quiet(command: list[str]) -> None:
    """Run a command for its time alone; a wrong answer (1) is as good as a right one."""
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{command[:4]} failed: {done.stderr.decode()[-2000:]}")


if __name__ == "__main__":
    main()
