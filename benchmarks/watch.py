"""How long a student waits in watch mode: from a saved file to the verdict in a real terminal.

    python benchmarks/watch.py [SAVES]

Each pair saves a right and a wrong answer to slide-kernel by turns, as editors do (a new file
put in the old one's place), and reads the terminal until the verdict is there. Between two saves
some time passes, as with people: after a wrong answer watch mode looks for a smaller failing input.
Beside it, in the same run: `grader run slide-kernel` from a cold start, which watch mode saves.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pexpect

RIGHT = """\
import numpy as np


def conv2d_valid(image, kernel):
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    answer = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            answer[i, j] = (window * kernel).sum()
    return answer
"""
WRONG = RIGHT.replace("(window * kernel)", "(window * kernel[::-1, ::-1])")
VERDICTS = {RIGHT: "accepted", WRONG: "wrong answer"}
PAUSE_SECONDS = 1.5
GRADER = [sys.executable, "-m", "grader"]


def main() -> None:
    """Measure and print the table."""
    saves = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "mine"
        subprocess.run([*GRADER, "init", str(folder)], check=True, stdout=subprocess.DEVNULL)
        (path,) = folder.rglob("*-slide-kernel.py")
        terminal = watched(folder)
        waits: dict[str, list[float]] = {RIGHT: [], WRONG: []}
        cold: list[float] = []
        for source in (RIGHT, WRONG) * saves:
            waits[source].append(save_to_verdict(terminal, path, source))
            if len(cold) < 5:
                cold.append(cold_run(folder))
        terminal.send("q")
        terminal.expect(pexpect.EOF)
    print(f"{'':28}  median  slowest   (ms, of {saves})")
    for source, verdict in VERDICTS.items():
        print(f"{'save to verdict, ' + verdict:28}{row(waits[source])}")
    print(f"{'grader run, cold, wrong':28}{row(cold)}   (of {len(cold)})")


def watched(folder: Path) -> pexpect.spawn:
    """Start watch mode in a terminal, and wait until it watches."""
    terminal = pexpect.spawn(
        GRADER[0],
        [*GRADER[1:], "watch"],
        cwd=str(folder),
        env=os.environ | {"TERM": "xterm"},
        dimensions=(50, 100),
        encoding="utf-8",
        timeout=60,
    )
    terminal.expect_exact("q quit")
    return terminal


def save_to_verdict(terminal: pexpect.spawn, path: Path, source: str) -> float:
    """Save as an editor does; return the seconds until the verdict is on the terminal."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(source)
    begin = time.perf_counter()
    temporary.replace(path)
    terminal.expect_exact(VERDICTS[source])
    seconds = time.perf_counter() - begin
    terminal.expect_exact("q quit")
    time.sleep(PAUSE_SECONDS)
    return seconds


def cold_run(folder: Path) -> float:
    """Return the seconds that the same verdict takes without watch mode."""
    begin = time.perf_counter()
    subprocess.run(
        [*GRADER, "run", "slide-kernel"], cwd=folder, check=False, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - begin


def row(seconds: list[float]) -> str:
    """Return the median and the slowest, in milliseconds."""
    return f"{1000 * statistics.median(seconds):8.0f} {1000 * max(seconds):8.0f}"


if __name__ == "__main__":
    main()
