"""Every test that docs/security.md names exists."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_it_names_is_there() -> None:
    defined = set()
    for path in TESTS.rglob("test_*.py"):
        defined.add(path.name)
        defined |= set(re.findall(r"(?m)^\s*(?:def|class) (\w+)", path.read_text(encoding="utf-8")))
    spans = " ".join(re.findall(r"`([^`\n]+)`", PAGE))
    named = set(re.findall(r"\b(?:test_\w+(?:\.py)?|Test\w+)", spans))
    assert len(named) > 40
    assert named <= defined


def test_every_file_it_names_is_there() -> None:
    for name in re.findall(r"`((?:\w+/)+(?:\w+\.py)?)`", PAGE):
        assert (TESTS / name).exists() or (TESTS.parent / name).exists(), name
