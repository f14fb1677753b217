"""A source read and not run: its code, whether it still is the stub, the rules it breaks.

To walk a tree in Python costs more than all calls of most submissions. So the tree is only looked
at where the words of the source leave room for a finding. Otherwise it would show nothing, or
something that the compiler drops because it cannot run (`tests/test_reading.py` compares both on
every source there is).
"""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Final, NamedTuple

from grader.child.forbidden import REACHING, leaf_of
from grader.child.policy import check_source
from grader.wire import Checked, Load

__all__ = ["checked", "parse", "read", "same"]

MAX_VIOLATIONS: Final = 100  # more would not fit into a frame, and one is told
DEEP_RECURSION: Final = 50_000
ALWAYS_TELLING: Final = frozenset({"__import__", "import_module", "coding", "grader"})
"""Imports by any name, a source in which bytes are not what they seem, and what is ours."""


def read(load: Load) -> tuple[CodeType, Checked]:
    """Return the code of a source and what reading it showed; raises what `compile` raises."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _HARMLESS.pattern)
        code = compile(load.source, load.label, "exec", dont_inherit=True)
    if _tells_nothing(code, load):
        return code, Checked(unchanged=False, violations=())
    return code, checked(parse(load.source, load.label), load)


def parse(source: bytes, label: str) -> ast.Module:
    """Return the tree of a source; raises what `ast.parse` raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
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


def _tells_nothing(code: CodeType, load: Load) -> bool:
    """Say whether it is plain without the tree that no rule is broken and this is not the stub."""
    if not load.source.isascii() or any(name.startswith("aten.") for name in load.forbid):
        return False
    found = _Found(set(), set(), [])
    found.take(code)
    if found.asked.issubset(_WORDS.findall(load.stub)):
        return False
    text = load.source.decode()
    telling = ALWAYS_TELLING.union(map(leaf_of, load.forbid), REACHING if load.forbid else ())
    words = telling.intersection(_WORDS.findall(text))
    if words - (found.own - found.asked):
        return False  # a variable called pad is not np.pad
    if any(_NAME.fullmatch(one) and telling.intersection(one.split(".")) for one in found.texts):
        return False  # getattr(np, "conv" "olve")
    modules = _PLAIN_IMPORT.findall(text)
    return len(modules) == len(_IMPORT.findall(text)) and all(
        _available(one or other, load.packages) for one, other in modules
    )


class _Found(NamedTuple):
    """The names that code asks for, those of its own variables, and its texts."""

    asked: set[str]
    own: set[str]
    texts: list[str]

    def take(self, constant: object) -> None:
        """Gather what a constant of the code holds; other code is one."""
        match constant:
            case str():
                self.texts.append(constant)
            case tuple() | frozenset():
                for item in constant:
                    self.take(item)
            case CodeType(co_names=names):
                # a leading underscore may be the compiler's own doing
                self.asked.update(one for one in names if one.isidentifier() and one[0] != "_")
                self.own.update(constant.co_varnames, constant.co_cellvars)
                self.take(constant.co_consts)
            case _:
                pass


def _available(module: str, packages: tuple[str, ...]) -> bool:
    package = module.partition(".")[0]
    return package in sys.stdlib_module_names or package in packages


_HARMLESS: Final = re.compile("invalid ", re.IGNORECASE)
"""Warnings that are not worth a word: an invalid escape, say. Compiled here, it is in the cache in
which `warnings` looks for it, and no child compiles it."""
_WORDS: Final = re.compile(r"[^\W\d]\w*")
_NAME: Final = re.compile(r"[\w.]+")
_IMPORT: Final = re.compile(r"\bimport\b")
_PLAIN_IMPORT: Final = re.compile(
    r"^[ \t]*(?:import[ \t]+(\w[\w.]*)(?:[ \t]+as[ \t]+\w+)?[ \t]*(?:#.*)?\r?$"
    r"|from[ \t]+(\w[\w.]*)[ \t]+import[ \t]+[\w(*])",
    re.MULTILINE,
)


@contextmanager
def _deep_recursion() -> Iterator[None]:
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEP_RECURSION)
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)
