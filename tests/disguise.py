"""Copies as students disguise them: other names, other layout, another order, no comments."""

from __future__ import annotations

import ast
import builtins
import keyword

__all__ = ["disguised"]


def disguised(source: bytes, *, reordered: bool = False) -> bytes:
    """Return the same program with its own names changed and everything laid out anew."""
    tree = ast.parse(source)
    _Renamed(tree).visit(tree)
    if reordered:
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        others = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
        tree.body = [*others, *reversed(functions)]
    lines = ast.unparse(tree).splitlines()
    return "".join(f"{line}  # step {number}\n\n" for number, line in enumerate(lines)).encode()


class _Renamed(ast.NodeTransformer):
    """Renames what the source itself binds, and drops docstrings and annotations."""

    def __init__(self, tree: ast.AST) -> None:
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        bound = {name.id for name in names if isinstance(name.ctx, ast.Store)}
        bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        kept = {*dir(builtins), *keyword.kwlist, "self"}
        self._names = {name: f"thing_{number}" for number, name in enumerate(sorted(bound - kept))}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._names.get(node.id, node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self._names.get(node.arg, node.arg))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        if ast.get_docstring(node) is not None and len(node.body) > 1:
            node.body = node.body[1:]
        return node
