"""The Python inside a problem: the stub, the reference, and how the submission is called.

Read, never run: whether it parses, defines what it should, and names only what is there.
"""

from __future__ import annotations

import ast
import builtins
import symtable
import textwrap
import warnings
from collections.abc import Iterable, Iterator
from typing import Final

from grader.calling import CALL_NAMES
from grader.errors import Fault
from grader.load.nearest import nearest
from grader.load.yaml_tree import Document, Place
from grader.pack_file import ProblemFile

__all__ = ["call_faults", "reference_faults", "stub_faults"]

REFERENCE_NAMES: Final = frozenset({"torch", "F", "nn", "np", "math"})
"""What a reference may use besides the parameters."""
IN_CALLS: Final = frozenset({"np", *CALL_NAMES})
"""What a call may use besides the parameters and the function."""
TORCH_NAMES: Final = frozenset({"torch", "F", "nn"})
"""What a call may use as well where packages list torch."""

_BUILTINS: Final = frozenset(dir(builtins))
_UNPARSABLE: Final = (SyntaxError, ValueError, RecursionError, MemoryError)


def stub_faults(document: Document, file: ProblemFile) -> Iterator[Fault]:
    """Yield what is wrong with the stub: its Python, its definition, its parameters."""
    place = ("stub",)
    tree, faults = _parsed(document, place, file.stub, strict=True)
    yield from faults
    if tree is None:
        return
    definition = _definition(tree, file.function)
    if definition is None:
        what = f"the stub does not define '{file.function}'"
        defined = [node.name for node in tree.body if isinstance(node, _DEFINITIONS)]
        yield document.fault(place, what, f"it defines '{defined[0]}'" if defined else "")
    elif isinstance(definition, (ast.FunctionDef, ast.AsyncFunctionDef)) and file.call is None:
        yield from _signature_faults(document, file, definition)


def reference_faults(document: Document, file: ProblemFile) -> Iterator[Fault]:
    """Yield what is wrong with the reference: an expression, or code that defines the function."""
    place = ("reference",)
    tree, faults = _parsed(document, place, file.reference)
    yield from faults
    if tree is None:
        return
    available = REFERENCE_NAMES
    if _is_expression(tree):
        available |= file.parameters.keys()
    elif not _defines(tree, file.function):
        what = f"the reference is neither one expression nor code that defines '{file.function}'"
        yield document.fault(place, what)
    yield from _name_faults(document, place, tree, available)


def call_faults(
    document: Document, file: ProblemFile, call: str | None, place: Place
) -> Iterator[Fault]:
    """Yield what is wrong with a `call`, the problem's or a group's; none where it says nothing."""
    if call is None:
        return
    tree, faults = _parsed(document, place, call)
    yield from faults
    if tree is None:
        return
    yields = [node for node in ast.walk(tree) if isinstance(node, ast.Yield)]
    if not yields and not (tree.body and isinstance(tree.body[-1], ast.Expr)):
        what = "the call gives no result"
        yield document.fault(place, what, "end it with an expression, or yield 'name', value")
    for node in yields:
        if not _is_named_part(node):
            line = document.code_line(place, node.lineno)
            what = "a yield of the call should be a name and a value"
            yield Fault(document.path, line, what, "write: yield 'name of the part', value")
    available = IN_CALLS | file.parameters.keys() | {file.function}
    if "torch" in file.packages:
        available |= TORCH_NAMES
    unknown = tuple(_name_faults(document, place, tree, available))
    yield from unknown
    if not unknown and file.function not in _names(tree):
        yield document.fault(place, f"the call never uses '{file.function}'")


_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _parsed(
    document: Document, place: Place, code: str, *, strict: bool = False
) -> tuple[ast.Module | None, tuple[Fault, ...]]:
    """Return the tree of a text and what Python objects to; odd backslashes too where strict."""
    name = place[-1]
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            tree = ast.parse(code)
    except _UNPARSABLE as error:
        number = getattr(error, "lineno", None) or 1
        said = getattr(error, "msg", None) or str(error) or type(error).__name__
        line = document.code_line(place, number)
        return None, (Fault(document.path, line, f"'{name}' is not valid Python: {said}"),)
    faults = [
        Fault(
            document.path,
            document.code_line(place, warning.lineno),
            f"Python warns about a backslash in '{name}'",
            'put r before the quotes, as in r"""..."""',
        )
        for warning in warned
        if strict and "escape" in str(warning.message)
    ]
    return tree, tuple(faults)


def _definition(tree: ast.Module, name: str) -> ast.stmt | None:
    """Return the last definition of a name at the top of a module, as Python would keep it."""
    found = [node for node in tree.body if isinstance(node, _DEFINITIONS) and node.name == name]
    return found[-1] if found else None


def _signature_faults(
    document: Document, file: ProblemFile, definition: ast.FunctionDef | ast.AsyncFunctionDef
) -> Iterator[Fault]:
    arguments = definition.args
    taken = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    if taken != list(file.parameters) or arguments.vararg or arguments.kwonlyargs:
        what = (
            f"the stub's {file.function}({ast.unparse(arguments)}) does not take the declared "
            f"parameters ({', '.join(file.parameters)})"
        )
        line = document.code_line(("stub",), definition.lineno)
        yield Fault(document.path, line, what, "use the same names in the same order")


def _is_expression(tree: ast.Module) -> bool:
    return len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr)


def _defines(tree: ast.Module, name: str) -> bool:
    """Say whether a block leaves a name behind: a def, a class, an import, an assignment."""
    return name in _bound(tree)


def _bound(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, _DEFINITIONS):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name for alias in node.names)
        else:
            stores = (part for part in ast.walk(node) if isinstance(part, ast.Name))
            yield from (part.id for part in stores if isinstance(part.ctx, ast.Store))


def _is_named_part(node: ast.Yield) -> bool:
    value = node.value
    if not isinstance(value, ast.Tuple) or len(value.elts) != 2:
        return False
    name = value.elts[0]
    return not isinstance(name, ast.Constant) or isinstance(name.value, str)


def _name_faults(
    document: Document, place: Place, tree: ast.Module, available: Iterable[str]
) -> Iterator[Fault]:
    """Yield a fault for each name that nothing provides, at its first use."""
    known = {*available, *_BUILTINS}
    where = _names(tree)
    for name in sorted(_needed(tree) - known, key=lambda name: where.get(name, 1)):
        meant = nearest(name, sorted(available))
        line = document.code_line(place, where.get(name, 1))
        fix = f"did you mean '{meant}'?" if meant else f"known are {', '.join(sorted(available))}"
        yield Fault(document.path, line, f"'{name}' in '{place[-1]}' is not defined", fix)


def _names(tree: ast.Module) -> dict[str, int]:
    """Return every name in a tree with the line of its first use."""
    names: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names[node.id] = min(node.lineno, names.get(node.id, node.lineno))
    return names


def _needed(tree: ast.Module) -> frozenset[str]:
    """Return the names that code needs from outside; code that cannot compile needs none.

    Wrapped in a function, since a call may yield.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wrapped = f"def _():\n{textwrap.indent(ast.unparse(tree), ' ')}\n"
            top = symtable.symtable(wrapped, "<pack>", "exec")
    except _UNPARSABLE:
        return frozenset()
    return frozenset(name for table in top.get_children() for name in _globals(table))


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_global() and symbol.is_referenced():
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals(child)
