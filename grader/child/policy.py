"""What a submission may not do, read from its source before it runs.

This is teaching policy, not security: the sandbox holds without it. Names are resolved through
imports and aliases, so a student's own function called `correlate` is nobody's business. What
stands under `if __name__ == "__main__":` is not looked at, nor is a function that only this or a
test calls, nor a missing package's import behind an `except ImportError`.
What reading cannot see (`vars(np)` with a computed name) is met at run time, by guard.py.
"""

from __future__ import annotations

import ast
import sys

from grader.child.forbidden import (
    IMPORT_ERRORS,
    IMPORTERS,
    INDIRECT,
    MODULE_OF_OURS,
    REACHING,
    SWITCHES,
    leaf_of,
    qualified,
)
from grader.child.reach import Function, never_runs, unused_functions
from grader.wire import Violation

__all__ = ["check_source"]


def check_source(
    tree: ast.Module, packages: tuple[str, ...], forbid: tuple[str, ...], asked: str | None = None
) -> tuple[Violation, ...]:
    """Return every rule the source breaks, by line.

    With the name of the function `asked` for, functions that nothing calls on its way are left
    out; not where operators are watched, since what turns the watch off is met here alone.
    """
    reader = _Reader(packages, forbid)
    if asked is not None and not reader.watches_operators:
        reader.unused = unused_functions(tree, asked)
    reader.learn(tree.body)
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
        self.required = True
        self.unused: frozenset[Function] = frozenset()
        self.stands_for: dict[str, str] = {}
        self.violations: list[Violation] = []

    def learn(self, statements: list[ast.stmt]) -> None:
        """Take in what the module imports, which a function may use that stands above it."""
        for statement in statements:
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    self._bind_module(alias)

    def visit_If(self, node: ast.If) -> None:
        if never_runs(node.test):
            for statement in node.orelse:
                self.visit(statement)
        else:
            self.generic_visit(node)

    def visit_Try(self, node: ast.Try) -> None:
        caught = [handler.type for handler in node.handlers]
        self._visit_attempt(node.body, optional=any(map(_catches_import_error, caught)))
        for rest in (*node.handlers, *node.orelse, *node.finalbody):
            self.visit(rest)

    def visit_With(self, node: ast.With) -> None:
        for item in node.items:
            self.visit(item)
        self._visit_attempt(node.body, optional=any(map(_suppresses_import_error, node.items)))

    def _visit_attempt(self, body: list[ast.stmt], *, optional: bool) -> None:
        """Visit statements of which an import may fail without harm."""
        required, self.required = self.required, self.required and not optional
        for statement in body:
            self.visit(statement)
        self.required = required

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._check_module(node.lineno, alias.name)
            self._check_switches(node.lineno, alias.name)
            self._bind_module(alias)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if not node.level:
            self._check_module(node.lineno, module)
        for alias in node.names:
            full = f"{module}.{alias.name}"
            self._check_switches(node.lineno, full)
            self.stands_for[alias.asname or alias.name] = full
            self._check_use(node.lineno, full)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._visit_function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._visit_function(node)

    def _visit_function(self, node: Function) -> None:
        self.stands_for.pop(node.name, None)
        for decorator in node.decorator_list:
            self.visit(decorator)
        body = () if node in self.unused else node.body
        self._visit_scope((node.args, *body), node.args)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit_scope((node.args, node.body), node.args)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.stands_for.pop(node.name, None)
        for outside in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(outside)
        self._visit_scope(tuple(node.body), None)

    def _visit_scope(self, nodes: tuple[ast.AST, ...], args: ast.arguments | None) -> None:
        """Visit what has names of its own: they stand for nothing outside."""
        outside, self.stands_for = self.stands_for, dict(self.stands_for)
        for name in _names_of(args) if args else ():
            self.stands_for.pop(name, None)
        for node in nodes:
            self.visit(node)
        self.stands_for = outside

    def visit_Assign(self, node: ast.Assign) -> None:
        self._visit_binding(node.value, node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.annotation)
        if node.value is not None:
            self._visit_binding(node.value, [node.target])

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._visit_binding(node.value, [node.target])

    def _visit_binding(self, value: ast.expr, targets: list[ast.expr]) -> None:
        self.visit(value)
        meaning = self._resolve(value)
        for target in targets:
            self.visit(target)
            if isinstance(target, ast.Name) and meaning is not None:
                self.stands_for[target.id] = meaning

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.stands_for.pop(node.id, None)
        elif self.watches_operators and node.id in INDIRECT:
            self._report(node.lineno, f"uses {node.id}, which hides what is called")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._check_switch(node.lineno, node.attr)
        full = self._resolve(node)
        if full is not None:
            self._check_use(node.lineno, full)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        full = self._resolve(node)
        if full is not None:
            if self._is_import_call(node.func):
                self._check_module(node.lineno, full)
                self._check_switches(node.lineno, full)
            self._check_use(node.lineno, full)
        if self.watches_operators and self._computes_a_name(node):
            self._report(node.lineno, "takes from torch what it names only while it runs")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._check_switch(node.lineno, node.value)
            if self.leaves and MODULE_OF_OURS.fullmatch(node.value):
                self._report(node.lineno, f"uses {node.value}, which belongs to the grader")

    def _resolve(self, node: ast.expr) -> str | None:
        """Return the dotted name an expression stands for, where that can be read off."""
        match node:
            case ast.Name():
                return self.stands_for.get(node.id)
            case ast.Attribute():
                base = self._resolve(node.value)
                return None if base is None else f"{base}.{node.attr}"
            case ast.NamedExpr(value=value):
                return self._resolve(value)
            case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]) if (
                self._is_import_call(func)
            ):
                return name
            case ast.Call(
                func=ast.Name(id="getattr"), args=[owner, ast.Constant(value=str(name)), *_]
            ):
                base = self._resolve(owner)
                return None if base is None else f"{base}.{name}"
            case _:
                return None

    def _computes_a_name(self, node: ast.Call) -> bool:
        """Say whether a call may take something from torch by a name that cannot be read here."""
        match node:
            case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(), *_]):
                return False
            case ast.Call(func=ast.Name(id="getattr"), args=[owner, *_]):
                return not (isinstance(owner, ast.Name) and owner.id == "self")
            case ast.Call(func=func, args=[first, *_]) if self._is_import_call(func):
                return not isinstance(first, ast.Constant)
            case _:
                return False

    def _is_import_call(self, func: ast.expr) -> bool:
        match func:
            case ast.Name(id="__import__" | "import_module"):
                return True
            case ast.Attribute(attr="import_module" | "__import__"):
                return True
            case _:
                return self._resolve(func) in IMPORTERS

    def _bind_module(self, alias: ast.alias) -> None:
        if alias.asname:
            self.stands_for[alias.asname] = alias.name
        else:
            head = alias.name.partition(".")[0]
            self.stands_for[head] = head

    def _check_module(self, line: int, module: str) -> None:
        package = module.partition(".")[0]
        if self.required and package and package not in self.allowed:
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
        elif self.leaves and name in REACHING:
            self._report(line, f"uses {name}, which reaches into the grader's checks")

    def _check_switches(self, line: int, dotted: str) -> None:
        for part in dotted.split("."):
            self._check_switch(line, part)

    def _report(self, line: int, what: str) -> None:
        self.violations.append(Violation(line, what))


def _implied(packages: tuple[str, ...]) -> set[str]:
    return {"numpy"} if "torch" in packages else set()


def _same_function(full: str, dotted: str) -> bool:
    """Say whether two dotted names end in the same function of the same package."""
    return full.partition(".")[0] == dotted.partition(".")[0] and leaf_of(full) == leaf_of(dotted)


def _catches_import_error(caught: ast.expr | None) -> bool:
    """Say whether an `except` of this covers a package that is missing."""
    options = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        option is None or (isinstance(option, ast.Name) and option.id in IMPORT_ERRORS)
        for option in options
    )


def _suppresses_import_error(item: ast.withitem) -> bool:
    match item.context_expr:
        case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=caught):
            return any(map(_catches_import_error, caught))
        case _:
            return False


def _names_of(args: ast.arguments) -> list[str]:
    """Return the names of all parameters."""
    single = [arg for arg in (args.vararg, args.kwarg) if arg is not None]
    return [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs, *single)]
