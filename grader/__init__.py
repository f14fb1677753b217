"""Judge deep-learning exercises against live PyTorch.

The public names are those of grader.api; nothing is imported before one of them is used.
"""

TYPE_CHECKING = False  # typing's own costs milliseconds, and the zygote is to start first
if TYPE_CHECKING:
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


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
