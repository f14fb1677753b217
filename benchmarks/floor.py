"""The floor: what judging costs without any protection, in the fewest steps there are.

    python benchmarks/floor.py CASES.pickle JOBS FILE [FILE ...]

CASES holds, for each function, its inputs and expected outputs. For each FILE a process is forked
that has NumPy already; it runs the file, calls the function and sends the pickled results back,
which the parent compares. No sandbox, no deadline, no report: one hang would hang it.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

import numpy as np


def main(cases_path: str, jobs: str, files: list[str]) -> None:
    """Judge the files, so many at a time, and print how many were right."""
    cases = pickle.loads(Path(cases_path).read_bytes())
    workers = min(int(jobs), len(files))
    pids = []
    for worker in range(workers):
        pid = os.fork() if workers > 1 else 0
        if pid == 0:
            right = sum(judge(Path(file), cases) for file in files[worker::workers])
            if workers == 1:
                print(right, "right")
                return
            os._exit(0)
        pids.append(pid)
    if any(os.waitpid(pid, 0)[1] for pid in pids):
        sys.exit("a worker failed")


def judge(file: Path, cases: dict[str, tuple[list[tuple], list[object]]]) -> bool:
    """Return whether every result of a file equals the expected one."""
    inputs, expected = cases[file.stem]
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        namespace: dict[str, object] = {}
        exec(compile(file.read_bytes(), file.name, "exec"), namespace)
        function = namespace[cases["functions"][file.stem]]
        results = []
        for arguments in inputs:
            try:
                results.append(function(*arguments))
            except Exception as error:  # noqa: BLE001 - any code may stand here
                results.append(repr(error))
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(results, stream)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        results = pickle.load(stream)
    os.waitpid(pid, 0)
    return all(
        not isinstance(got, str)  # what was raised
        and np.shape(got) == np.shape(right)
        and np.allclose(got, right, 1e-9, 1e-9)
        for got, right in zip(results, expected, strict=True)
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
