"""The groups of a problem: whether each one's names, expressions and literals fit."""

from __future__ import annotations

import keyword
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.cases import draws
from grader.cases.expression import evaluation_order, free_names
from grader.cases.kinds import literal_misfit, number_text, rectangle, unquoted
from grader.cases.vocabulary import VOCABULARY
from grader.errors import Fault
from grader.load.check_code import call_faults
from grader.load.nearest import suggestion
from grader.load.yaml_tree import Document, Place
from grader.pack_file import Group, ProblemFile, is_set

__all__ = ["group_faults", "practice_faults", "shrink_faults"]


def group_faults(
    document: Document, file: ProblemFile, groups: Sequence[Group], key: str = "groups"
) -> Iterator[Fault]:
    """Yield what is wrong with the groups that one file has under a key."""
    first: dict[str, int] = {}
    for index, group in enumerate(groups):
        checker = _GroupCheck(document, file, group, (key, index))
        line = document.line((key, index, "name"))
        if group.name in first:
            what = f"a group is named '{group.name}' already, on line {first[group.name]}"
            yield checker.fault(("name",), what, "give each group a name of its own")
        first.setdefault(group.name, line)
        yield from checker.faults()


def practice_faults(document: Document, file: ProblemFile) -> Iterator[Fault]:
    """Yield what is wrong with the practice groups; one that draws nothing is of no use."""
    groups = [practice.as_group() for practice in file.practice]
    unsound = tuple(group_faults(document, file, groups, "practice"))
    yield from unsound
    for index, group in enumerate(groups):
        if not unsound and not draws(group):
            what = f"the practice group '{group.name}' draws nothing at random"
            fix = "write expressions such as 'integers(1, 6)', or make it one of the groups"
            yield document.fault(("practice", index, "name"), what, fix)


def shrink_faults(document: Document, groups: Sequence[Group], *, secret: bool) -> Iterator[Fault]:
    """Yield where `shrink` is asked for and has no meaning."""
    for index, group in enumerate(groups):
        place: Place = ("groups", index, "shrink")
        if group.shrink and not secret:
            what = "'shrink' is for secret groups: public cases are shrunk anyway"
            yield document.fault(place, what, "leave it out")
        elif group.shrink and not _draws_or_is_unsound(group):
            what = f"'shrink' in the group '{group.name}', which draws nothing at random"
            yield document.fault(place, what, "leave it out, or draw the inputs by expressions")


def _draws_or_is_unsound(group: Group) -> bool:
    try:
        return draws(group)
    except ValueError:  # an expression that is none has its own fault
        return True


class _GroupCheck:
    """One group beside the declarations it has to fit."""

    def __init__(self, document: Document, file: ProblemFile, group: Group, place: Place) -> None:
        self.document = document
        self.file = file
        self.group = group
        self.place = place

    def fault(self, place: Place, what: str, fix: str = "") -> Fault:
        return self.document.fault((*self.place, *place), what, fix)

    def faults(self) -> Iterator[Fault]:
        yield from self.let_faults()
        for index, case in enumerate(self.group.cases or [{}]):
            yield from self.case_faults(index, case)
        yield from self.expect_faults()
        points = self.group.points
        if points is not None and not math.isfinite(points):
            yield self.fault(("points",), "'points' should be a finite number")
        place = (*self.place, "call")
        yield from call_faults(self.document, self.file, self.group.call, place)

    def let_faults(self) -> Iterator[Fault]:
        """Check the names drawn in order: each may use the ones before it."""
        known = set(VOCABULARY)
        for name, entry in self.group.let.items():
            if name in VOCABULARY or keyword.iskeyword(name):
                what = f"'{name}' already means something in expressions"
                yield self.fault(("let", name), what, "choose another name")
            yield from self.entry_faults(("let", name), entry, known)
            known.add(name)

    def case_faults(self, index: int, case: Mapping[str, Any]) -> Iterator[Fault]:
        """Check one case: the group's inputs, replaced and completed by its own."""
        places: dict[str, Place] = {name: ("inputs", name) for name in self.group.inputs}
        places |= {name: ("cases", index, name) for name in case}
        entries = {**self.group.inputs, **case}
        yield from self.parameter_faults(places)
        where: Place = ("cases", index) if case else ("inputs",)
        for name in self.file.parameters:
            if name not in entries:
                what = f"group '{self.group.name}' has no input for '{name}'"
                yield self.fault(where, what, f"add '{name}: ...' to its inputs")
        entries = {name: entries[name] for name in entries if name in self.file.parameters}
        known = {*VOCABULARY, *self.group.let}
        for name in evaluation_order(entries, frozenset(self.group.let)):
            yield from self.input_faults(places[name], entries, known)
            known.add(name)

    def parameter_faults(self, places: Mapping[str, Place]) -> Iterator[Fault]:
        for name, place in places.items():
            if name not in self.file.parameters:
                fix = suggestion(name, self.file.parameters, "the parameters")
                yield self.fault(place, f"'{name}' is not a parameter", fix)

    def input_faults(
        self, place: Place, entries: Mapping[str, Any], known: set[str]
    ) -> Iterator[Fault]:
        name = str(place[-1])
        entry = entries[name]
        if isinstance(entry, str):
            yield from self.expression_faults(place, entry, known, entries)
        elif misfit := literal_misfit(entry, self.file.parameters[name]):
            yield self.fault((*place, *misfit.index), f"'{name}' {misfit.what}", misfit.fix)

    def entry_faults(self, place: Place, entry: object, known: set[str]) -> Iterator[Fault]:
        if isinstance(entry, str):
            yield from self.expression_faults(place, entry, known, self.group.let)
        elif isinstance(entry, dict):
            yield self.fault(place, f"'{place[-1]}' is a mapping", "write a value or a list")
        elif found := number_text(entry):
            index, text = found
            what = f"'{place[-1]}' holds the text '{text}'"
            yield self.fault((*place, *index), what, unquoted(text))

    def expression_faults(
        self, place: Place, text: str, known: set[str], later: Mapping[str, Any]
    ) -> Iterator[Fault]:
        try:
            missing = sorted(free_names(text) - known)
        except ValueError as error:
            yield self.fault(place, str(error))
            return
        for name in missing:
            what = f"'{name}' in '{text}' is not defined"
            if name in later:
                fix = "draw it in 'let', above what needs it"
                yield self.fault(place, f"{what} yet", fix)
            else:
                fix = suggestion(name, sorted(known), "") or "draw it in 'let'"
                yield self.fault(place, what, fix)

    def expect_faults(self) -> Iterator[Fault]:
        """Check the literal answer: of one case alone, and such as the function returns."""
        group = self.group
        if not is_set(group.expect):
            return
        count = group.repeat * max(1, len(group.cases))
        if count > 1:
            what = f"'expect' is one answer, but the group has {count} cases"
            yield self.fault(("expect",), what, "leave it out, or give the case a group of its own")
        called = group.call is not None or self.file.call is not None
        misfit = None if called else literal_misfit(group.expect, self.file.returns)
        if misfit:
            yield self.fault(("expect", *misfit.index), f"'expect' {misfit.what}", misfit.fix)
        elif isinstance(group.expect, dict):
            for name, part in group.expect.items():
                yield from self.part_faults(str(name), part)
        elif found := number_text(group.expect):
            index, text = found
            yield self.fault(
                ("expect", *index), f"'expect' holds the text '{text}'", unquoted(text)
            )

    def part_faults(self, name: str, part: object) -> Iterator[Fault]:
        """Check a named part of the literal answer: a list of numbers has to be an array."""
        if found := number_text(part):
            index, text = found
            what = f"'{name}' of 'expect' holds the text '{text}'"
            yield self.fault(("expect", name, *index), what, unquoted(text))
            return
        try:
            rectangle(part)
        except ValueError as error:
            what = f"'{name}' of 'expect' has {error}"
            yield self.fault(("expect", name), what, "give every row the same length")
