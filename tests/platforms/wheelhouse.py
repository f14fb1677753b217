"""Wheels of what is installed here, for setting up another environment without a network."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

__all__ = ["closure", "write_wheels"]


def write_wheels(names: Iterable[str], folder: Path) -> list[str]:
    """Pack distributions, and what they require, as wheels; return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = []
    for found in closure(names):
        tag = (found.read_text("WHEEL") or "").split("Tag: ")[1].split()[0]
        name = found.name.replace("-", "_")
        with zipfile.ZipFile(folder / f"{name}-{found.version}-{tag}.whl", "w") as wheel:
            for file in found.files or ():
                path = Path(str(found.locate_file(file)))
                if ".." not in file.parts and path.is_file() and "__pycache__" not in file.parts:
                    wheel.write(path, str(file))
        packed.append(found.name.lower())
    return packed


def closure(names: Iterable[str]) -> list[Distribution]:
    """Return distributions and everything that they require here."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        one = distribution(waiting.pop())
        if one.name not in found:
            found[one.name] = one
            requirements = map(Requirement, one.requires or ())
            waiting += [
                need.name
                for need in requirements
                if need.marker is None or need.marker.evaluate({"extra": ""})
            ]
    return list(found.values())
