"""One problem from its two folders.

exercises/SLUG/problem.yaml; solutions/SLUG/secret.yaml, accepted/, wrong_answer/, knobs.py and
survivors.yaml.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grader.errors import Fault
from grader.load.check import check_problem, check_secret
from grader.load.knobs import read_knobs
from grader.load.layout import COURSE, PROBLEM, SECRET, course_line, missing_problem
from grader.load.nearest import nearest
from grader.load.source import read_bytes, read_yaml, shown
from grader.load.survivors import read_survivors
from grader.pack_file import Defaults, Group, ProblemFile, SecretFile
from grader.problem import Argued, Knobs, Mistake, Problem, Solution

__all__ = ["read_problem"]

ACCEPTED: Final = "accepted"
WRONG: Final = "wrong_answer"
KNOBS: Final = "knobs.py"
SURVIVORS: Final = "survivors.yaml"


class Private(Struct, frozen=True):
    """What the folder of solutions adds to a problem."""

    groups: tuple[Group, ...] | None
    accepted: tuple[Solution, ...]
    mistakes: tuple[Mistake, ...]
    knobs: Knobs | None
    argued: tuple[Argued, ...]
    faults: tuple[Fault, ...]


def read_problem(
    slug: str, exercises: Path, solutions: Path | None, defaults: Defaults
) -> tuple[Problem | None, tuple[Fault, ...]]:
    """Return a problem and every fault of its files; None where too much is wrong."""
    path = exercises / slug / PROBLEM
    if not path.exists():
        return None, (_missing(exercises, slug),)
    document, decoded = read_yaml(path, ProblemFile)
    file, faults = decoded.value, decoded.faults
    if document is not None and file is not None:
        faults += check_problem(document, file, defaults)
    private = _read_private(solutions / slug, slug, file, defaults) if solutions else None
    faults += private.faults if private else ()
    return (_problem(slug, file, defaults, private) if file else None), faults


def _problem(slug: str, file: ProblemFile, defaults: Defaults, private: Private | None) -> Problem:
    limits = limits_of(file, defaults)
    if private is None:
        return Problem(slug, file, limits)
    return Problem(
        slug,
        file,
        limits,
        private.groups,
        private.accepted,
        private.mistakes,
        private.knobs,
        private.argued,
    )


def limits_of(file: ProblemFile, defaults: Defaults) -> Defaults:
    """Return the course's defaults with what the problem itself says."""
    own = {name: getattr(file, name) for name in defaults.__struct_fields__}
    return replace(defaults, **{name: value for name, value in own.items() if value is not None})


def _missing(exercises: Path, slug: str) -> Fault:
    line = course_line(exercises, slug)
    path = exercises / (COURSE if line else slug)
    return missing_problem(exercises, slug, shown(path), line)


def _read_private(folder: Path, slug: str, file: ProblemFile | None, defaults: Defaults) -> Private:
    if not folder.is_dir():
        fix = f"write {SECRET}, {ACCEPTED}/ and {WRONG}/ there"
        what = f"the exercise '{slug}' has no folder of solutions"
        return Private(None, (), (), None, (), (Fault(shown(folder), None, what, fix),))
    groups, faults = _read_secret(folder / SECRET, file, defaults)
    accepted, accepted_faults = _read_accepted(folder / ACCEPTED)
    mistakes, mistake_faults = _read_mistakes(folder / WRONG)
    knobs, knob_faults = read_knobs(folder / KNOBS, file, mistakes)
    argued, argued_faults = read_survivors(folder / SURVIVORS)
    faults += (*_misnamed(folder), *accepted_faults, *mistake_faults, *knob_faults)
    faults += argued_faults
    return Private(groups, accepted, mistakes, knobs, argued, faults)


def _misnamed(folder: Path) -> Iterator[Fault]:
    """Yield a fault for each entry that is nearly one which is missing: wrong_answers/."""
    known = (SECRET, ACCEPTED, WRONG, KNOBS, SURVIVORS)
    missing = [name for name in known if not (folder / name).exists()]
    for path in sorted(folder.iterdir()):
        if path.name in known or path.name.startswith((".", "_")):
            continue
        meant = nearest(path.name, missing)
        if meant is not None:
            yield Fault(shown(path), None, "is not read here", f"did you mean '{meant}'?")


def _read_secret(
    path: Path, file: ProblemFile | None, defaults: Defaults
) -> tuple[tuple[Group, ...] | None, tuple[Fault, ...]]:
    if not path.exists():
        return None, (Fault(shown(path), None, "the file is missing", "write the secret groups"),)
    document, decoded = read_yaml(path, SecretFile)
    if document is None or decoded.value is None:
        return None, decoded.faults
    faults = decoded.faults
    if file is not None:
        faults += check_secret(document, decoded.value, file, defaults)
    return tuple(decoded.value.groups), faults


def _read_accepted(folder: Path) -> tuple[tuple[Solution, ...], tuple[Fault, ...]]:
    solutions: list[Solution] = []
    faults: list[Fault] = []
    for path in _sources(folder):
        source, unread = read_bytes(path)
        faults += unread
        solutions.append(Solution(path.stem, source))
    if not solutions:
        fix = "add a .py file that solves the problem"
        faults.append(Fault(shown(folder), None, "no accepted solution", fix))
    return tuple(solutions), tuple(faults)


def _read_mistakes(folder: Path) -> tuple[tuple[Mistake, ...], tuple[Fault, ...]]:
    mistakes: list[Mistake] = []
    faults: list[Fault] = []
    for path in _sources(folder):
        source, unread = read_bytes(path)
        says, silent = (None, unread) if unread else _docstring(path, source)
        faults += silent
        mistakes.append(Mistake(path.stem, says or "", source))
    return tuple(mistakes), tuple(faults)


def _sources(folder: Path) -> Iterator[Path]:
    """Yield the Python files of a folder, sorted; none where it is not there."""
    return iter(sorted(folder.glob("[!._]*.py")))


def _docstring(path: Path, source: bytes) -> tuple[str | None, tuple[Fault, ...]]:
    """Return what a mistake's module docstring says, in one line, or the fault of having none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an escape in a docstring is nobody's concern here
            says = ast.get_docstring(ast.parse(source))
    except SyntaxError as error:
        return None, (Fault(shown(path), error.lineno, f"not valid Python: {error.msg}"),)
    except (ValueError, RecursionError, MemoryError) as error:
        return None, (Fault(shown(path), None, f"not valid Python: {error}"),)
    if not says or not says.strip():
        fix = "start the file with what a tutor would say, in triple quotes"
        return None, (Fault(shown(path), 1, "a mistake without a docstring", fix),)
    return " ".join(says.split()), ()
