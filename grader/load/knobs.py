"""The knobs of a problem: one function that makes its known mistakes, each behind a flag.

    def conv2d(image, kernel, stride, padding, *, flipped=False, top_left_only=False): ...

Read, never run. Each flag is a mistake's file name, keyword-only, and off unless it is given.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.errors import Fault
from grader.load.nearest import suggestion
from grader.load.source import read_bytes, shown
from grader.pack_file import ProblemFile
from grader.problem import Knobs, Mistake

__all__ = ["read_knobs"]


def read_knobs(
    path: Path, file: ProblemFile | None, mistakes: Sequence[Mistake]
) -> tuple[Knobs | None, tuple[Fault, ...]]:
    """Return what knobs.py defines, and its faults; None where there is no such file."""
    if not path.exists():
        return None, ()
    source, unread = read_bytes(path)
    if unread or file is None:
        return None, unread
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        said = getattr(error, "msg", None) or str(error)
        what = f"not valid Python: {said}"
        return None, (Fault(shown(path), getattr(error, "lineno", None), what),)
    definition = _definition(tree, file.function)
    if definition is None:
        what = f"the knobs file does not define '{file.function}'"
        fix = f"write def {file.function}(..., *, one_mistake=False, another=False)"
        return None, (Fault(shown(path), None, what, fix),)
    faults = tuple(_faults(shown(path), file, definition, [mistake.name for mistake in mistakes]))
    return Knobs(tuple(knob.arg for knob in definition.args.kwonlyargs), source), faults


def _definition(tree: ast.Module, name: str) -> ast.FunctionDef | None:
    found = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
    return next(found, None)


def _faults(
    path: Path, file: ProblemFile, definition: ast.FunctionDef, mistakes: Sequence[str]
) -> Iterator[Fault]:
    arguments = definition.args
    for extra in filter(None, (arguments.vararg, arguments.kwarg)):
        what = f"'{extra.arg}' takes any argument, so a misspelt knob would not be seen"
        yield Fault(path, extra.lineno, what, "name each parameter")
    yield from _positional_faults(path, file, arguments, mistakes)
    if len(arguments.kwonlyargs) < 2:
        what = f"'{definition.name}' has {len(arguments.kwonlyargs)} keyword-only parameters"
        yield Fault(path, definition.lineno, what, "two knobs at least make a pair; put * first")
    for knob, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if knob.arg not in mistakes:
            what = f"the knob '{knob.arg}' names no file of wrong_answer/"
            yield Fault(path, knob.lineno, what, suggestion(knob.arg, mistakes, "the mistakes"))
        if not (isinstance(default, ast.Constant) and default.value is False):
            what = f"the knob '{knob.arg}' is not off by default"
            yield Fault(path, knob.lineno, what, f"write {knob.arg}: bool = False")


def _positional_faults(
    path: Path, file: ProblemFile, arguments: ast.arguments, mistakes: Sequence[str]
) -> Iterator[Fault]:
    """Yield a fault for each knob before the `*`, and for parameters that are not the stub's."""
    positional = [*arguments.posonlyargs, *arguments.args]
    knobs = [one for one in positional if one.arg in mistakes and one.arg not in file.parameters]
    for knob in knobs:
        yield Fault(path, knob.lineno, f"the knob '{knob.arg}' is not keyword-only", "put * first")
    taken = [one.arg for one in positional if one not in knobs]
    if file.call is None and taken != list(file.parameters):
        what = (
            f"{file.function} takes ({', '.join(taken)}), not the declared parameters "
            f"({', '.join(file.parameters)})"
        )
        line = positional[0].lineno if positional else None
        yield Fault(path, line, what, "use the same names in the same order")
