"""A source read and not run: its tree, the stub it may still be, the rules it breaks."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from grader.policy import check_source
from grader.wire import Checked, Load

__all__ = ["checked", "parse", "same"]

MAX_VIOLATIONS: Final = 100  # more would not fit into a frame, and one is told
DEEP_RECURSION: Final = 50_000


def parse(source: bytes, label: str) -> ast.Module:
    """Return the tree of a source; raises what `ast.parse` raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape is not worth a word here
        return ast.parse(source, label)


def checked(tree: ast.Module, load: Load) -> Checked:
    """Return whether the tree still is the stub's, and which rules of the problem it breaks."""
    stub = parse(load.stub.encode(), load.label)
    with _deep_recursion():  # what could be compiled can be read: a sum of 500 terms, say
        violations = check_source(tree, load.packages, load.forbid, load.function)
        return Checked(same(tree, stub), violations[:MAX_VIOLATIONS])


def same(one: object, other: object) -> bool:
    """Say whether two syntax trees are equal, wherever their code stands in its file."""
    if type(one) is not type(other):
        return False
    if isinstance(one, ast.AST):
        return all(same(getattr(one, f, None), getattr(other, f, None)) for f in one._fields)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


@contextmanager
def _deep_recursion() -> Iterator[None]:
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEP_RECURSION)
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)
