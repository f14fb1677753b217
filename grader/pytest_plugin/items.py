"""A problem as pytest's tree: problem.yaml :: a group :: a case.

Names are stable: they come from the files of the pack alone. A test fails with the words of the
text report; a fault of the grader's own is an error in its set-up, and so no failure.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.cases import groups_of
from grader.errors import GraderError
from grader.pack_file import Group
from grader.problem import Problem
from grader.pytest_plugin import JUDGING
from grader.pytest_plugin.judging import Judging, told
from grader.render.text import group_text, preface_text
from grader.report import CaseResult, GroupResult, ProblemResult
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["CaseItem", "GroupNode", "NotAccepted", "ProblemNode"]


class NotAccepted(Exception):
    """A case that was not accepted; its message is what the student is told."""


class Unjudged(Exception):
    """A case that the grader could not judge; never the student's fault."""


class ProblemNode(pytest.File):
    """One problem.yaml of a pack."""

    def collect(self) -> Iterator[GroupNode]:
        """Yield its groups, the public ones first; faults of the pack are errors here."""
        judging: Judging = self.config.stash[JUDGING]
        exercises, slug = self.path.parent.parent, self.path.parent.name
        try:
            problem = judging.pack(exercises).problem(slug)
            submission = judging.submission(exercises, slug)
        except GraderError as error:
            raise self.CollectError(told(error)) from None
        for number, name in enumerate(_names(problem)):
            yield GroupNode.from_parent(
                self, name=name, problem=problem, number=number, submission=submission
            )


class GroupNode(pytest.Collector):
    """One group of a problem."""

    def __init__(
        self, *, problem: Problem, number: int, submission: Submission | None, **rest: object
    ) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.problem = problem
        self.number = number
        self.submission = submission
        self.extra_keyword_matches.add(problem.slug)

    def collect(self) -> Iterator[CaseItem]:
        """Yield its cases; how many there are is in the file, so nothing is drawn for it."""
        group, _ = groups_of(self.problem)[self.number]
        for index in range(_count(group)):
            yield CaseItem.from_parent(self, name=f"case-{index + 1}", index=index)


class CaseItem(pytest.Item):
    """One case: it passes if the submission is right there, and nothing forbidden was used."""

    parent: GroupNode

    def __init__(self, *, index: int, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self._index = index
        self._result: ProblemResult | None = None

    def setup(self) -> None:
        """Judge the submission, unless that was done for another case of the problem."""
        node = self.parent
        if node.submission is None:
            pytest.skip(f"{node.problem.slug}: nothing was handed in")
        try:
            result = self._judged(node.submission)
        except GraderError as error:
            raise Unjudged(told(error)) from None
        if result.verdict is Verdict.JUDGE_ERROR:
            raise Unjudged(preface_text(result))
        self._tell_points(result)
        if result.verdict is Verdict.NOT_ATTEMPTED:
            pytest.skip(f"{result.slug}: not attempted, {preface_text(result)}")
        self._result = result

    def runtest(self) -> None:
        """Raise NotAccepted where the case is not accepted."""
        result = self._result
        assert result is not None
        group = result.groups[self.parent.number]
        case = group.cases[self._index]
        if result.verdict is Verdict.FORBIDDEN or result.failure is not None:
            raise NotAccepted(_says(result, group, case, f"{result.slug}: {result.verdict}"))
        if case.verdict is not Verdict.ACCEPTED:
            raise NotAccepted(_says(result, group, case, f"{result.slug}: {case.verdict}"))

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException], style: str | None = None
    ) -> object:
        """Return the words alone; a traceback through the grader helps nobody."""
        if isinstance(excinfo.value, (NotAccepted, Unjudged)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)  # type: ignore[arg-type]

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what pytest heads a failure with."""
        node = self.parent
        return self.path, None, f"{node.problem.slug}: {node.name}, {self.name}"

    def _judged(self, submission: Submission) -> ProblemResult:
        judging: Judging = self.config.stash[JUDGING]
        result = judging.result(self.path.parent.parent, submission)
        self.user_properties.append(("isolation", judging.isolation(self.path.parent.parent)))
        return result

    def _tell_points(self, result: ProblemResult) -> None:
        """Note the case's share of its group's points: a group stands or falls as a whole."""
        group = result.groups[self.parent.number]
        cases = _count(groups_of(self.parent.problem)[self.parent.number][0])
        self.user_properties += [
            ("problem", result.slug),
            ("group", group.name),
            ("verdict", str(result.verdict)),
            ("score", group.points / cases),
            ("max_score", group.max_points / cases),
        ]


def _says(result: ProblemResult, group: GroupResult, case: CaseResult, head: str) -> str:
    """Return the words of the text report on one case."""
    preface = preface_text(result)
    body = ""
    if result.failure is None and case.failure is not None:
        body = group_text(replace(group, cases=(case,)), result)
    return "\n\n".join(filter(None, (head, preface, body)))


def _count(group: Group) -> int:
    return group.repeat * max(1, len(group.cases))


def _names(problem: Problem) -> Iterator[str]:
    """Yield a name for each group that a node id can hold; of two alike, the secret one says so."""
    taken: set[str] = set()
    for group, _ in groups_of(problem):
        name = group.name.replace("::", ":").translate(str.maketrans("[]", "()"))
        while name in taken:
            name = f"{name} (secret)"
        taken.add(name)
        yield name
