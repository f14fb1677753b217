"""The statements of a cell: what each binds, what it changes in place, and what it needs.

Names are resolved as Python resolves them (by its own symbol tables): a parameter called `image`
is not the `image` that another cell loaded.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from grader.clean import clean

__all__ = ["Statement", "Unparsed", "read_statements"]

IN_PLACE: Final = frozenset(
    {
        *("add", "append", "clear", "discard", "extend", "fill", "insert", "itemset", "pop"),
        *("put", "remove", "resize", "reverse", "setdefault", "setflags", "sort", "update"),
        *("load_state_dict", "register_buffer", "register_parameter"),
        *("manual_seed", "seed", "set_default_dtype"),
    }
)
"""Methods that are called for what they do to their object, or module; so are torch's in `_`."""
MAX_STATEMENTS: Final = 5_000  # in a cell
COMPREHENSIONS: Final = frozenset({"listcomp", "setcomp", "dictcomp", "genexpr"})
DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
SCOPES: Final = (*DEFINITIONS, ast.Lambda)


class Unparsed(Exception):
    """A cell is not Python, and why."""


class Statement(Struct, frozen=True):
    """A top-level statement; `line` is where it begins in its cell.

    `defines` is the function or class that it is the definition of, and `shape` that definition
    without its layout. `now` are the names it reads when it runs, `later` those that are read when
    what it defines is called. `touches` are objects that it changes; `keeps` says that it does
    nothing besides: it draws and calls nothing for its own sake (a print does no harm).
    """

    text: str
    line: int
    defines: str = ""
    shape: str = ""
    binds: frozenset[str] = frozenset()
    touches: frozenset[str] = frozenset()
    now: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    keeps: bool = False
    is_stub: bool = False
    is_import: bool = False
    is_star: bool = False
    is_future: bool = False


def read_statements(text: str) -> tuple[Statement, ...]:
    """Return the statements of a cell; Unparsed where it is not Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape is not worth a word here
            tree = ast.parse(text)
            if len(tree.body) > MAX_STATEMENTS:
                raise Unparsed(f"over {MAX_STATEMENTS:,} statements")
            return tuple(_statements(tree, text))
    except SyntaxError as error:
        where = f"line {error.lineno}: " if error.lineno else ""
        raise Unparsed(clean(f"{where}{error.msg}", 200)) from None
    except ValueError as error:  # a NUL
        raise Unparsed(clean(str(error), 200)) from None
    except (RecursionError, MemoryError):
        raise Unparsed("nested too deeply for Python to read") from None


def _statements(tree: ast.Module, text: str) -> Iterator[Statement]:
    lines = text.split("\n")
    spans = [(_first_line(node), node.end_lineno or node.lineno) for node in tree.body]
    for place, node in enumerate(tree.body):
        first, last = spans[place]
        after = spans[place + 1][0] if place + 1 < len(spans) else len(lines) + 1
        before = spans[place - 1][1] if place else 0
        if before < first and last < after:
            segment = "\n".join(lines[first - 1 : last])
        else:  # several on a line
            segment = ast.get_source_segment(text, node) or ""
        if isinstance(node, ast.Import) and len(node.names) > 1:
            for alias in node.names:  # each may be needed alone
                yield _statement(node, ast.unparse(ast.Import([alias])), first)
        else:
            yield _statement(node, segment, first)


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _statement(node: ast.stmt, text: str, line: int) -> Statement:
    if isinstance(node, ast.Expr) and not _is_in_place(node):
        return Statement(text, line)
    table = symtable.symtable(text, "cell", "exec")
    symbols = table.get_symbols()
    later: set[str] = set()
    now = {one.get_name() for one in symbols if one.is_referenced()}
    for child in table.get_children():
        _read_scope(child, now, later)
    return Statement(
        text,
        line,
        defines=_defined(node),
        shape=ast.dump(node) if isinstance(node, DEFINITIONS) else "",
        binds=frozenset(
            one.get_name()
            for one in symbols
            if one.is_assigned() or one.is_imported() or one.is_namespace()
        ),
        touches=frozenset(_touched(node)),
        now=frozenset(now),
        later=frozenset(later),
        keeps=all(map(_keeps, _outside_scopes(node))),
        is_stub=_is_stub(node),
        is_import=isinstance(node, ast.Import | ast.ImportFrom),
        is_star=isinstance(node, ast.ImportFrom) and node.names[0].name == "*",
        is_future=isinstance(node, ast.ImportFrom) and node.module == "__future__",
    )


def _read_scope(table: symtable.SymbolTable, now: set[str], later: set[str]) -> None:
    """Add the module's names that a scope reads to those needed now, or when it is called."""
    name = table.get_name().strip("<>")
    names = now if table.get_type() == "class" or name in COMPREHENSIONS else later
    names |= {one.get_name() for one in table.get_symbols() if one.is_global()}
    for child in table.get_children():
        _read_scope(child, names, later)


def _defined(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.name
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
            return name
        case _:
            return ""


def _touched(node: ast.stmt) -> Iterator[str]:
    """Yield the names of objects that a statement changes in place."""
    for decorator in getattr(node, "decorator_list", ()):
        yield from (each.id for each in ast.walk(decorator) if isinstance(each, ast.Name))
    for each in _outside_scopes(node):
        match each:
            case ast.Subscript(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
                yield _base(each)
            case ast.Expr(value=ast.Call(func=func)) if _is_in_place(each):
                yield _base(func)
            case _:
                pass


def _base(node: ast.expr) -> str:
    """Return the name that an expression starts from: `K` of `K.weight[0]`, or none."""
    while True:
        match node:
            case ast.Subscript(value=value) | ast.Attribute(value=value) | ast.Call(func=value):
                node = value
            case ast.Name(id=name):
                return name
            case _:
                return ""


def _is_in_place(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=method))):
            return method in IN_PLACE or (method.endswith("_") and not method.endswith("__"))
        case _:
            return False


def _keeps(node: ast.AST) -> bool:
    """Say whether a part of a statement does nothing but bind and change names."""
    match node:
        case ast.Delete():
            return False
        case ast.Expr(value=ast.Constant() | ast.Call(func=ast.Name(id="print"))):
            return True
        case ast.Expr():
            return _is_in_place(node)
        case _:
            return True


def _outside_scopes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and what is in it, functions and classes in it aside."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        if not isinstance(each, SCOPES):
            waiting.extend(ast.iter_child_nodes(each))


def _is_stub(node: ast.stmt) -> bool:
    """Say whether a function was left as it was given out: it does nothing, or says so."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    body = [each for each in node.body if not _says_nothing(each)]
    return not body or (len(body) == 1 and _not_implemented(body[0]))


def _says_nothing(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _not_implemented(node: ast.stmt) -> bool:
    match node:
        case ast.Raise(exc=ast.Name(id=name) | ast.Call(func=ast.Name(id=name))):
            return name == "NotImplementedError"
        case _:
            return False
