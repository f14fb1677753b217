"""`grader verify` proves the practice groups of a pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pack import PROBLEM, WritePack

from grader.load import open_pack
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.verify import prove


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        ("small_integers(integers(1, 3))", ()),
        (
            "100 + small_integers(3)",
            ("accepted/plain.py is wrong on a case of practice group 'any row'",),
        ),
        (
            "small_integers(integers(-3, -1))",
            ("practice group 'any row' draws no case that torch has an answer for",),
        ),
    ],
)
def test_practice_groups_are_proved(
    write_pack: WritePack, monkeypatch: pytest.MonkeyPatch, entry: str, faults: tuple[str, ...]
) -> None:
    practice = f"practice:\n  - name: any row\n    inputs: {{x: '{entry}'}}\n"
    solution = "def double(x):\n    return x + x + (x.max() > 50)\n"
    root = write_pack(
        {
            "exercises/double/problem.yaml": PROBLEM + practice,
            "solutions/double/accepted/plain.py": solution,
        }
    )
    monkeypatch.setenv("GRADER_CACHE", str(root / "cache"))
    with Sandboxes() as sandboxes:
        session = Session(open_pack(Path("exercises"), Path("solutions")), sandboxes)
        session.prepare(["double"])
        assert prove(session, "double").faults == faults
