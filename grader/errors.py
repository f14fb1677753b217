"""Exceptions the grader raises for faults that are not a student's.

GraderError
├── UsageError        the command line names something that is not there      (exit 2)
├── PackError         a pack (YAML, reference, solutions) is wrong             (exit 2)
└── JudgeFault        the grader itself, or the machine under it, failed       (exit 3)
    ├── SandboxLost          the process that children come from is gone
    └── SandboxUnavailable   a protection that was asked for is not there

What a student's code does is never an exception here: it is an `Outcome`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = [
    "Fault",
    "GraderError",
    "JudgeFault",
    "PackError",
    "SandboxLost",
    "SandboxUnavailable",
    "UsageError",
]

PUBLIC_FILES: Final = frozenset({"problem.yaml", "course.yaml"})
UNSAID: Final = "something is wrong in this file"
TELLS_ALL: Final = "`grader verify` tells its author what"


class GraderError(Exception):
    """Base of everything the grader raises on purpose."""


class UsageError(GraderError):
    """The command line names something that does not exist or does not fit."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a pack: where it is, what it is, how to mend it.

    `discreet` is what may be said of it where a student reads along, if not all of `what` may.
    """

    path: Path
    line: int | None
    what: str
    fix: str = ""
    discreet: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line is not None else f"{self.path}"
        return f"{where}: {self.what}" + (f"; {self.fix}" if self.fix else "")

    def kept_back(self) -> Fault:
        """Return the fault without what could be an input or an answer of a secret case.

        Whatever is wrong inside a file of the solutions, its words are not repeated.
        """
        inside = self.path.suffix and self.path.name not in PUBLIC_FILES
        says = self.discreet or (UNSAID if inside else "")
        return Fault(self.path, self.line, says, TELLS_ALL) if says else self


class PackError(GraderError):
    """A pack is wrong; carries every fault that was found, not the first alone."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

    def kept_back(self) -> PackError:
        """Return the error as a student may read it, secret inputs and answers left out."""
        return PackError(tuple(dict.fromkeys(fault.kept_back() for fault in self.faults)))


class JudgeFault(GraderError):
    """The grader or the machine under it failed; never a student's fault."""


class SandboxLost(JudgeFault):
    """The process that children come from is gone: killed from outside, or out of memory."""


class SandboxUnavailable(JudgeFault):
    """A protection that was asked for is missing on this machine."""
