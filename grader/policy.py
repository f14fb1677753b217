"""What a submission may not do, read from its source before it runs.

This is teaching policy, not security: the sandbox holds without it. Names are resolved through
imports and aliases, so a student's own function called `correlate` is nobody's business, and
what stands under `if __name__ == "__main__":` or behind an `except ImportError` is not looked at.
What reading cannot see (`getattr` with a computed name) is met at run time by `grader.guard`.
"""

from __future__ import annotations

import ast
import sys
from typing import Final

from grader.wire import Violation

__all__ = ["check_source", "leaf_of", "qualified"]

SHORT_NAMES: Final = {"np": "numpy", "F": "torch.nn.functional", "nn": "torch.nn"}
SWITCHES: Final = frozenset(
    {
        "_DisableTorchDispatch",
        "_DisablePythonDispatcher",
        "_disable_current_modes",
        "_pop_mode",
        "_pop_mode_temporarily",
        "_pop_torch_dispatch_stack",
        "_set_dispatch_mode",
        "_unset_dispatch_mode",
        "_python_dispatch",
        "_only_lift_cpu_tensors",
        "_ExcludeDispatchKeyGuard",
        "_IncludeDispatchKeyGuard",
        "_ForceDispatchKeyGuard",
        "_dispatch_call_boxed",
        "_jit_get_operation",
        "_get_operation_overload",
    }
)
"""Ways to turn the watch over torch's operators off; using one is forbidden where it is on."""


def qualified(name: str) -> str:
    """Return a dotted name with the usual short module names written out."""
    head, dot, rest = name.partition(".")
    return SHORT_NAMES.get(head, head) + dot + rest


def leaf_of(name: str) -> str:
    """Return the last part of a dotted name."""
    return name.rpartition(".")[2]


def check_source(
    tree: ast.Module, packages: tuple[str, ...], forbid: tuple[str, ...]
) -> tuple[Violation, ...]:
    """Return every rule the source breaks, by line."""
    reader = _Reader(packages, forbid)
    reader.visit(tree)
    return tuple(sorted(set(reader.violations), key=lambda found: (found.line, found.what)))


class _Reader(ast.NodeVisitor):
    """Walks the source once, following what each module-like name stands for."""

    def __init__(self, packages: tuple[str, ...], forbid: tuple[str, ...]) -> None:
        self.allowed = sys.stdlib_module_names | set(packages) | _implied(packages)
        self.dotted = {qualified(name) for name in forbid if "." in name}
        self.leaves = {leaf_of(name) for name in forbid}
        self.bare = {name for name in forbid if "." not in name}
        self.watches_operators = any(name.startswith("aten.") for name in forbid)
        self.stands_for: dict[str, str] = {}
        self.violations: list[Violation] = []

    def visit_If(self, node: ast.If) -> None:
        if _never_runs(node.test):
            for statement in node.orelse:
                self.visit(statement)
        else:
            self.generic_visit(node)

    def visit_Try(self, node: ast.Try) -> None:
        fallback = any(_catches_import_error(handler) for handler in node.handlers)
        for statement in node.body:
            if not (fallback and isinstance(statement, ast.Import | ast.ImportFrom)):
                self.visit(statement)
        for rest in (*node.handlers, *node.orelse, *node.finalbody):
            self.visit(rest)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._check_module(node.lineno, alias.name)
            if alias.asname:
                self.stands_for[alias.asname] = alias.name
            else:
                head = alias.name.partition(".")[0]
                self.stands_for[head] = head

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if not node.level:
            self._check_module(node.lineno, module)
        for alias in node.names:
            full = f"{module}.{alias.name}"
            self.stands_for[alias.asname or alias.name] = full
            self._check_use(node.lineno, full)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.generic_visit(node)
        meaning = self._resolve(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                if meaning is None:
                    self.stands_for.pop(target.id, None)
                else:
                    self.stands_for[target.id] = meaning

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._check_switch(node.lineno, node.attr)
        full = self._resolve(node)
        if full is not None:
            self._check_use(node.lineno, full)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        full = self._resolve(node)
        if full is not None:
            if _is_import_call(node.func):
                self._check_module(node.lineno, full)
            self._check_use(node.lineno, full)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._check_switch(node.lineno, node.value)

    def _resolve(self, node: ast.expr) -> str | None:
        """Return the dotted name an expression stands for, where that can be read off."""
        match node:
            case ast.Name():
                return self.stands_for.get(node.id)
            case ast.Attribute():
                base = self._resolve(node.value)
                return None if base is None else f"{base}.{node.attr}"
            case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]) if _is_import_call(
                func
            ):
                return name
            case ast.Call(
                func=ast.Name(id="getattr"), args=[owner, ast.Constant(value=str(name)), *_]
            ):
                base = self._resolve(owner)
                return None if base is None else f"{base}.{name}"
            case _:
                return None

    def _check_module(self, line: int, module: str) -> None:
        package = module.partition(".")[0]
        if package and package not in self.allowed:
            self._report(line, f"imports {package}, which is not available in this problem")

    def _check_use(self, line: int, full: str) -> None:
        leaf = leaf_of(full)
        if leaf not in self.leaves:
            return
        if leaf in self.bare or any(_same_function(full, dotted) for dotted in self.dotted):
            self._report(line, f"uses {leaf}, which would give the answer away")

    def _check_switch(self, line: int, name: str) -> None:
        if self.watches_operators and name in SWITCHES:
            self._report(line, f"uses {name}, which turns the grader's checks off")

    def _report(self, line: int, what: str) -> None:
        self.violations.append(Violation(line, what))


def _implied(packages: tuple[str, ...]) -> set[str]:
    return {"numpy"} if "torch" in packages else set()


def _same_function(full: str, dotted: str) -> bool:
    """Say whether two dotted names end in the same function of the same package."""
    return full.partition(".")[0] == dotted.partition(".")[0] and leaf_of(full) == leaf_of(dotted)


def _is_import_call(func: ast.expr) -> bool:
    match func:
        case ast.Name(id="__import__" | "import_module"):
            return True
        case ast.Attribute(attr="import_module" | "__import__"):
            return True
        case _:
            return False


def _never_runs(test: ast.expr) -> bool:
    """Say whether a condition is the main guard or TYPE_CHECKING."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            sides = (left, right)
            names = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
            return names and any(
                isinstance(side, ast.Constant) and side.value == "__main__" for side in sides
            )
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return True
        case _:
            return False


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    options = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    names = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
    return any(
        option is None or (isinstance(option, ast.Name) and option.id in names)
        for option in options
    )
