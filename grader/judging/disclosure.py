"""What may be told of a failed case: all of a public one, of a secret one hardly anything.

A submission chooses where and with what it fails, and may have seen the inputs of other cases.
So of a secret case only that is told which it could not choose: the kind of failure and one line
of the source, of a whole group once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grader.calling import default_call
from grader.cases import Case, groups_of
from grader.checkers import Mismatch
from grader.clean import clean, clean_bytes, clean_value
from grader.outcome import Frame, Outcome, Returned
from grader.picture import Picture
from grader.problem import Problem
from grader.report import CaseResult, Failure, GroupResult, Shown
from grader.submission import Submission, cell_of_line
from grader.values import Value
from grader.verdict import Verdict

__all__ = ["Disclosure", "Seen", "told_once"]

MOST_FRAMES: Final = 20
QUOTED: Final = 120


class Seen(Struct, frozen=True):
    """A failed call as the grader saw it."""

    case: Case
    expected: Value
    outcome: Outcome
    mismatch: Mismatch | None
    printed: bytes


class Disclosure:
    """What may be told of one submission to one problem."""

    def __init__(self, problem: Problem, submission: Submission) -> None:
        self._problem = problem
        self._source = submission.source
        self._is_notebook = submission.label.lower().endswith(".ipynb")
        self._groups = groups_of(problem)

    def of_public(self, seen: Seen, failure: Failure) -> Failure:
        """Return the failure with the case itself: inputs, answers, what was printed."""
        case, mismatch = seen.case, seen.mismatch
        returned = seen.outcome if isinstance(seen.outcome, Returned) else None
        shown = Shown(
            call=self.call_text(case),
            inputs=case.inputs,
            expected=seen.expected,
            got=None if returned is None else clean_value(returned.value, seen.expected),
            returned=returned is not None,
            mismatch=None if mismatch is None else _clean_mismatch(mismatch),
            printed=clean_bytes(seen.printed),
            axes=self._axes(),
            answer_axes=self._answer_axes(case),
            tolerance=self._problem.file.tolerance,
            pictures=self._pictures(case),
        )
        return replace(failure, frames=self.frames(failure), shown=shown)

    def of_secret(self, case: Case, verdict: Verdict, failure: Failure) -> Failure:
        """Return what may be told of a secret case: the kind of failure and one line of the source.

        All else could carry data out: a message, a function's name, a whole stack of lines. What
        the submission returned or printed may hold the inputs of other cases.
        """
        shown = None
        if self._groups[case.group][0].reveal:
            shown = Shown(call=self.call_text(case), inputs=case.inputs, axes=self._axes())
        return Failure(
            says="" if verdict is Verdict.WRONG_ANSWER else failure.says,
            frames=tuple(Frame(frame.line, "") for frame in self.frames(failure)[-1:]),
            shown=shown,
            part=failure.part,
            parts_right=failure.parts_right,
        )

    def frames(self, failure: Failure) -> tuple[Frame, ...]:
        """Return the frames that may be shown: a child can claim any line and any name."""
        last = len(self._source.splitlines()) + 1  # an error may stand at the very end
        return tuple(
            Frame(frame.line, clean(frame.function))
            for frame in failure.frames[-MOST_FRAMES:]
            if 0 < frame.line <= last
        )

    def quotes(self, groups: tuple[GroupResult, ...], whole: Failure | None) -> dict[int, str]:
        """Return the student's own lines that any failure points at."""
        wanted = _lines_told(groups, whole)
        if not wanted:
            return {}
        lines = self._source.splitlines()  # of bytes: as Python counts, not at form feeds
        return {
            line: clean(lines[line - 1].decode("utf-8", "replace").strip(), QUOTED)
            for line in wanted
            if 0 < line <= len(lines)
        }

    def places(self, groups: tuple[GroupResult, ...], whole: Failure | None) -> dict[int, str]:
        """Return the cell and the line in it of each line that a failure points at."""
        found = {
            line: cell_of_line(self._source, line) for line in sorted(_lines_told(groups, whole))
        }
        return {line: cell for line, cell in found.items() if cell and self._is_notebook}

    def call_text(self, case: Case) -> str:
        """Return the call of a case as the student may read it."""
        file = self._problem.file
        return case.call or file.call or default_call(file.function, tuple(file.parameters))

    def _axes(self) -> dict[str, tuple[str, ...]]:
        declared = self._problem.file.parameters.items()
        return {name: tuple(map(str, one.shape)) for name, one in declared if one.shape}

    def _answer_axes(self, case: Case) -> tuple[str, ...]:
        """Return the names of the answer's axes; a call of its own gives something else."""
        plain = case.call is None and self._problem.file.call is None
        return tuple(map(str, self._problem.file.returns.shape or ())) if plain else ()

    def _pictures(self, case: Case) -> tuple[Picture, ...]:
        name = self._groups[case.group][0].name
        pictures = self._problem.file.pictures
        return tuple(one for one in pictures if not one.only or name in one.only)


def told_once(cases: Iterable[CaseResult]) -> Iterator[CaseResult]:
    """Leave a reason to the first case of a secret group that has one.

    A submission chooses where and with what it fails: every further reason could carry data out.
    """
    told = False
    for case in cases:
        failure = case.failure
        if told and failure is not None:
            yield replace(case, failure=Failure("", shown=failure.shown))
        else:
            yield case
        told = told or (failure is not None and _tells(failure))


def _tells(failure: Failure) -> bool:
    return bool(failure.says or failure.frames or failure.part or failure.parts_right)


def _clean_mismatch(mismatch: Mismatch) -> Mismatch:
    return replace(mismatch, says=clean(mismatch.says), part=clean(mismatch.part))


def _lines_told(groups: tuple[GroupResult, ...], whole: Failure | None) -> set[int]:
    """Return the lines that failures point at, of each the last."""
    cases = (case.failure for group in groups for case in group.cases)
    failures = [failure for failure in (whole, *cases) if failure is not None]
    return {failure.frames[-1].line for failure in failures if failure.frames}
