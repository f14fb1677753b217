"""Judge deep-learning exercises against live PyTorch.

The public names are those of grader.api; nothing is imported before one of them is used.
"""

TYPE_CHECKING = False  # typing's own costs milliseconds, and the zygote is to start first
if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from grader.api import (
        CaseResult,
        Failure,
        GraderError,
        GroupResult,
        JudgeFault,
        NamedMistake,
        Pack,
        PackError,
        ProblemResult,
        Report,
        SandboxUnavailable,
        Tally,
        UsageError,
        Verdict,
        judge,
        load_pack,
    )

__all__ = [
    "CaseResult",
    "Failure",
    "GraderError",
    "GroupResult",
    "JudgeFault",
    "NamedMistake",
    "Pack",
    "PackError",
    "ProblemResult",
    "Report",
    "SandboxUnavailable",
    "Tally",
    "UsageError",
    "Verdict",
    "__version__",
    "judge",
    "load_pack",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    from grader import api

    return getattr(api, name)


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """Add %%grade and %hint to IPython or Jupyter: what `%load_ext grader` calls."""
    from grader.notebook import load

    load(shell)


def unload_ipython_extension(shell: "InteractiveShell") -> None:
    """Take them away again: what `%unload_ext grader` calls."""
    from grader.notebook import unload

    unload(shell)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
