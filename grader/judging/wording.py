"""What a student is told: each outcome in plain words, with one next step.

Of a secret case nothing is told but the kind of failure and, for a crash, the line: its message
could carry the inputs.
"""

from __future__ import annotations

import builtins
import re
import signal
from collections.abc import Sequence
from typing import Final, assert_never

from grader.checkers import Mismatch
from grader.clean import clean
from grader.execute import Missing
from grader.judging.remedies import (
    remedy_for,
    remedy_for_import,
    remedy_for_notebook,
    remedy_for_text,
)
from grader.outcome import (
    Died,
    Frame,
    Garbled,
    MemoryExceeded,
    Outcome,
    OutputExceeded,
    Raised,
    Returned,
    Skipped,
    TimedOut,
)
from grader.report import Failure
from grader.verdict import Verdict
from grader.wire import Violation

__all__ = [
    "failed_call",
    "failed_load",
    "forbidden_call",
    "mismatch_text",
    "missing_function",
    "rules_broken",
    "unusable",
]

ERRORS: Final = frozenset(
    {
        name
        for name, thing in vars(builtins).items()
        if isinstance(thing, type) and issubclass(thing, BaseException)
    }
    | {"AxisError", "LinAlgError"}
)
"""Names of errors that no student made up."""
MOST_NAMES: Final = 20
MAX_NAME: Final = 100
UNREADABLE: Final = frozenset({"SyntaxError", "IndentationError", "TabError"})
CALLED_WRONGLY: Final = re.compile(r"\(\) (takes|missing|got) |takes no arguments")
"""What Python says when the arguments of a call do not fit the parameters."""
SIGNALS: Final = {
    signal.SIGSEGV: "it crashed the interpreter (segmentation fault), as deep recursion does",
    signal.SIGABRT: "it aborted the interpreter",
    signal.SIGSYS: "it made a system call that is not allowed here",
}


def failed_call(outcome: Outcome, *, secret: bool) -> tuple[Verdict, Failure]:
    """Return the verdict and the words for a call that did not return a checked value."""
    match outcome:
        case Raised():
            return _raised(outcome, secret=secret)
        case TimedOut(limit_seconds):
            says = f"still running after {limit_seconds:g} s, so it was stopped"
            return Verdict.TIME_LIMIT, Failure(says, "look for a loop that never ends")
        case MemoryExceeded(limit_megabytes):
            says = f"it asked for more memory than the {limit_megabytes} MB there are"
            return Verdict.MEMORY_LIMIT, Failure(says, "check the shapes of the arrays you make")
        case OutputExceeded(what):
            says = "it gave back too much" if secret else f"too much output: {clean(what)}"
            return Verdict.OUTPUT_LIMIT, Failure(says, "remove prints inside loops")
        case Died():
            return Verdict.RUNTIME_ERROR, Failure(_death(outcome, secret=secret))
        case Garbled(what):
            says = "it disturbed the grader's connection"
            return Verdict.RUNTIME_ERROR, Failure(
                says if secret else f"{says}: {clean(what)}",
                "write to the screen only with print, and let the function return",
            )
        case Skipped(why):
            return Verdict.SKIPPED, Failure(f"not run: {why}")
        case Returned():
            raise AssertionError("a returned value is a checker's business")
        case _:
            assert_never(outcome)


def failed_load(outcome: Outcome, source: bytes = b"") -> tuple[Verdict, Failure]:
    """Return the verdict and the words for a source that did not run through."""
    verdict, failure = failed_call(outcome, secret=False)
    if isinstance(outcome, Raised) and outcome.type_name in UNREADABLE:
        says = f"Python cannot read the file: {failure.says}"
        return verdict, Failure(says, remedy_for_text(outcome, source), failure.frames)
    if isinstance(outcome, Raised):
        fix = remedy_for_notebook(source) or failure.fix
        failure = Failure(f"running the file stopped: {failure.says}", fix, failure.frames)
    return verdict, failure


def missing_function(missing: Missing, source: bytes) -> Failure:
    """Return the words for a file that does not define what was asked for."""
    import difflib

    names = [clean(name, MAX_NAME) for name in missing.names[:MOST_NAMES]]
    near = difflib.get_close_matches(missing.function, names, n=1, cutoff=0.6)
    defined = ", ".join(names)
    fix = (
        f"is it called '{near[0]}' in your file? Then rename it"
        if near
        else f"the file defines {defined}; use the name that the exercise gives"
        if defined
        else "write your answer under the line that the exercise begins with, and save the file"
    )
    what = "in the file" if source.strip() else "in the file: it is empty"
    return Failure(f"there is no function '{missing.function}' {what}", fix)


def rules_broken(violations: Sequence[Violation]) -> Failure:
    """Return the words for a source that uses what the problem forbids."""
    first = violations[0]
    imports = sorted({found.line for found in violations if found.what.startswith("imports")})
    fix = _removal(imports) if first.line in imports else "write it yourself"
    if meant := remedy_for_import(first.what):
        fix = meant
    if "matplotlib" in first.what:
        fix += ', or put what plots under `if __name__ == "__main__":`'
    return Failure(f"line {first.line} {clean(first.what)}", fix, (Frame(first.line, ""),))


def forbidden_call(
    names: Sequence[str], frames: tuple[Frame, ...] = (), *, secret: bool
) -> Failure:
    """Return the words for a call that used what the problem forbids, as seen while it ran."""
    what = "what this problem forbids" if secret or not names else clean(names[0])
    says = f"it calls {what}, which would give the answer away"
    return Failure(says, "write it yourself", frames)


def mismatch_text(mismatch: Mismatch) -> str:
    """Return one line for a mismatch, naming the part of a compound answer."""
    says = clean(mismatch.says)
    return f"{clean(mismatch.part)}: {says}" if mismatch.part else says


def _raised(raised: Raised, *, secret: bool) -> tuple[Verdict, Failure]:
    if raised.type_name == "ForbiddenCall" or raised.forbidden:
        return Verdict.FORBIDDEN, forbidden_call(raised.forbidden, raised.frames, secret=secret)
    own = raised.type_name not in ERRORS  # a class that the student named, perhaps after the data
    name = "an exception of its own" if secret and own else clean(raised.type_name)
    message = "" if secret else clean(raised.message)
    says = f"{name}: {message}" if message else name
    return Verdict.RUNTIME_ERROR, Failure(says, remedy_for(raised, secret=secret), raised.frames)


def _removal(lines: Sequence[int]) -> str:
    *rest, last = (str(line) for line in lines)
    return f"remove lines {', '.join(rest)} and {last}" if rest else f"remove line {last}"


def _fix_for_parameters(message: str) -> str:
    """Return the next step where the grader's own call did not fit the student's parameters."""
    usual = "keep the parameters that the exercise gives, in their order"
    if "." in message.partition("(")[0]:
        return f"{usual}; a method has self before them"
    return f"{usual}; only a method has self" if " missing " in message else usual


def unusable(raised: Raised, call: str, failure: Failure, *, secret: bool) -> Failure:
    """Return the words for an error in the grader's own call, outside the student's file.

    Either the function could not be called as its stub says, or what it gave back was of no use
    to the next thing in that line.
    """
    uncallable = raised.type_name == "TypeError" and CALLED_WRONGLY.search(raised.message)
    fix = _fix_for_parameters(raised.message) if uncallable else failure.fix
    what = "your function could not be called"
    if not uncallable:
        what = "your function's result could not be used"
    lines = call.strip("\n").splitlines()
    there = 0 < raised.call_line <= len(lines)  # a child can claim any line
    line = lines[raised.call_line - 1].strip() if there else ""
    where = f": {line}" if line and not secret else ""
    return Failure(f"{what}{where}: {failure.says}", fix)


def _death(died: Died, *, secret: bool) -> str:
    if secret and died.signal not in SIGNALS:
        return "it ended its own process"  # with a number that it may have chosen
    if died.signal is None:
        return "it left the program in the middle of a call"
    try:
        number = signal.Signals(died.signal)
    except ValueError:
        return f"it ended with signal {died.signal}"
    return SIGNALS.get(number, f"it ended with {number.name}")
