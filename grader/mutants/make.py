"""Make mutants: each is a model solution with one small change that compiles to other code.

    text -> parso tree -> for each node, operator and choice: tree -> text -> Mutant

The operators are cosmic-ray's, which is used for nothing else, and those of `operators`.
"""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from msgspec import Struct

from grader.errors import UsageError
from grader.mutants.equivalents import content_hash, judged_code, main_lines
from grader.problem import Solution

if TYPE_CHECKING:
    from parso.tree import NodeOrLeaf

__all__ = ["Batch", "Mutant", "Operator", "make_mutants", "operators", "require_operators"]

SWAPS: Final = {
    "Add": ("Sub", "Mul"),
    "Sub": ("Add",),
    "Mul": ("Add", "FloorDiv"),
    "Div": ("Mul", "FloorDiv"),
    "FloorDiv": ("Mul", "Div"),
    "Mod": ("FloorDiv", "Mul"),
    "Pow": ("Mul",),
    "LShift": ("RShift",),
    "RShift": ("LShift",),
    "BitOr": ("BitAnd", "BitXor"),
    "BitAnd": ("BitOr", "BitXor"),
    "BitXor": ("BitOr", "BitAnd"),
}
"""Of cosmic-ray's 132 swaps of arithmetic, those that a person might make.

The others (`a << b` for `a - b`) only ever crash: they would raise the kill rate, and show nothing.
"""
IDENTITY: Final = frozenset({"Is", "IsNot"})
"""Comparisons that mean something else than the other six: for numbers, whatever Python caches."""
RANDOM: Final = frozenset({"VariableReplacer", "VariableInserter"})
"""Operators of cosmic-ray that draw numbers: a mutant has to be the same tomorrow."""


class Operator(Protocol):
    """What cosmic-ray means by an operator."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterable[object]:
        """Yield a place for each way in which the node can be changed."""

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf | None:
        """Change the node in that way, or return what takes its place."""


class Mutant(Struct, frozen=True):
    """A changed solution, by the name of its file, and the change that was made in which line."""

    solution: str
    operator: str
    line: int
    original: str
    changed: str

    @property
    def name(self) -> str:
        """Return the solution's name and a hash of what the mutant does."""
        return f"{self.solution}-{content_hash(self.changed)}"

    @property
    def diff(self) -> str:
        """Return the change as a unified diff with one line around it."""
        before, after = self.original.splitlines(), self.changed.splitlines()
        lines = difflib.unified_diff(
            before, after, f"{self.solution}.py", self.name, lineterm="", n=1
        )
        return "\n".join(lines)


class Batch(Struct, frozen=True):
    """The mutants of a problem, and how many more are only other ways to write one of them."""

    mutants: tuple[Mutant, ...]
    equivalent: int


def make_mutants(solutions: Iterable[Solution]) -> Batch:
    """Return the mutants of a problem's solutions, in order; the same each time."""
    available = operators()
    solutions = tuple(solutions)
    texts = [solution.source.decode("utf-8-sig") for solution in solutions]
    seen: set[Hashable | None] = {judged_code(text) for text in texts}
    mutants: list[Mutant] = []
    equivalent = 0
    for solution, text in zip(solutions, texts, strict=True):
        for operator, line, changed in _changes(text, available):
            code = judged_code(changed)
            if code is not None and code in seen:
                equivalent += 1
            elif code is not None:
                seen.add(code)
                mutants.append(Mutant(solution.name, operator, line, text, changed))
    return Batch(tuple(mutants), equivalent)


def require_operators() -> None:
    """Raise UsageError, naming the extra, where the operators are not installed."""
    operators()


def operators() -> Mapping[str, Operator]:
    """Return every operator by its name; UsageError where the extra is not installed."""
    try:
        from cosmic_ray.operators.provider import OperatorProvider

        from grader.mutants.operators import OPERATORS
    except ImportError as error:
        raise UsageError(
            f"--mutants needs the extra 'mutants' ({error.name} is missing): "
            "pip install 'grader[mutants]'"
        ) from None
    provider = OperatorProvider()
    kept = {name: provider[name]() for name in provider if _is_likely(name)}
    return {**kept, **OPERATORS}


def _is_likely(name: str) -> bool:
    kind, *swap = name.split("_")
    match kind:
        case "ReplaceBinaryOperator":
            return swap[1] in SWAPS[swap[0]]
        case "ReplaceComparisonOperator":
            return (swap[0] in IDENTITY) is (swap[1] in IDENTITY)
        case "ReplaceUnaryOperator":
            return swap[0] == "Delete"
        case _:
            return kind not in RANDOM


def _changes(text: str, available: Mapping[str, Operator]) -> Iterator[tuple[str, int, str]]:
    """Yield operator, line and text of every change."""
    from cosmic_ray.ast import ast_nodes, get_ast

    tree, aside = get_ast(text), main_lines(text)
    for node in [node for node in ast_nodes(tree) if node.start_pos[0] not in aside]:
        for name, operator in available.items():
            for index, _ in enumerate(list(operator.mutation_positions(node))):
                parts = list(ast_nodes(node.parent or node))
                before = [_content(part) for part in parts]
                _replace(node, operator.mutate(node, index))
                yield name, node.start_pos[0], tree.get_code()
                for part, content in zip(parts, before, strict=True):
                    _restore(part, content)  # an operator may change the tree in place


def _replace(node: NodeOrLeaf, changed: NodeOrLeaf | None) -> None:
    if node.parent is not None and changed is not node:
        siblings = node.parent.children
        at = next(at for at, child in enumerate(siblings) if child is node)
        siblings[at : at + 1] = [] if changed is None else [changed]


def _content(node: Any) -> Any:
    return list(node.children) if hasattr(node, "children") else node.value


def _restore(node: Any, content: Any) -> None:
    setattr(node, "children" if hasattr(node, "children") else "value", content)
