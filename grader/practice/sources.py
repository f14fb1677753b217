"""Where random cases come from: expressions that the student may see, or that the author allows."""

from __future__ import annotations

from msgspec import UNSET, Struct
from msgspec.structs import replace

from grader.cases import Case, draw_inputs, draws, groups_of
from grader.cases.vocabulary import Draw
from grader.pack_file import Group
from grader.problem import Problem

__all__ = ["Source", "practice_sources", "sources_for"]


class Source(Struct, frozen=True):
    """A group to draw cases from, and the problem as if that group were all of it."""

    problem: Problem
    group: Group

    def case(self, draw: Draw) -> Case:
        """Return a case; ValueError or ValueTooLarge where these choices give none."""
        group = self.group
        entries = group.cases[draw.integer(0, len(group.cases) - 1)] if group.cases else {}
        inputs = draw_inputs(group, entries, self.problem.file.parameters, draw)
        return Case(group=0, index=0, secret=False, inputs=inputs, call=group.call)


def practice_sources(problem: Problem) -> tuple[Source, ...]:
    """Return every public group that draws: the practice groups, then the graded ones."""
    practice = (group.as_group() for group in problem.file.practice)
    graded = (group for group in problem.file.groups if draws(group))
    return tuple(_source(problem, group) for group in (*practice, *graded))


def sources_for(problem: Problem, number: int) -> tuple[Source, ...]:
    """Return what may be drawn from when a case of the group of that number has failed.

    A public group may lend its call to the draws of the others that have none of their own. A
    secret group is its own source, if it allows that, and has no other.
    """
    group, secret = groups_of(problem)[number]
    own = (_source(problem, group),) if draws(group) else ()
    if secret:
        return own if group.shrink else ()
    others = (
        _source(problem, replace(source.group, call=group.call))
        for source in practice_sources(problem)
        if source.group.call in (None, group.call) and source not in own
    )
    return (*own, *others)


def _source(problem: Problem, group: Group) -> Source:
    alone = replace(group, expect=UNSET, points=None, repeat=1)
    file = replace(problem.file, groups=[alone])
    return Source(replace(problem, file=file, secret_groups=None), alone)
