"""Run-time side of the policy: forbidden functions are replaced, forbidden operators watched.

Runs inside the child, before the submission does. The child is thrown away afterwards, so what
is replaced here is replaced for nobody else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Any

from grader.policy import leaf_of, qualified

__all__ = ["ForbiddenCall", "guard_functions", "places", "watch_operators"]


class ForbiddenCall(Exception):
    """The submission called something that would give the answer away."""


def guard_functions(forbid: tuple[str, ...], used: list[str]) -> None:
    """Replace every forbidden function wherever its package holds it.

    A call then raises ForbiddenCall and its name is added to `used`.
    """
    for held, name in places(forbid):
        held[name] = _refusing(name, used)


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

    Operators are seen where they arrive in the dispatcher, however the call was spelled.
    """
    operators = {name.removeprefix("aten.") for name in forbid if name.startswith("aten.")}
    if not operators:
        return nullcontext()
    from torch.utils._python_dispatch import TorchDispatchMode

    class Watch(TorchDispatchMode):  # type: ignore[no-untyped-call]
        def __torch_dispatch__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            schema = func._schema  # noqa: SLF001 - the only name there is
            name = schema.name.removeprefix("aten::")
            if name in operators or name.removesuffix("_overrideable") in operators:
                used.append(name)
                raise ForbiddenCall(f"{name} would give the answer away: this problem forbids it")
            return func(*args, **(kwargs or {}))

    return Watch()  # type: ignore[no-untyped-call]
