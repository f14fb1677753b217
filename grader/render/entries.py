"""A report as other programs read it: a flat list of tests, each with points and a sentence.

    Report > ProblemResult > GroupResult        ->        Entry, Entry, Entry

The points of the entries add up to the report's, in this one place for every format. A run in
which the grader failed on a problem is `withheld`: no format may record a grade for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from grader.clean import clean
from grader.parts import progress_text
from grader.render.text import group_text, preface_text, summary_text
from grader.report import Failure, GroupResult, ProblemResult, Report
from grader.verdict import Verdict

__all__ = ["Entry", "closing", "entries", "one_line", "problem_names", "sentences", "withheld"]

LONGEST: Final = 2_000
WIDTH: Final = 80
NO_SCORE: Final = "no score: the grader itself failed on a problem, so it has to be judged again"
OVERRULING: Final = frozenset({Verdict.FORBIDDEN, Verdict.JUDGE_ERROR})
NOT_RUN: Final = frozenset({Verdict.NOT_ATTEMPTED, Verdict.SKIPPED})

Status = Literal["passed", "failed", "skipped", "error"]


class Entry(Struct, frozen=True):
    """A group of cases; `says` is one line, `detail` the same with the case where it may be seen.

    `problem` tells two submissions to one problem apart, and with `name` it is unique. `line` is
    of `file`, where the reason points at one.
    """

    problem: str
    name: str
    verdict: Verdict
    points: float
    max_points: float
    passed: int = 0
    total: int = 0
    says: str = ""
    detail: str = ""
    help: str = ""
    file: str = ""
    line: int | None = None
    seconds: float = 0.0

    @property
    def title(self) -> str:
        """Return the problem and the group in one name."""
        return f"{self.problem}: {self.name}"

    @property
    def status(self) -> Status:
        """Say what became of it: "error" is the grader's own fault and no student's."""
        if self.verdict is Verdict.ACCEPTED:
            return "passed"
        if self.verdict is Verdict.JUDGE_ERROR:
            return "error"
        return "skipped" if self.verdict in NOT_RUN else "failed"


def entries(report: Report) -> tuple[Entry, ...]:
    """Return every group of every problem, in order."""
    names = problem_names(report)
    return tuple(
        entry
        for name, result in zip(names, report.problems, strict=True)
        for entry in _entries_of(name, result)
    )


def withheld(report: Report) -> bool:
    """Say whether the grader failed on a problem, so that no total may be recorded."""
    return any(result.verdict is Verdict.JUDGE_ERROR for result in report.problems)


def closing(report: Report) -> tuple[str, ...]:
    """Return the lines that close a report, each of them clean; no score where it is withheld."""
    lines = tuple(map(one_line, summary_text(report).splitlines()))
    if not withheld(report):
        return lines
    return tuple(NO_SCORE if line.startswith("score ") else line for line in lines)


def problem_names(report: Report) -> tuple[str, ...]:
    """Return a name for each problem; the file tells submissions to the same one apart."""
    slugs = Counter(result.slug for result in report.problems)
    return tuple(
        _unique(
            result.slug if slugs[result.slug] == 1 else f"{result.slug} ({one_line(result.label)})"
            for result in report.problems
        )
    )


def one_line(text: str, limit: int = LONGEST) -> str:
    """Return a text on one line with nothing in it that a terminal or a CI system obeys."""
    return " ".join(clean(text, limit).split())


def sentences(*parts: str) -> str:
    """Join what is said into one line, with a full stop where one is missing in between."""
    said = [part for part in map(one_line, parts) if part]
    ended = [part if part[-1] in ".!?:" else f"{part}." for part in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def _entries_of(problem: str, result: ProblemResult) -> Iterator[Entry]:
    names = _unique(_group_name(group) for group in result.groups)
    told = False
    for name, given in zip(names, result.groups, strict=True):
        group = _as_judged(given, result)
        first = not told and group.verdict is not Verdict.ACCEPTED
        told = told or first
        yield _entry(problem, name, group, result, first=first)
    if not result.groups:  # so that points always add up
        yield Entry(
            problem=problem,
            name="submission",
            verdict=result.verdict,
            points=result.score,
            max_points=result.max_score,
            says=_whole(result),
            detail=_lines(preface_text(result, WIDTH)),
            file=one_line(result.label),
            line=_line(result.failure, result),
        )


def _as_judged(group: GroupResult, result: ProblemResult) -> GroupResult:
    """Let no group look passed that gives no points because of the submission as a whole."""
    whole = result.verdict in OVERRULING
    if whole and group.verdict is Verdict.ACCEPTED:
        return replace(group, verdict=result.verdict)
    return group


def _entry(
    problem: str, name: str, group: GroupResult, result: ProblemResult, *, first: bool
) -> Entry:
    failure = None if result.failure is not None else _failure_of(group)
    says = _says(group, failure, result, first=first)
    shown = group_text(group, result, WIDTH) if failure is not None else ""
    whole = preface_text(result, WIDTH) if first else ""
    return Entry(
        problem=problem,
        name=name,
        verdict=group.verdict,
        points=group.points,
        max_points=group.max_points,
        passed=group.passed,
        total=len(group.cases),
        says=says,
        detail=_lines("\n\n".join(part for part in (whole, shown) if part)) or says,
        help=one_line(_help(group, failure or result.failure)) if says else "",
        file=one_line(result.label),
        line=_line(failure or result.failure, result),
        seconds=sum(case.seconds for case in group.cases),
    )


def _says(
    group: GroupResult, failure: Failure | None, result: ProblemResult, *, first: bool
) -> str:
    if group.verdict is Verdict.ACCEPTED and group.points == group.max_points:
        return ""
    if result.failure is not None:
        return _whole(result)
    told = [_mistake(result)] if first else []
    if failure is not None:
        told += [
            progress_text(failure.parts_right, failure.part),
            _step(failure.says, failure.fix),
        ]
    if group.hint:
        told.append(f"hint: {group.hint}")
    return sentences(*told) or str(group.verdict)


def _whole(result: ProblemResult) -> str:
    if result.failure is None:
        return "" if result.verdict is Verdict.ACCEPTED else str(result.verdict)
    return sentences(_step(result.failure.says, result.failure.fix)) or str(result.verdict)


def _mistake(result: ProblemResult) -> str:
    if result.mistake is not None:
        return result.mistake.says
    if not result.possible:
        return ""
    told = " or: ".join(mistake.says for mistake in result.possible)
    return f"Two explanations fit, so neither is certain. Possible: {told}"


def _step(says: str, fix: str) -> str:
    return f"{says}; {fix}" if says and fix else says or fix


def _help(group: GroupResult, failure: Failure | None) -> str:
    return (failure.fix if failure is not None else "") or group.hint


def _failure_of(group: GroupResult) -> Failure | None:
    return next((case.failure for case in group.cases if case.failure is not None), None)


def _line(failure: Failure | None, result: ProblemResult) -> int | None:
    """Return the line of the file; a cell's line is none of the notebook's file."""
    line = failure.frames[-1].line if failure is not None and failure.frames else None
    return None if line in result.places else line


def _group_name(group: GroupResult) -> str:
    return f"{'secret' if group.secret else 'public'}: {one_line(group.name)}"


def _lines(text: str) -> str:
    """Return a text that keeps its lines, each of them clean."""
    return "\n".join(clean(line, LONGEST).rstrip() for line in text.splitlines()).strip("\n")


def _unique(names: Iterator[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"
