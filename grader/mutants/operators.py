"""Changes of array code that cosmic-ray does not make, in the form of its operators.

    ShiftBound        x[a:b]  -> x[a:(b) + 1]          range(n) -> range((n) - 1)
    SwapNeighbours    (rows, cols) -> (cols, rows)     x[i, j] -> x[j, i]     f(a, b) -> f(b, a)
    SwapSubscripts    "nchw->hw" -> "nchw->wh"         the answer of an einsum, transposed
    ChangeAssignment  y += p  -> y = p, y -= p
    DropStatement     y[i] = p  -> pass
    DropCall          x.copy() -> x                    abs(x) -> x            x.T -> x
    TwinName          max -> min, any -> all, ...
    ForceCondition    a if c else b -> a if True else b
    DropOperand       a and b -> a

Each is one function from a node of the tree to the texts that may stand in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from parso.python.tree import Name
from parso.tree import BaseNode, NodeOrLeaf

__all__ = ["OPERATORS", "Rewrite"]

Position = tuple[int, int]
Variants = Callable[[NodeOrLeaf], Iterator[str]]

_LISTS: Final = frozenset(
    {"arglist", "subscriptlist", "testlist_comp", "testlist", "testlist_star_expr", "exprlist"}
)
_COUNTERS: Final = frozenset({"range", "arange", "ndindex"})
_SYMMETRIC: Final = frozenset({"min", "max", "minimum", "maximum", "fmin", "fmax"})
_REDUCTIONS: Final = frozenset(
    {"sum", "mean", "max", "min", "prod", "any", "all", "nansum", "nanmean", "nanmax", "nanmin"}
    | {"count_nonzero", "amax", "amin", "flip"}
)
_ASSIGNMENTS: Final = {
    "+=": ("=", "-="),
    "-=": ("=", "+="),
    "*=": ("=", "/="),
    "/=": ("=", "*="),
    "//=": ("=", "/="),
    "%=": ("=", "//="),
    "**=": ("=", "*="),
    "@=": ("=", "*="),
}
_TWINS: Final = {
    one: other
    for pair in (
        ("min", "max"),
        ("minimum", "maximum"),
        ("argmin", "argmax"),
        ("any", "all"),
        ("floor", "ceil"),
    )
    for one, other in (pair, pair[::-1])
} | {"sum": "max", "mean": "sum"}
_DROPPED: Final = frozenset({"expr_stmt", "atom_expr", "power", "del_stmt", "raise_stmt"})
_CONDITIONED: Final = {"if_stmt": (1,), "comp_if": (1,), "test": (2,)}


class Rewrite:
    """An operator after cosmic-ray's protocol, made from what may stand in a node's place."""

    def __init__(self, variants: Variants) -> None:
        self._variants = variants

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[tuple[Position, Position]]:
        """Yield the node's place once for each way in which it can be changed."""
        for _ in self._variants(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """Return what stands in the node's place; a leaf, whatever the text is."""
        text = list(self._variants(node))[index]
        return Name(text, node.start_pos, node.get_first_leaf().prefix)


def shifted_bounds(node: NodeOrLeaf) -> Iterator[str]:
    """Yield a bound of a slice or a count, one more and one less; NumberReplacer does numbers."""
    if node.type in ("number", "operator", "sliceop", "subscript", "argument"):
        return
    if _is_slice_part(node) or _is_count(node):
        yield f"({_code(node)}) + 1"
        yield f"({_code(node)}) - 1"


def swapped_neighbours(node: NodeOrLeaf) -> Iterator[str]:
    """Yield a list of things with two neighbours in each other's place, where order matters."""
    if node.type not in _LISTS or _is_unordered(node):
        return
    parts = [_code(child) for child in _children(node)]
    kinds = [child.type for child in _children(node)]
    for first in range(0, len(parts) - 2, 2):
        last = first + 2
        swaps = {kinds[first], kinds[last]}.isdisjoint({"argument", "sync_comp_for", "comp_for"})
        if swaps and parts[first] != parts[last] and parts[first + 1] == ",":
            order = [*parts[:first], parts[last], ",", parts[first], *parts[last + 1 :]]
            yield " ".join(order)


def swapped_subscripts(node: NodeOrLeaf) -> Iterator[str]:
    """Yield an einsum with two neighbouring letters of its answer in each other's place."""
    if node.type != "string" or "->" not in _code(node):
        return
    before, arrow, after = _code(node).rpartition("->")
    for first in range(len(after) - 2):
        pair = after[first : first + 2]
        if pair.isalpha():
            yield f"{before}{arrow}{after[:first]}{pair[::-1]}{after[first + 2 :]}"


def changed_assignments(node: NodeOrLeaf) -> Iterator[str]:
    """Yield what an augmented assignment's operator might be confused with."""
    if node.type == "operator":
        yield from _ASSIGNMENTS.get(_code(node), ())


def dropped_statements(node: NodeOrLeaf) -> Iterator[str]:
    """Yield `pass` for a statement that does something."""
    parent = node.parent
    if parent is not None and parent.type == "simple_stmt" and node.type in _DROPPED:
        yield "pass"


def dropped_calls(node: NodeOrLeaf) -> Iterator[str]:
    """Yield a chain without one of its methods, or a call's first argument alone."""
    if node.type not in ("atom_expr", "power") or _is_target(node):
        return
    parts = [_code(child) for child in _children(node)]
    bare = 2 if parts[0] in _imported(node) else 1  # np.pad is a name, not a method of np
    for place in range(bare, len(parts)):
        if parts[place].startswith("."):
            called = place + 1 < len(parts) and parts[place + 1].startswith("(")
            yield "".join(parts[:place] + parts[place + 1 + called :])
    argument = _first_argument(_children(node)[bare]) if bare < len(parts) else None
    if argument is not None:
        yield "".join([f"({argument})", *parts[bare + 1 :]])


def twin_names(node: NodeOrLeaf) -> Iterator[str]:
    """Yield the name that is taken for this one by mistake."""
    if node.type == "name" and _code(node) in _TWINS and not _is_defined(node):
        yield _TWINS[_code(node)]


def forced_conditions(node: NodeOrLeaf) -> Iterator[str]:
    """Yield a condition that always, or never, holds."""
    parent = node.parent
    if parent is None or node.type == "keyword":
        return
    if any(parent.children[place] is node for place in _CONDITIONED.get(parent.type, ())):
        yield "True"
        yield "False"


def dropped_operands(node: NodeOrLeaf) -> Iterator[str]:
    """Yield `a and b` or `a or b` without one of its sides."""
    if node.type not in ("and_test", "or_test"):
        return
    parts = [_code(child) for child in _children(node)]
    yield " ".join(parts[2:])
    for place in range(2, len(parts), 2):
        yield " ".join(parts[: place - 1] + parts[place + 1 :])


OPERATORS: Final[dict[str, Rewrite]] = {
    "ShiftBound": Rewrite(shifted_bounds),
    "SwapNeighbours": Rewrite(swapped_neighbours),
    "SwapSubscripts": Rewrite(swapped_subscripts),
    "ChangeAssignment": Rewrite(changed_assignments),
    "DropStatement": Rewrite(dropped_statements),
    "DropCall": Rewrite(dropped_calls),
    "TwinName": Rewrite(twin_names),
    "ForceCondition": Rewrite(forced_conditions),
    "DropOperand": Rewrite(dropped_operands),
}


def _code(node: NodeOrLeaf) -> str:
    return str(node.get_code(include_prefix=False))


def _children(node: NodeOrLeaf) -> list[NodeOrLeaf]:
    return list(node.children) if isinstance(node, BaseNode) else []


def _is_slice_part(node: NodeOrLeaf) -> bool:
    parent = node.parent
    return parent is not None and parent.type in ("subscript", "sliceop")


def _is_count(node: NodeOrLeaf) -> bool:
    """Say whether a node is an argument of range and its like."""
    call = node.parent
    if call is not None and call.type == "arglist":
        call = call.parent
    if call is None or call.type != "trailer" or _code(call.children[0]) != "(":
        return False
    return _name_of_call(call) in _COUNTERS


def _is_unordered(node: NodeOrLeaf) -> bool:
    """Say whether a list means the same in any order: max(a, b), x.sum(axis=(2, 3))."""
    around = node.parent.parent if node.parent is not None else None
    if node.type == "arglist":
        return _name_of_call(node.parent) in _SYMMETRIC
    if around is None or around.type != "argument" or _code(around.children[0]) != "axis":
        return False
    call = around.parent
    if call is not None and call.type == "arglist":
        call = call.parent
    return _name_of_call(call) in _REDUCTIONS


def _name_of_call(trailer: NodeOrLeaf | None) -> str:
    """Return the last name before a call's parentheses: sum of x.sum(...)."""
    function = trailer.get_previous_sibling() if trailer is not None else None
    return _code(function).rpartition(".")[2] if function is not None else ""


def _first_argument(trailer: NodeOrLeaf) -> str | None:
    """Return the first argument of a call where it stands by its place."""
    inside = _children(trailer)
    if not inside or _code(inside[0]) != "(" or len(inside) < 3:
        return None
    first = _children(inside[1])[0] if inside[1].type == "arglist" else inside[1]
    return None if first.type in ("argument", "testlist_comp") else _code(first)


def _is_target(node: NodeOrLeaf) -> bool:
    """Say whether a node is what a statement assigns to."""
    statement = node.parent
    return (
        statement is not None
        and statement.type == "expr_stmt"
        and len(statement.children) > 1
        and statement.children[0] is node
    )


def _is_defined(node: NodeOrLeaf) -> bool:
    """Say whether a name is bound here: a variable called `max`, a keyword `max=`."""
    return isinstance(node, Name) and (
        node.is_definition() or (node.parent is not None and node.parent.type == "argument")
    )


def _imported(node: NodeOrLeaf) -> frozenset[str]:
    """Return the names that the module of a node imports."""
    root = node.get_root_node()
    found = getattr(root, "iter_imports", lambda: ())()
    return frozenset(name.value for each in found for name in each.get_defined_names())
