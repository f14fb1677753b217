"""What no report may hold: marks that mislead a terminal, a reader or a CI system."""

from __future__ import annotations

import re
import unicodedata

from grader.clean import HIDDEN, IGNORABLE

__all__ = ["MAX_LINE", "faults_in"]

MAX_LINE = 700
GITHUB = re.compile(r"^\s*::[\w-]+( .*)?::", re.MULTILINE)
AZURE = re.compile(r"##\w*\[")


def faults_in(text: str, longest: int = MAX_LINE) -> list[str]:
    """Return what is wrong with a report as it is printed."""
    shown = set(text) - {"\n"}
    hidden = {c for c in shown if unicodedata.category(c) in HIDDEN or c in IGNORABLE}
    faults = [f"U+{ord(character):04X}" for character in sorted(hidden)]
    faults += ["a GitHub command"] if GITHUB.search(text) else []
    faults += ["an Azure command"] if AZURE.search(text) else []
    faults += [f"a line of {len(n)}" for n in text.splitlines() if len(n) > longest]
    return faults
