"""Which changes of a program are none: what compiles to the same code.

A docstring, an annotation, an `if __name__` block and the words of an error are no part of what is
judged, so they are taken out first; `x.reshape(-2)` is written as `x.reshape(-1)`, which it is for
NumPy. What is then compiled to the same bytecode, constants and names does the same, wherever its
lines stand.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Hashable
from hashlib import blake2b
from types import CodeType

__all__ = ["content_hash", "judged_code", "main_lines"]


def judged_code(source: str) -> Hashable | None:
    """Return what a source does, as something to compare; None where it does not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `x is 1` is a mutant like any other
            tree = _Judged().visit(ast.parse(source))
            return _shape(compile(tree, "", "exec", dont_inherit=True, optimize=0))
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return None


def content_hash(source: str) -> str:
    """Return eight hex digits of the judged part; the same whatever Python compiles it.

    Neither layout nor comments, docstrings and annotations count.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outline = _outline(_Judged().visit(ast.parse(source)))
    return blake2b(outline.encode(), digest_size=4).hexdigest()


def main_lines(source: str) -> frozenset[int]:
    """Return the lines of the `if __name__` blocks; nothing there is worth a change."""
    blocks = (node for node in ast.parse(source).body if _is_main_block(node))
    return frozenset(
        line for node in blocks for line in range(node.lineno, (node.end_lineno or 0) + 1)
    )


class _Judged(ast.NodeTransformer):
    """Takes out of a tree what no case can tell."""

    def visit_Module(self, node: ast.Module) -> ast.AST:
        node.body = [part for part in node.body if not _is_main_block(part)]
        return self._without_docstring(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._without_docstring(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self._without_docstring(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        node.returns = None
        return self._without_docstring(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "reshape":
            node.args = [_same_rest(part) for part in node.args]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.copy_location(ast.Constant(0), node.annotation)
        return self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        if isinstance(node.exc, ast.Call):
            node.exc = node.exc.func
        return self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        node.msg = None
        return self.generic_visit(node)

    def _without_docstring(
        self, node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    ) -> ast.AST:
        if ast.get_docstring(node, clean=False) is not None:
            node.body[0] = ast.copy_location(ast.Pass(), node.body[0])
        return self.generic_visit(node)


def _same_rest(node: ast.expr) -> ast.expr:
    """Return -1 for any negative length of a reshape: NumPy reads all of them as "the rest"."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        length = node.operand
        if isinstance(length, ast.Constant) and isinstance(length.value, int) and length.value > 0:
            return ast.fix_missing_locations(
                ast.copy_location(ast.UnaryOp(node.op, ast.Constant(1)), node)
            )
    return node


def _is_main_block(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Compare)
        and isinstance(node.test.left, ast.Name)
        and node.test.left.id == "__name__"
    )


def _shape(code: CodeType) -> Hashable:
    """Return all of a code object but where its lines stand and what it is called."""
    return (
        code.co_code,
        code.co_flags,
        code.co_names,
        code.co_varnames,
        code.co_freevars,
        code.co_cellvars,
        (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount),
        getattr(code, "co_exceptiontable", b""),
        tuple(_constant(value) for value in code.co_consts),
    )


def _constant(value: object) -> Hashable:
    """Return a constant as something that tells 1 from 1.0, and 0.0 from -0.0."""
    return _shape(value) if isinstance(value, CodeType) else (type(value).__name__, repr(value))


def _outline(node: object) -> str:
    """Return a tree as text, without what one version of Python writes and another does not."""
    if isinstance(node, ast.AST):
        fields = ((name, getattr(node, name, None)) for name in node._fields)
        told = (f"{name}={_outline(part)}" for name, part in fields if part not in (None, []))
        return f"{type(node).__name__}({','.join(told)})"
    if isinstance(node, list):
        return f"[{','.join(map(_outline, node))}]"
    return repr(node)
