"""Run-time side of the policy: forbidden functions are replaced, forbidden operators watched.

Runs inside the child, before the submission does. The child is thrown away afterwards, so what
is replaced here is replaced for nobody else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Any, Final

from grader.child.forbidden import leaf_of, qualified

__all__ = ["ForbiddenCall", "guard_functions", "places", "watch_operators"]


CONVOLUTION: Final = re.compile(r"conv(olution|_|\d)")
"""conv2d, mkldnn_convolution, slow_conv_dilated2d and their like; not _convert_..."""


class ForbiddenCall(Exception):
    """The submission called something that would give the answer away."""


def guard_functions(forbid: tuple[str, ...], used: list[str]) -> None:
    """Replace every forbidden function wherever its package holds it.

    A call then raises ForbiddenCall and its name is added to `used`.
    """
    originals = []
    refusing: dict[str, Callable[..., Any]] = {}
    for held, name in places(forbid):
        originals.append(held[name])
        if name not in refusing:
            refusing[name] = _refusing(name, used)
        held[name] = refusing[name]
    for overrides in ("numpy._core.overrides", "numpy.core.overrides"):
        register = getattr(sys.modules.get(overrides), "ARRAY_FUNCTIONS", None)
        if isinstance(register, set):  # the one other place where NumPy holds them
            register.difference_update(originals)


@lru_cache(maxsize=64)
def places(forbid: tuple[str, ...]) -> tuple[tuple[dict[str, Any], str], ...]:
    """Return every module's dictionary that holds a forbidden function, and under which name.

    The zygote asks first, so that its children find the answer without touching every module.
    """
    names = [name for name in forbid if not name.startswith("aten.")]
    packages = {qualified(name).partition(".")[0] for name in names if "." in name} | {"numpy"}
    leaves = {leaf_of(name) for name in names}
    spellings = leaves | {f"{leaf}2" for leaf in leaves}  # np.correlate calls correlate2
    modules = [
        module.__dict__
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in packages and hasattr(module, "__dict__")
    ]
    return tuple(
        (held, name) for held in modules for name in sorted(spellings) if callable(held.get(name))
    )


def _refusing(name: str, used: list[str]) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> Any:
        used.append(name)
        raise ForbiddenCall(f"{name} would give the answer away: this problem forbids it")

    refuse.__name__ = name
    return refuse


def watch_operators(forbid: tuple[str, ...], used: list[str]) -> AbstractContextManager[object]:
    """Return a context in which a forbidden torch operator raises ForbiddenCall.

    Operators are seen where they arrive in the dispatcher, however the call was spelled. A
    convolution is one whichever kernel is asked for. Taking the watch away leaves its mark in
    `used`; taking it away and putting it back does not.
    """
    operators = {name.removeprefix("aten.") for name in forbid if name.startswith("aten.")}
    if not operators:
        return nullcontext()
    from torch.utils._python_dispatch import TorchDispatchMode, _get_current_dispatch_mode

    class Watch(TorchDispatchMode):  # type: ignore[no-untyped-call]
        @classmethod
        def _should_skip_dynamo(cls) -> bool:
            return False  # else every call goes through the compiler, which takes seconds to import

        def __torch_dispatch__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            name = func._schema.name.rpartition("::")[2]  # noqa: SLF001 - the only name there is
            if not operators.isdisjoint(_kinds_of(name)):
                used.append(name)
                raise ForbiddenCall(f"{name} would give the answer away: this problem forbids it")
            with self:  # in inference mode conv2d arrives whole: look at what it is made of
                parts = func.decompose(*args, **(kwargs or {}))
            return func(*args, **(kwargs or {})) if parts is NotImplemented else parts

        def __exit__(self, *raised: object) -> None:
            if _get_current_dispatch_mode() is self:
                super().__exit__(*raised)  # type: ignore[no-untyped-call]
            else:
                used.append("_pop_mode")

    return Watch()  # type: ignore[no-untyped-call]


def _kinds_of(operator: str) -> set[str]:
    """Return the names under which an operator may be forbidden."""
    kinds = {operator, operator.removesuffix("_overrideable")}
    if CONVOLUTION.search(operator):
        kinds.add("convolution_backward" if "backward" in operator else "convolution")
    return kinds
