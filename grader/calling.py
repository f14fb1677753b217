"""How a function is exercised: the same few lines run with the student's and with torch's.

expression                        conv2d(image, kernel)
block ending in an expression     layer = make(...); layer(image)
block that yields named parts     yield "dx in step 1", layer.backward(dout)
"""

from __future__ import annotations

import ast
import builtins
import inspect
import math
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from types import CodeType, FunctionType
from typing import Any, Final

from grader.laws import embed, gap, inner, linear_gap, subsample

__all__ = ["CALL_FILE", "CALL_NAMES", "compile_call", "default_call", "describe", "is_stepwise"]

CALL_FILE: Final = "<the grader's call>"


def default_call(function: str, parameters: tuple[str, ...]) -> str:
    """Return the plain call: positional, in the declared order."""
    return f"{function}({', '.join(parameters)})"


def compile_call(code: str, scope: Mapping[str, object]) -> Callable[[], object]:
    """Return a function of no arguments that runs `code` with the names of `scope`.

    Raises SyntaxError where the code is none.
    """
    namespace: dict[str, Any] = {"__builtins__": builtins, **scope}  # C code imports through it
    compiled = _compiled(code)
    if compiled.co_flags & inspect.CO_NEWLOCALS:
        return FunctionType(compiled, namespace, "call")
    return partial(eval, compiled, namespace)


@lru_cache(maxsize=64)
def _compiled(code: str) -> CodeType:
    """Return the code of an expression, or of a function whose body is `code`.

    The same lines are called many times, and most are an expression, which is compiled at once.
    """
    try:
        return compile(code, CALL_FILE, "eval", dont_inherit=True)
    except SyntaxError:
        return _compiled_body(code)


def _compiled_body(code: str) -> CodeType:
    body = ast.parse(code, CALL_FILE).body
    if body and isinstance(body[-1], ast.Expr) and not isinstance(body[-1].value, ast.Yield):
        body[-1] = ast.copy_location(ast.Return(body[-1].value), body[-1])
    module = ast.parse("def call(): pass", CALL_FILE)
    function = module.body[0]
    assert isinstance(function, ast.FunctionDef)
    function.body = body
    code_object = compile(ast.fix_missing_locations(module), CALL_FILE, "exec")
    return next(const for const in code_object.co_consts if isinstance(const, CodeType))


def is_stepwise(call: Callable[[], object]) -> bool:
    """Say whether a compiled call yields named parts."""
    code = getattr(call, "__code__", None)
    return code is not None and bool(code.co_flags & inspect.CO_GENERATOR)


def describe(thing: object) -> dict[str, object]:
    """Return what can be said of a layer or tensor without calling it.

    For a module: its type, everything its class lists in `__constants__`, and the shape of each
    parameter. For a tensor: type, dtype, shape and whether it requires a gradient. For anything
    else the name of its type alone.
    """
    facts: dict[str, object] = {"type": type(thing).__name__}
    if hasattr(thing, "named_parameters"):
        for name in getattr(type(thing), "__constants__", ()):
            facts[name] = getattr(thing, name, None)
        for name, parameter in thing.named_parameters():
            facts[f"shape of {name}"] = tuple(parameter.shape)
            facts[f"dtype of {name}"] = str(parameter.dtype)
    elif hasattr(thing, "requires_grad"):
        facts["dtype"] = str(getattr(thing, "dtype", None))
        facts["shape"] = tuple(getattr(thing, "shape", ()))
        facts["requires_grad"] = thing.requires_grad
    return facts


CALL_NAMES: Final[dict[str, object]] = {
    "math": math,
    "describe": describe,
    "embed": embed,
    "gap": gap,
    "inner": inner,
    "linear_gap": linear_gap,
    "subsample": subsample,
}
"""What a call may name besides the function, its inputs, np and (where loaded) torch, nn and F."""
