"""The next step after an error of the student's own: what beginners slip on, and the way out."""

from __future__ import annotations

import re
from typing import Final

from grader.outcome import Raised

__all__ = ["remedy_for", "remedy_for_import", "remedy_for_notebook", "remedy_for_text"]

IMPORTS: Final = {"np": "import numpy as np", "numpy": "import numpy", "math": "import math"}
NOTEBOOK: Final = "this is a notebook; save its code as a Python file (.py) and hand that in"
PASTED: Final = (
    ("%", "that line is a command to the notebook; remove it"),
    ("!", "that line is a command to the notebook; remove it"),
    (">>>", "leave out the >>> and ... that Python's prompt shows"),
    ("```", "remove the lines with ``` around the code"),
)
"""How a line that is no Python begins, and what to do about it."""
SMART_QUOTES: Final = frozenset("\u2018\u2019\u201a\u201c\u201d\u201e\u00b4")
PACKAGES: Final = ("numpy", "torch", "math", "random", "itertools", "functools")
SHAPES: Final = "the two need the same shape; print the .shape of each to see where they differ"
COUNTED: Final = "places are counted from 0; does a loop go one too far?"
WHOLE: Final = "a whole number is needed there; divide with // in place of /"
UNSET: Final = "give it a value before that line, on every way there"
SQUARE: Final = "write [ ] for a place in it; ( ) calls a function"
MESSAGES: Final = (
    ("setting an array element with a sequence", "one place holds one number; add them up first"),
    ("could not be broadcast together", SHAPES),
    ("could not broadcast input array", SHAPES),
    ("is out of bounds for axis", COUNTED),
    ("index out of range", COUNTED),
    ("indices must be integers or slices, not tuple", "write a[i][j] for a list, not a[i, j]"),
    ("indices must be integers", WHOLE),
    ("only integers, slices", WHOLE),
    ("'float' object cannot be interpreted as an integer", WHOLE),
    ("'NoneType'", "a name holds None there; does a function lack its return?"),
    ("cannot access local variable", UNSET),
    ("'int' object is not iterable", "to count up to a number, write range(...) around it"),
    ("has no attribute", "check the spelling after the dot, and what stands before it"),
    ("'numpy.ndarray' object is not callable", SQUARE),
    ("'list' object is not callable", SQUARE),
    ("'int' object is not callable", "is a * missing before the bracket?"),
    ("'float' object is not callable", "is a * missing before the bracket?"),
)
"""What Python and NumPy say of beginners' slips, and what to do about each."""


def remedy_for_import(what: str) -> str:
    """Return the next step where a forbidden import is a package's misspelt name, else ""."""
    import difflib

    name = what.removeprefix("imports ").partition(",")[0]
    near = difflib.get_close_matches(name, PACKAGES, n=1, cutoff=0.8)
    return f"is {near[0]} meant? Then correct its spelling" if near and near != [name] else ""


def remedy_for_notebook(source: bytes) -> str:
    """Return the next step where a notebook was saved as a Python file, else ""."""
    return NOTEBOOK if source.lstrip()[:1] == b"{" and b'"cells"' in source else ""


def remedy_for_text(raised: Raised, source: bytes) -> str:
    """Return the next step for a source that Python could not read: what beginners paste."""
    if "null bytes" in raised.message or "codec can't decode" in raised.message:
        return "save the file as UTF-8 in your editor"
    lines = source.decode("utf-8", "replace").splitlines()
    number = raised.frames[-1].line if raised.frames else 0
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    for start, fix in PASTED:
        if line.startswith(start):
            return fix
    if raised.message.startswith("invalid character") and set(line) & SMART_QUOTES:
        return "type straight quotes, ' or \", in place of the curly ones"
    if raised.type_name == "TabError":
        return "indent with spaces alone, four for each level"
    if raised.message.startswith("expected an indented block"):
        return "indent what belongs to it by four spaces; a comment alone is not enough"
    return remedy_for_notebook(source) or "mend that line (or the one above it)"


def remedy_for(raised: Raised, *, secret: bool) -> str:
    """Return the next step after an exception of the student's own code, or "".

    Of a secret case it does not depend on the message, which could carry the inputs; a name that
    is not there stands in the source.
    """
    match raised.type_name:
        case "ModuleNotFoundError" | "ImportError":
            return "use only numpy and the standard library's usual modules here"
        case "PermissionError" | "FileNotFoundError":
            return "files, network and other programs are not available to a submission"
        case "SystemExit":
            return "return a value instead of leaving the program"
        case "RecursionError":
            return "let the function return at some point without calling itself again"
        case "EOFError":
            return "input() has nobody to answer it here; use the function's parameters"
        case "AssertionError":
            return "what this assert says does not hold"
        case "NameError":
            return _remedy_for_name(raised.message)
        case "RuntimeError" if raised.message == "can't start new thread":
            return "there is one thread here; a plain loop will do"
        case _ if secret:
            return ""
        case _:
            return next((fix for says, fix in MESSAGES if says in raised.message), "")


def _remedy_for_name(message: str) -> str:
    found = re.match(r"name '(\w+)' is not defined", message)
    if found is None:
        return ""
    if found[1] in ("exit", "quit"):
        return "return a value instead of leaving the program"
    if found[1] in IMPORTS:
        return f"write `{IMPORTS[found[1]]}` at the top of your code"
    return "check its spelling; a name needs a value, or an import, before it is used"
