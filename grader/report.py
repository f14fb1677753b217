"""The result of judging, as data: every output format is made from these.

    Report > ProblemResult > GroupResult > CaseResult > Failure

A Failure holds only what the student may see: of a secret case neither inputs nor answers. What a
student wrote is clean in it: renderers format and do not look again.
"""

from __future__ import annotations

from msgspec import Struct

from grader.checkers import Mismatch
from grader.outcome import Frame
from grader.pack_file import Tolerance
from grader.picture import Picture
from grader.scoring import total
from grader.values import Value
from grader.verdict import Verdict

__all__ = [
    "CaseResult",
    "Counterexample",
    "Failure",
    "GroupResult",
    "NamedMistake",
    "ProblemResult",
    "Report",
    "Shown",
    "Tally",
]


class Shown(Struct, frozen=True):
    """The case itself, where the student may see it; of a secret one the arguments alone.

    `axes` names the axes of the inputs, as the problem declares their shapes. `mistaken` is what
    the named mistake returns here, where one is named and returns something. `pictures` are for
    these inputs to fill.
    """

    call: str
    inputs: dict[str, Value]
    expected: Value = None
    got: Value = None
    returned: bool = False
    mismatch: Mismatch | None = None
    printed: str = ""
    axes: dict[str, tuple[str, ...]] = {}
    answer_axes: tuple[str, ...] = ()
    tolerance: Tolerance = Tolerance()
    mistaken: Value = None
    pictures: tuple[Picture, ...] = ()


class Failure(Struct, frozen=True):
    """Why a case was not accepted, in a student's words; `shown` only where it may be.

    Of a call with named parts, `part` is the first wrong one and `parts_right` are those before:
    names that the author chose, so they may be told of a secret case as well.
    """

    says: str
    fix: str = ""
    frames: tuple[Frame, ...] = ()
    shown: Shown | None = None
    part: str = ""
    parts_right: tuple[str, ...] = ()


class Counterexample(Struct, frozen=True):
    """The smallest input found on which a submission fails as it does on a case.

    Its inputs come from a public group, or from a secret one that says `shrink: true`.
    """

    verdict: Verdict
    failure: Failure


class CaseResult(Struct, frozen=True):
    """The verdict on one call; `seconds` is wall time measured by the grader.

    Of a secret case there is none: a submission could sleep as long as an input says.
    """

    verdict: Verdict
    seconds: float = 0.0
    failure: Failure | None = None
    counterexample: Counterexample | None = None


class GroupResult(Struct, frozen=True):
    """The verdict on cases that stand or fall together."""

    name: str
    secret: bool
    verdict: Verdict
    points: float
    max_points: float
    cases: tuple[CaseResult, ...]
    hint: str = ""

    @property
    def passed(self) -> int:
        """Return how many of the cases were accepted."""
        return sum(case.verdict is Verdict.ACCEPTED for case in self.cases)


class NamedMistake(Struct, frozen=True):
    """The known mistake that did exactly what the submission does."""

    name: str
    says: str


class Tally(Struct, frozen=True):
    """How many of some cases were accepted."""

    passed: int
    total: int

    def __str__(self) -> str:
        return f"{self.passed}/{self.total}"


class ProblemResult(Struct, frozen=True):
    """The verdict on one submission to one problem.

    `failure` says what concerns the submission as a whole; `secret` is None where the secret
    cases were not available. `possible` holds two explanations where both fit and so none is
    named. `quotes` holds the lines of the source that failures point at, and `places` where these
    stand in a notebook.
    """

    slug: str
    title: str
    label: str
    verdict: Verdict
    score: float
    max_score: float
    public: Tally
    secret: Tally | None
    groups: tuple[GroupResult, ...] = ()
    mistake: NamedMistake | None = None
    possible: tuple[NamedMistake, ...] = ()
    failure: Failure | None = None
    quotes: dict[int, str] = {}
    places: dict[int, str] = {}

    def place(self, line: int) -> str:
        """Return what a line of the source is called: `double.py:3`, or a cell's line."""
        cell = self.places.get(line)
        return f"{self.label}:{line}" if cell is None else f"{self.label}, {cell}"


class Report(Struct, frozen=True):
    """Every problem judged, and under which protection."""

    problems: tuple[ProblemResult, ...]
    isolation: str
    notes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """Return the points of all problems together."""
        return total(problem.score for problem in self.problems)

    @property
    def max_score(self) -> float:
        """Return the points that could be had."""
        return total(problem.max_score for problem in self.problems)
