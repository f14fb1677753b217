"""The cases of a problem: every group's inputs, drawn from a seed.

    Group (let, inputs, cases, repeat) + seed -> Case, Case, ...

Each group draws from a generator of its own, so that a new group changes no other one's cases.
A case's entries are evaluated in the order in which they need one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from msgspec import Struct

from grader.cases.coerce import coerced, valued
from grader.cases.expression import evaluation_order, free_names
from grader.cases.vocabulary import RANDOM, Draw, SeededDraw, evaluate
from grader.errors import Fault, PackError
from grader.pack_file import Group, Parameter, Returns, is_set
from grader.problem import Problem
from grader.values import Value, ValueTooLarge

__all__ = ["Case", "draw_cases", "draw_inputs", "draws", "group_seed", "groups_of"]


class Case(Struct, frozen=True):
    """One call of the submission: its inputs in parameter order, as data.

    `group` counts all groups of the problem, the public ones first; `index` counts the cases
    of that group. `expect` means something only where `has_expect` says so. `call` is how the
    submission is exercised: the group's own words, else the problem's, else None for the plain
    call.
    """

    group: int
    index: int
    secret: bool
    inputs: dict[str, Value]
    expect: Value = None
    has_expect: bool = False
    call: str | None = None


def groups_of(problem: Problem) -> tuple[tuple[Group, bool], ...]:
    """Return every group, the public ones first, and whether it is secret."""
    public = tuple((group, False) for group in problem.file.groups)
    return public + tuple((group, True) for group in problem.secret_groups or ())


def draw_cases(problem: Problem, seed: int) -> tuple[Case, ...]:
    """Return the cases of every group; the same seed gives the same cases.

    Raises PackError, with every group that cannot be drawn.
    """
    cases: list[Case] = []
    faults: list[Fault] = []
    for number, (group, secret) in enumerate(groups_of(problem)):
        draw = SeededDraw(group_seed(problem.slug, group.name, seed, secret=secret))
        try:
            cases += _group_cases(problem, number, draw)
        except (ValueError, ValueTooLarge) as error:
            path = Path(problem.slug, "secret.yaml" if secret else "problem.yaml")
            what, kept_back = f"group '{group.name}': {error}", ""
            if secret:
                kept_back = f"the cases of group '{group.name}' cannot be drawn"
            faults.append(Fault(path, None, what, discreet=kept_back))
    if faults:
        raise PackError(tuple(faults))
    return tuple(cases)


def group_seed(slug: str, name: str, seed: int, *, secret: bool) -> int:
    """Return the seed of one group's generator: 128 bits from all that names the group."""
    parts = (slug, name, "secret" if secret else "public", str(seed))
    text = "".join(f"{len(part)}:{part}" for part in parts)  # lengths: no two lists read alike
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")


def draws(group: Group) -> bool:
    """Say whether a group's cases are drawn at random, in part at least."""
    entries = (*group.let.values(), *(value for case in _cases(group) for value in case.values()))
    return any(RANDOM & free_names(entry) for entry in entries if isinstance(entry, str))


def draw_inputs(
    group: Group, case: Mapping[str, Any], parameters: Mapping[str, Parameter], draw: Draw
) -> dict[str, Value]:
    """Return one case's inputs in parameter order; ValueError says which one does not fit."""
    scope: dict[str, object] = {}
    for name, entry in group.let.items():
        scope[name] = _evaluated(entry, scope, draw)
    entries = {**group.inputs, **case}
    values: dict[str, Value] = {}
    for name in evaluation_order(entries, frozenset(scope)):
        if name in parameters:
            thing = _evaluated(entries[name], scope, draw)
            scope[name], values[name] = _fitted(name, thing, parameters[name])
    return _in_parameter_order(values, parameters)


def _cases(group: Group) -> Iterator[Mapping[str, Any]]:
    """Yield the entries of each case: the group's inputs, replaced and completed by its own."""
    for case in group.cases or [{}]:
        yield {**group.inputs, **case}


def _group_cases(problem: Problem, number: int, draw: Draw) -> Iterator[Case]:
    group, secret = groups_of(problem)[number]
    index = 0
    for case in group.cases or [{}]:
        for _ in range(group.repeat):
            inputs = draw_inputs(group, case, problem.file.parameters, draw)
            yield Case(
                group=number,
                index=index,
                secret=secret,
                inputs=inputs,
                expect=_expected(group, problem),
                has_expect=is_set(group.expect),
                call=_call(group, problem),
            )
            index += 1


def _call(group: Group, problem: Problem) -> str | None:
    return group.call if group.call is not None else problem.file.call


def _expected(group: Group, problem: Problem) -> Value:
    """Return the literal answer as the declared result; as written where a call replaces it."""
    if not is_set(group.expect):
        return None
    try:
        kind, thing = coerced(group.expect, problem.file.returns)
    except ValueError as error:
        if _call(group, problem) is None:
            raise ValueError(f"'expect' {error}") from None
        kind, thing = coerced(group.expect, Returns(type="any"))
    return valued(thing, kind)


def _evaluated(entry: object, scope: Mapping[str, object], draw: Draw) -> object:
    return evaluate(entry, scope, draw) if isinstance(entry, str) else entry


def _fitted(name: str, thing: object, parameter: Parameter) -> tuple[object, Value]:
    try:
        kind, fitting = coerced(thing, parameter)
        return fitting, valued(fitting, kind)
    except (ValueError, ValueTooLarge) as error:
        raise ValueError(f"'{name}' {error}") from None


def _in_parameter_order(
    values: Mapping[str, Value], parameters: Mapping[str, Parameter]
) -> dict[str, Value]:
    missing = [name for name in parameters if name not in values]
    if missing:
        raise ValueError(f"no input for '{missing[0]}'")
    return {name: values[name] for name in parameters}
