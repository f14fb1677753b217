"""Attacks to try from inside a locked child, each of which must fail.

Placeholder until the full list lands.
"""

from __future__ import annotations

__all__ = ["run_probes"]


def run_probes() -> tuple[str, ...]:
    """Return the names of the attacks that got through."""
    try:
        with open("/proc/self/status", "rb"):
            return ("open for reading",)
    except PermissionError:
        return ()
