"""The names that a source may not use, whatever the problem is about, and how names are compared.

A problem forbids functions of its own; these tables hold what would get around that.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "IMPORTERS",
    "IMPORT_ERRORS",
    "INDIRECT",
    "MODULE_OF_OURS",
    "REACHING",
    "SWITCHES",
    "leaf_of",
    "qualified",
]

SHORT_NAMES: Final = {"np": "numpy", "F": "torch.nn.functional", "nn": "torch.nn"}
IMPORTERS: Final = frozenset({"importlib.import_module", "builtins.__import__"})
IMPORT_ERRORS: Final = frozenset(
    {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
)
SWITCHES: Final = frozenset(
    {
        "_C",
        "_DisableTorchDispatch",
        "_DisablePythonDispatcher",
        "_disable_current_modes",
        "_pop_mode",
        "_pop_mode_temporarily",
        "_pop_torch_dispatch_stack",
        "_set_dispatch_mode",
        "_unset_dispatch_mode",
        "_python_dispatch",
        "_only_lift_cpu_tensors",
        "_ExcludeDispatchKeyGuard",
        "_IncludeDispatchKeyGuard",
        "_ForceDispatchKeyGuard",
        "_dispatch_call_boxed",
        "_jit_get_operation",
        "_get_operation_overload",
        "_op_dk",
        "call_boxed",
        "get_kernel",
        "redispatch",
        *("__dict__", "__getattribute__", "attrgetter", "getattr_static", "getmembers"),
    }
)
"""Ways to turn the watch over torch's operators off, or to reach them by a name that is put
together at run time; using one is forbidden where the watch is on."""
INDIRECT: Final = frozenset({"vars", "eval", "exec", "__builtins__"})
"""Built-in functions that do the same."""
MODULE_OF_OURS: Final = re.compile(r"grader(\.\w+)+")
REACHING: Final = frozenset(
    {
        *("get_objects", "get_referrers", "pythonapi", "CDLL", "PyDLL", "from_address"),
        *("_getframe", "_current_frames", "_current_exceptions", "currentframe"),
        *("f_back", "f_locals", "f_globals", "tb_frame", "gi_frame", "cr_frame", "ag_frame"),
        *("settrace", "setprofile", "cell_contents"),
    }
)
"""Ways into the frames and objects around a submission, where uses of what is forbidden are
noted; forbidden in every problem that forbids something."""


def qualified(name: str) -> str:
    """Return a dotted name with the usual short module names written out."""
    head, dot, rest = name.partition(".")
    return SHORT_NAMES.get(head, head) + dot + rest


def leaf_of(name: str) -> str:
    """Return the last part of a dotted name."""
    return name.rpartition(".")[2]
