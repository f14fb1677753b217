"""Fuzz with atheris: python tests/fuzz/run.py --minutes N [SUBJECT ...].

Needs the extra `fuzz` (pip install -e '.[fuzz]'). The time is shared by the subjects; a finding
ends its subject's turn and stays in --corpus, where the next run starts from. Exit status 1 means
that there are findings.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from fuzz.seeds import seeds  # noqa: E402 - found beside this script
from fuzz.subjects import SUBJECTS  # noqa: E402

TARGET = Path(__file__).with_name("targets") / "target.py"


class Row(NamedTuple):
    """What one subject's turn came to."""

    subject: str
    executions: int
    edges: int
    peak_megabytes: int
    seconds: float
    finding: str


def main() -> int:
    """Run every subject for its share of the time and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subjects", nargs="*", choices=[*SUBJECTS, []], default=[])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--corpus", type=Path, default=Path(".fuzz"))
    chosen = parser.parse_args()
    names = chosen.subjects or list(SUBJECTS)
    rows = []
    for name in names:
        rows.append(turn(name, 60 * chosen.minutes / len(names), chosen.corpus / name))
        sys.stdout.write("{:12}{:>10} runs{:>6} edges{:>6} MB{:>7.0f} s  {}\n".format(*rows[-1]))
        sys.stdout.flush()
    return 1 if any(row.finding for row in rows) else 0


def turn(name: str, seconds: float, corpus: Path) -> Row:
    """Fuzz one subject and return the figures."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        Path(corpus, f"seed-{number:03}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds:.0f}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-max_len=20000",
        "-print_final_stats=1",
        f"-artifact_prefix={corpus}/finding-",
    ]
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(TARGET), name, *options, str(corpus)],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "PYTHONWARNINGS": "error"},
        preexec_fn=_without_cores,
    )
    Path(corpus.parent, f"{name}.log").write_text(done.stdout)
    return Row(
        name,
        _last(r"stat::number_of_executed_units: (\d+)", done.stdout),
        _last(r"cov: (\d+)", done.stdout),
        _last(r"stat::peak_rss_mb: +(\d+)", done.stdout),
        time.monotonic() - begin,
        _finding(done.returncode, done.stdout),
    )


def _without_cores() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _last(pattern: str, log: str) -> int:
    found = re.findall(pattern, log)
    return int(found[-1]) if found else 0


def _finding(status: int, log: str) -> str:
    if status == 0:
        return ""
    raised = re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception|Fault|Warning)\b.*", log, re.MULTILINE)
    return raised[-1][:120] if raised else f"ended with status {status}, see the log"


if __name__ == "__main__":
    sys.exit(main())
