"""Which functions of a source can run when a given one is called: the others are not looked at.

A student's `main`, or a test that compares with torch, is nobody's business as long as only
`if __name__ == "__main__":` or pytest calls it. By name and on the careful side: whatever shares
its name with something that is used, as a name, an attribute or a text, counts as used.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

__all__ = ["never_runs", "unused_functions"]

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def never_runs(test: ast.expr) -> bool:
    """Say whether a condition is the main guard or TYPE_CHECKING."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            sides = (left, right)
            names = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
            return names and any(
                isinstance(side, ast.Constant) and side.value == "__main__" for side in sides
            )
        case ast.BoolOp(op=ast.And(), values=conditions):
            return any(map(never_runs, conditions))
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return True
        case _:
            return False


def unused_functions(tree: ast.Module, asked: str) -> frozenset[Function]:
    """Return the functions and methods whose bodies neither `asked` nor the module can reach."""
    waiting = list(_functions(tree))
    reached = {asked, *_names(tree, frozenset(function for _, function in waiting))}
    while found := [pair for pair in waiting if pair[0] in reached]:
        waiting = [pair for pair in waiting if pair[0] not in reached]
        reached.update(name for _, function in found for name in _names(function))
    return frozenset(function for _, function in waiting)


def _functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Yield the module's functions, and methods under the name of their class.

    A decorator is handed the function and may call it: such a function belongs to the module.
    """
    for statement in tree.body:
        if isinstance(statement, Function):
            if not statement.decorator_list:
                yield statement.name, statement
        elif isinstance(statement, ast.ClassDef):
            for member in statement.body:
                if isinstance(member, Function):
                    yield statement.name, member


def _names(root: ast.AST, apart: frozenset[Function] = frozenset()) -> Iterator[str]:
    """Yield what a tree mentions, the bodies of the functions in `apart` left out."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
                yield name
            case _:
                pass
        waiting += _parts(node, apart)


def _parts(node: ast.AST, apart: frozenset[Function]) -> Iterator[ast.AST]:
    if isinstance(node, ast.If) and never_runs(node.test):
        yield from node.orelse
    elif isinstance(node, Function) and node in apart:
        yield from (*node.decorator_list, node.args)  # a default is computed at the definition
    else:
        yield from ast.iter_child_nodes(node)
