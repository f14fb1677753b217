"""The expressions of `let`, `inputs` and `cases`: a small, closed part of Python.

Allowed: numbers, text, True, False and None; names; + - * / // % ** @ and comparisons; and, or,
not; `a if c else b`; tuples, lists, comprehensions; indexing and slices; calls of the functions
of the vocabulary, with keywords and *shape; the attributes .T, .shape, .size and .ndim.
Nothing else: no lambda, no assignment, no other attribute, no name that starts with __.

NumPy is not needed to read an expression, only to evaluate one that draws arrays.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import CodeType
from typing import Final

__all__ = ["ATTRIBUTES", "check_syntax", "evaluation_order", "free_names", "run"]

ATTRIBUTES: Final = frozenset({"T", "shape", "size", "ndim"})
"""The attributes of arrays that an expression may read."""

MAX_LENGTH: Final = 1000

_SCOPES: Final = (ast.ListComp, ast.GeneratorExp)
_ALLOWED: Final = (
    ast.Expression,
    ast.Constant,
    ast.Name,
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.Compare,
    ast.IfExp,
    ast.Call,
    ast.keyword,
    ast.Starred,
    ast.Attribute,
    ast.Subscript,
    ast.Slice,
    ast.Tuple,
    ast.List,
    *_SCOPES,
    ast.comprehension,
    ast.operator,
    ast.unaryop,
    ast.boolop,
    ast.cmpop,
    ast.expr_context,
)
_WORDS: Final[dict[type[ast.AST], str]] = {
    ast.Lambda: "lambda",
    ast.Dict: "a dict",
    ast.DictComp: "a dict",
    ast.Set: "a set",
    ast.SetComp: "a set",
    ast.JoinedStr: "an f-string",
    ast.NamedExpr: ":=",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
}


def check_syntax(expression: str) -> None:
    """Raise ValueError, saying why, where a text is no expression of this language."""
    _compiled(expression)


def free_names(expression: str) -> frozenset[str]:
    """Return the names an expression needs from outside, the vocabulary's among them."""
    return _compiled(expression)[1]


def run(expression: str, names: Mapping[str, object]) -> object:
    """Return what an expression yields under these names; any failure is a ValueError."""
    code, needed = _compiled(expression)
    missing = sorted(needed - names.keys())
    if missing:
        raise ValueError(f"'{expression}': '{missing[0]}' is not defined")
    try:
        return eval(code, {"__builtins__": {}, **names})  # noqa: S307 - a checked, closed language
    except Exception as error:  # noqa: BLE001 - whatever an author's expression raises
        said = str(error) or type(error).__name__
        raise ValueError(f"'{expression}': {said}") from None


def evaluation_order(entries: Mapping[str, object], known: frozenset[str]) -> tuple[str, ...]:
    """Return the names of `entries`, each after those it needs; a circle keeps its order.

    Text is an expression, anything else needs nothing. A name that is `known` (by `let`) is
    there from the start.
    """
    ordered: list[str] = []
    waiting = list(entries)
    while waiting:
        ready = (name for name in waiting if not _needs(entries[name]) & (set(waiting) - known))
        chosen = next(ready, waiting[0])
        ordered.append(chosen)
        waiting.remove(chosen)
    return tuple(ordered)


def _needs(entry: object) -> frozenset[str]:
    """Return the names an entry needs; what is no expression needs none, and fails on its own."""
    try:
        return free_names(entry) if isinstance(entry, str) else frozenset()
    except ValueError:
        return frozenset()


@lru_cache(maxsize=1024)
def _compiled(expression: str) -> tuple[CodeType, frozenset[str]]:
    if len(expression) > MAX_LENGTH:
        raise ValueError(f"an expression of more than {MAX_LENGTH} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's doubts, as in 2if x: it still reads it
            tree = ast.parse(expression.strip(), mode="eval")
            for objection in filter(None, map(_objection, ast.walk(tree))):
                raise ValueError(f"'{expression}': {objection}")
            return compile(tree, "<expression>", "eval"), frozenset(_free(tree, frozenset()))
    except SyntaxError as error:
        raise ValueError(f"'{expression}' is not an expression: {error.msg}") from None
    except (RecursionError, MemoryError):
        raise ValueError("an expression that is nested too deeply") from None


def _objection(node: ast.AST) -> str | None:
    """Return what speaks against a part of an expression, or None."""
    match node:
        case ast.Name(id=name) if name.startswith("__"):
            return f"the name '{name}' may not be used"
        case ast.Attribute(attr=name) if name not in ATTRIBUTES:
            known = ", ".join(f".{attribute}" for attribute in sorted(ATTRIBUTES))
            return f".{name} may not be used, only {known}"
        case ast.Call(func=function) if not isinstance(function, ast.Name):
            return "only functions of the vocabulary may be called"
        case ast.keyword(arg=None):
            return "** may not be used in a call"
        case _ if not isinstance(node, _ALLOWED):
            return f"{_WORDS.get(type(node), type(node).__name__)} may not be used"
        case _:
            return None


def _free(node: ast.AST, bound: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Name):
        if node.id not in bound:
            yield node.id
    elif isinstance(node, _SCOPES):
        yield from _free_in_scope(node, bound)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _free(child, bound)


def _free_in_scope(node: ast.ListComp | ast.GeneratorExp, bound: frozenset[str]) -> Iterator[str]:
    for generator in node.generators:
        yield from _free(generator.iter, bound)
        targets = (part for part in ast.walk(generator.target) if isinstance(part, ast.Name))
        bound = bound | {target.id for target in targets}
        for condition in generator.ifs:
            yield from _free(condition, bound)
    yield from _free(node.elt, bound)
