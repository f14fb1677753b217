"""What the kernel knows from earlier cells, and a cell that is judged by itself does not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from grader.report import Failure, ProblemResult

__all__ = ["cell_defining", "missing_names", "named_in_kernel"]

UNKNOWN: Final = re.compile(r"NameError: name '(\w+)' is not defined")


def missing_names(result: ProblemResult) -> tuple[str, ...]:
    """Return the names that the submission used and nobody had defined, in order."""
    found = [name for failure in _failures(result) for name in UNKNOWN.findall(failure.says)]
    return tuple(dict.fromkeys(found))


def named_in_kernel(names: Sequence[str], known: Collection[str]) -> str:
    """Return what to say where names are missing that earlier cells did define; "" where none."""
    elsewhere = [f"`{name}`" for name in names if name in known]
    if not elsewhere:
        return ""
    which, are = (elsewhere[0], "is") if len(elsewhere) == 1 else (", ".join(elsewhere), "are")
    return (
        f"{which} {are} known from another cell, but the cell under `%%grade` is judged by itself. "
        "Copy what it needs (the import, the function) into this cell."
    )


def cell_defining(function: str, cells: Sequence[str]) -> int | None:
    """Return the place of the last cell that defines a function or class, or None."""
    definition = re.compile(rf"^(?:async[ \t]+)?(?:def|class)[ \t]+{function}\b", re.MULTILINE)
    places = (place for place in reversed(range(len(cells))) if definition.search(cells[place]))
    return next(places, None)


def _failures(result: ProblemResult) -> Iterator[Failure]:
    if result.failure is not None:
        yield result.failure
    for group in result.groups:
        yield from (case.failure for case in group.cases if case.failure is not None)
