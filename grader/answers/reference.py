"""The reference answer of a case, computed with torch in the trusted grader."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from grader.calling import CALL_NAMES, compile_call, default_call, is_stepwise
from grader.cases import Case, groups_of
from grader.errors import Fault, PackError
from grader.problem import Problem
from grader.values import Array, Mapping, Sequence, Value, array_of, decode, encode

__all__ = ["Reference", "torch_version"]

REFERENCE_FILE: Final = "<reference>"


def torch_version() -> str | None:
    """Return the version of the installed torch without importing it, or None."""
    from importlib.util import find_spec

    spec = find_spec("torch")
    if spec is None or not spec.submodule_search_locations:
        return None
    version_file = Path(spec.submodule_search_locations[0], "version.py")
    try:
        found = re.search(r"__version__ = ['\"](.+?)['\"]", version_file.read_text("utf-8"))
    except OSError:
        return None
    return found[1] if found else "unknown"


def _value_of(run: Callable[[], Any]) -> Value:
    """Return the value of a call; named parts are taken at the moment of their yield."""
    if is_stepwise(run):
        return Mapping({name: encode(part) for name, part in run()})
    return encode(run())


class Reference:
    """The reference of one problem, compiled once; importing torch is part of making it."""

    def __init__(self, problem: Problem) -> None:
        for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")  # small cases are faster on one thread
        import numpy as np
        import torch

        self._problem = problem
        self._torch: Any = torch
        self._scope: dict[str, Any] = {
            "torch": torch,
            "nn": torch.nn,
            "F": torch.nn.functional,
            "np": np,
            **CALL_NAMES,
        }
        self._function = self._define()

    def answer(self, case: Case) -> Value:
        """Return what torch gives for a case; raise PackError where it gives nothing."""
        file = self._problem.file
        scope = self._scope | {file.function: self._function}
        scope |= {name: self._tensor(value) for name, value in case.inputs.items()}
        call = case.call or file.call or default_call(file.function, tuple(file.parameters))
        try:
            self._torch.manual_seed(0)
            return _value_of(compile_call(call, scope))
        except Exception as error:  # noqa: BLE001 - the author's code may raise anything
            raise self._fault(f"{type(error).__name__}: {error}", case) from None

    def _define(self) -> Any:
        """Return the function that the reference defines, from an expression or a block."""
        file = self._problem.file
        try:
            tree = ast.parse(file.reference.strip(), REFERENCE_FILE)
            if len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
                source = f"lambda {', '.join(file.parameters)}: ({file.reference.strip()}\n)"
                return eval(compile(source, REFERENCE_FILE, "eval"), self._scope)  # noqa: S307
            exec(compile(tree, REFERENCE_FILE, "exec"), self._scope)  # noqa: S102
        except Exception as error:  # noqa: BLE001 - the author's code may raise anything
            raise self._fault(f"{type(error).__name__}: {error}") from None
        if file.function not in self._scope:
            raise self._fault(f"it does not define {file.function}")
        return self._scope[file.function]

    def _tensor(self, value: Value) -> object:
        """Return an input as the reference sees it: arrays as tensors."""
        match value:
            case Array():
                return self._torch.from_numpy(array_of(value).copy())
            case Sequence(kind="list"):
                return [self._tensor(item) for item in value.items]
            case Sequence():
                return tuple(self._tensor(item) for item in value.items)
            case Mapping():
                return {name: self._tensor(item) for name, item in value.items.items()}
            case _:
                return decode(value)

    def _fault(self, what: str, case: Case | None = None) -> PackError:
        where = Path("exercises") / self._problem.slug / "problem.yaml"
        group = groups_of(self._problem)[case.group][0] if case else None
        on = f" on a case of group '{group.name}'" if group else ""
        says = f"the reference does not evaluate{on}"
        kept_back = says if case is not None and case.secret else ""
        return PackError((Fault(where, None, f"{says}: {what}", "mend it", kept_back),))
