"""What a problem means: whether its declarations, code, groups and points fit one another.

Everything here can be told without torch and without running anything; whether a reference
evaluates is for the answers to find out.
"""

from __future__ import annotations

import keyword
import math
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from grader.cases.kinds import BOXES, KINDS, alternatives
from grader.errors import Fault
from grader.load.check_code import call_faults, reference_faults, stub_faults
from grader.load.check_groups import group_faults, practice_faults, shrink_faults
from grader.load.check_pictures import picture_faults
from grader.load.nearest import suggestion
from grader.load.yaml_tree import Document, Place
from grader.pack_file import Defaults, Group, Parameter, ProblemFile, Returns, SecretFile
from grader.values import DTYPES

__all__ = ["check_problem", "check_secret"]

_NUMBERS: Final[tuple[Place, ...]] = (
    ("points",),
    ("time_limit",),
    ("time_budget",),
    ("tolerance", "rtol"),
    ("tolerance", "atol"),
)
_SLACK: Final = 1e-9
_PACKAGES: Final = ("numpy", "torch")
"""All that the processes in which submissions run have imported; a locked child opens no file."""


def check_problem(document: Document, file: ProblemFile, defaults: Defaults) -> tuple[Fault, ...]:
    """Return what is wrong with problem.yaml beyond its form."""
    return (
        *_declared_faults(document, file),
        *_package_faults(document, file),
        *stub_faults(document, file),
        *reference_faults(document, file),
        *call_faults(document, file, file.call, ("call",)),
        *group_faults(document, file, file.groups),
        *shrink_faults(document, file.groups, secret=False),
        *practice_faults(document, file),
        *picture_faults(document, file),
        *_number_faults(document, file),
        *_total_faults(document, file.groups, _total(file, defaults), file.groups),
    )


def check_secret(
    document: Document, secret: SecretFile, file: ProblemFile, defaults: Defaults
) -> tuple[Fault, ...]:
    """Return what is wrong with secret.yaml beyond its form, beside its problem."""
    groups = [*secret.groups, *(group for group in file.groups if group.points is not None)]
    return (
        *group_faults(document, file, secret.groups),
        *shrink_faults(document, secret.groups, secret=True),
        *_total_faults(document, secret.groups, _total(file, defaults), groups),
        *_sum_faults(document, groups, _total(file, defaults)),
    )


def _declared_faults(document: Document, file: ProblemFile) -> Iterator[Fault]:
    if keyword.iskeyword(file.function):
        yield document.fault(("function",), f"'{file.function}' is a word of Python itself")
    for name, parameter in file.parameters.items():
        if keyword.iskeyword(name):
            yield document.fault(("parameters", name), f"'{name}' is a word of Python itself")
        yield from _type_faults(document, file, parameter, ("parameters", name))
    yield from _type_faults(document, file, file.returns, ("returns",))


def _package_faults(document: Document, file: ProblemFile) -> Iterator[Fault]:
    for index, name in enumerate(file.packages):
        if name not in _PACKAGES:
            known = name.partition(".")[0] in sys.stdlib_module_names
            fix = "take it out: the standard library may be imported as it is" if known else ""
            what = f"'{name}' is no package that submissions can import"
            meant = suggestion(name, _PACKAGES, "there are")
            yield document.fault(("packages", index), what, fix or meant)


def _type_faults(
    document: Document, file: ProblemFile, declared: Parameter | Returns, place: Place
) -> Iterator[Fault]:
    kinds = alternatives(declared.type)
    for kind in kinds:
        if kind not in KINDS:
            fix = suggestion(kind, KINDS, "the types")
            yield document.fault((*place, "type"), f"unknown type '{kind}'", fix)
    needed = {"ndarray": {"numpy", "torch"}, "tensor": {"torch"}}
    for kind in kinds:
        if kind in BOXES and not needed[kind] & set(file.packages):
            package = "torch" if kind == "tensor" else "numpy"
            what = f"{kind} needs {package}, which 'packages' does not list"
            yield document.fault((*place, "type"), what, f"write packages: [{package}]")
    if declared.dtype is not None and declared.dtype not in DTYPES:
        fix = suggestion(declared.dtype, DTYPES, "the dtypes")
        yield document.fault((*place, "dtype"), f"unknown dtype '{declared.dtype}'", fix)


def _number_faults(document: Document, file: ProblemFile) -> Iterator[Fault]:
    for place in _NUMBERS:
        owner = file if len(place) == 1 else file.tolerance
        number = getattr(owner, str(place[-1]))
        if number is not None and not math.isfinite(number):
            yield document.fault(place, f"'{place[-1]}' should be a finite number")


def _total(file: ProblemFile, defaults: Defaults) -> float:
    return file.points if file.points is not None else defaults.points


def _total_faults(
    document: Document, own: Sequence[Group], total: float, groups: Sequence[Group]
) -> Iterator[Fault]:
    """Yield a fault where the stated points of `groups` are over the total."""
    stated = sum(group.points or 0 for group in groups)
    first = next((index for index, group in enumerate(own) if group.points is not None), None)
    if first is not None and not stated <= total + _SLACK:  # not <= catches NaN
        what = f"the groups' points add up to {stated:g}, more than the problem's {total:g}"
        yield document.fault(("groups", first, "points"), what, "lower them")


def _sum_faults(document: Document, groups: Sequence[Group], total: float) -> Iterator[Fault]:
    """Yield a fault where every group states its points and they are under the total."""
    if all(group.points is not None for group in groups):
        stated = sum(group.points or 0 for group in groups)
        if stated < total - _SLACK:
            what = f"the groups' points add up to {stated:g}, not to the problem's {total:g}"
            fix = "raise one, or leave one out to give it the rest"
            yield document.fault(("groups", 0, "points"), what, fix)
