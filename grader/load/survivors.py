"""survivors.yaml: the mutants of a problem that live on, and why each does no harm."""

from __future__ import annotations

from pathlib import Path

from grader.errors import Fault
from grader.load.source import read_yaml
from grader.pack_file import SurvivorsFile
from grader.problem import Argued

__all__ = ["read_survivors"]


def read_survivors(path: Path) -> tuple[tuple[Argued, ...], tuple[Fault, ...]]:
    """Return the arguments of a file and its faults; none of either where there is no file."""
    if not path.exists():
        return (), ()
    document, decoded = read_yaml(path, SurvivorsFile)
    if document is None or decoded.value is None:
        return (), decoded.faults
    argued: dict[str, Argued] = {}
    faults = list(decoded.faults)
    for index, entry in enumerate(decoded.value.survivors):
        line = document.line(("survivors", index, "mutant"))
        if entry.mutant in argued:
            where = argued[entry.mutant].where.rpartition(":")[2]
            what = f"the mutant '{entry.mutant}' is already on line {where}"
            faults.append(Fault(document.path, line, what, "argue it once"))
        else:
            where = f"{document.path}:{line}"
            argued[entry.mutant] = Argued(entry.mutant, " ".join(entry.why.split()), where)
    return tuple(argued.values()), tuple(faults)
