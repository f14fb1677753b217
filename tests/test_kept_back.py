"""A pack that turns out wrong while a student's file is judged quotes no secret case.

Each pack is broken in another place, with a rare number beside the fault; `grader run` must not say
it, and `grader verify` must.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_pack import PROBLEM, SECRET, WritePack

from grader.errors import TELLS_ALL, UNSAID, Fault, PackError

CANARY = "748293"
TORCH = "2 * x if x.max() < 9 else torch.zeros(int(x.max())).reshape(7)"
BROKEN = {
    "a name, a type and an alias": (
        f"inputs: {{x: n{CANARY}}}\n  - name: odd\n    repeat: n{CANARY}\n    inputs: *n{CANARY}"
    ),
    "a draw that cannot be made": f"inputs: {{x: 'zeros(integers({CANARY}, 1))'}}",
    "a reference that stops": f"inputs: {{x: [{CANARY}]}}",
}


def told(command: str, root: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "grader", command, *words, "--exercises", "exercises",
         "--solutions", "solutions", "--no-require-sandbox"],
        cwd=root, check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("what", BROKEN)
def test_run_keeps_back_what_verify_tells(
    what: str, write_pack: WritePack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    root = write_pack(
        {
            "solutions/double/secret.yaml": f"{SECRET}  - name: rare\n    {BROKEN[what]}\n",
            "exercises/double/problem.yaml": PROBLEM.replace("2 * x", TORCH),
            "double.py": "def double(x):\n    return 2 * x\n",
        }
    )
    status, says = told("run", root, "double.py")
    assert status == 2
    assert CANARY not in says
    assert re.search(r"secret\.yaml|group 'rare'", says)
    assert says.rstrip().endswith("`grader verify` tells its author what")
    assert CANARY in told("verify", root, "--seeds", "1")[1]


def test_public_faults_are_told_in_full() -> None:
    public = Fault(Path("exercises/double/problem.yaml"), 3, "unknown key 'tittle'", "title?")
    missing = Fault(Path("solutions/double"), None, "no folder", "write it")
    secret = Fault(Path("solutions/double/secret.yaml"), 3, "unknown key '99'", "98?")
    found = str(PackError((public, missing, secret, secret)).kept_back()).splitlines()
    assert found == [
        str(public),
        str(missing),
        f"solutions/double/secret.yaml:3: {UNSAID}; {TELLS_ALL}",
    ]
