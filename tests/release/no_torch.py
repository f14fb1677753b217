"""Run the grader's command line where torch is not installed: `python no_torch.py WORDS...`."""

from __future__ import annotations

import importlib.util
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

_find = importlib.util.find_spec


class NotInstalled(MetaPathFinder):
    """Says of torch that it is not there, before anyone looks for it."""

    def find_spec(self, name: str, *_: object) -> None:
        if name.partition(".")[0] == "torch":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _without_torch(name: str, package: str | None = None) -> ModuleSpec | None:
    return None if name.partition(".")[0] == "torch" else _find(name, package)


sys.meta_path.insert(0, NotInstalled())
importlib.util.find_spec = _without_torch

if __name__ == "__main__":
    from grader.cli import main

    main()
