"""A report in which everything is awkward: its points, its verdicts and its texts."""

from __future__ import annotations

from msgspec.structs import replace

from grader.gradebook.table import Column, GroupMark, Heading, Mark, Row, Student
from grader.outcome import Frame
from grader.report import (
    CaseResult,
    Failure,
    GroupResult,
    NamedMistake,
    ProblemResult,
    Report,
    Shown,
    Tally,
)
from grader.scoring import total
from grader.verdict import Verdict

__all__ = [
    "AWKWARD",
    "SCORE",
    "awkward_class",
    "awkward_report",
    "failed_report",
    "many_problems",
    "problem",
    "scored",
]

IS_SECRET = True
AWKWARD = (
    "a|b\n::error::c %0A <b>&amp; `x` ]]> $y$ @all \x1b[31mred\x1b[0m \x00 \u202e \u03c0 \U0001f600"
)
THIRDS = tuple(10 / 3 for _ in range(3))
SCORE = 2 * 10 / 3 + 7.5
MOST = 50.0


def awkward_report() -> Report:
    """Return a report of five problems, worth 50 points, of which 14 1/6 were had."""
    return Report(
        (_thirds(), _partial(), _waiting(), _forbidden(), _possible()),
        "seccomp+landlock+rlimits",
        (f"note {AWKWARD}",),
    )


def failed_report() -> Report:
    """Return the same, and a sixth problem on which the grader failed."""
    report = awkward_report()
    failed = problem(
        "broken",
        Verdict.JUDGE_ERROR,
        (_group("any", Verdict.JUDGE_ERROR, 0, 10, secret=IS_SECRET),),
        failure=Failure("the grader failed: KeyError", "no points are lost for it"),
    )
    return replace(report, problems=(*report.problems, failed))


def many_problems(count: int, *, verdict: Verdict = Verdict.WRONG_ANSWER) -> Report:
    """Return a report of many problems, each with groups of 1/2 and 9 1/2 points."""
    groups = (
        _group("half", Verdict.ACCEPTED, 0.5, 0.5, secret=IS_SECRET),
        _group("rest", verdict, 0, 9.5, secret=IS_SECRET, hint="h" * 400),
    )
    return Report(tuple(problem(f"p-{n}", verdict, groups) for n in range(count)), "none")


def scored(
    slug: str, points: float, max_points: float, verdict: Verdict = Verdict.ACCEPTED
) -> ProblemResult:
    """Return a problem of one secret group."""
    return problem(slug, verdict, (_group("any", verdict, points, max_points, secret=IS_SECRET),))


def problem(
    slug: str,
    verdict: Verdict,
    groups: tuple[GroupResult, ...],
    *,
    failure: Failure | None = None,
    mistake: NamedMistake | None = None,
    possible: tuple[NamedMistake, ...] = (),
) -> ProblemResult:
    """Return a result whose counts and points are those of its groups."""
    return ProblemResult(
        slug=slug,
        title=f"Title of {slug}: {AWKWARD}",
        label=f"in/{slug}, 50%.py",
        verdict=verdict,
        score=total(group.points for group in groups),
        max_score=total(group.max_points for group in groups),
        public=_tally(groups, secret=False),
        secret=_tally(groups, secret=True),
        groups=groups,
        failure=failure,
        mistake=mistake,
        possible=possible,
    )


def _thirds() -> ProblemResult:
    shown = Shown(call="f(x)", inputs={"x": 2}, expected=4, got=5, returned=True, printed=AWKWARD)
    wrong = Failure(f"expected 4, got 5 {AWKWARD}", "look | again", (Frame(7, "f"),), shown)
    hidden = Failure("ValueError", "", (Frame(9, ""),))
    groups = (
        _group("by hand", Verdict.WRONG_ANSWER, 0, 0, wrong),
        _group("first", Verdict.ACCEPTED, THIRDS[0], THIRDS[0], secret=IS_SECRET),
        _group("second", Verdict.ACCEPTED, THIRDS[1], THIRDS[1], secret=IS_SECRET),
        _group(
            AWKWARD, Verdict.RUNTIME_ERROR, 0, THIRDS[2], hidden, secret=IS_SECRET, hint=AWKWARD
        ),
    )
    mistake = NamedMistake("turned", f"You turned it. {AWKWARD}")
    return problem("thirds", Verdict.RUNTIME_ERROR, groups, mistake=mistake)


def _partial() -> ProblemResult:
    parts = Failure("", "", part="dx in step 1", parts_right=("y in step 1",))
    groups = (
        _group("half of it", Verdict.WRONG_ANSWER, 2.5, 5, parts, secret=IS_SECRET),
        _group("all of it", Verdict.ACCEPTED, 5, 5, secret=IS_SECRET),
    )
    return problem("partial", Verdict.WRONG_ANSWER, groups)


def _waiting() -> ProblemResult:
    groups = (_group("any", Verdict.NOT_ATTEMPTED, 0, 10, secret=IS_SECRET),)
    failure = Failure("the stub as it was given")
    return problem("waiting", Verdict.NOT_ATTEMPTED, groups, failure=failure)


def _forbidden() -> ProblemResult:
    groups = (
        _group("right but forbidden", Verdict.ACCEPTED, 0, 4, secret=IS_SECRET),
        _group("more of it", Verdict.FORBIDDEN, 0, 6, secret=IS_SECRET),
    )
    failure = Failure("np.convolve is forbidden here", "write the loop", (Frame(3, "f"),))
    return problem("forbidden", Verdict.FORBIDDEN, groups, failure=failure)


def _possible() -> ProblemResult:
    groups = (_group("any", Verdict.WRONG_ANSWER, 0, 10, Failure(""), secret=IS_SECRET),)
    possible = (NamedMistake("a", "You did A."), NamedMistake("b", "You did B."))
    return problem("possible", Verdict.WRONG_ANSWER, groups, possible=possible)


def _group(
    name: str,
    verdict: Verdict,
    points: float,
    max_points: float,
    failure: Failure | None = None,
    *,
    secret: bool = False,
    hint: str = "",
) -> GroupResult:
    cases = (CaseResult(Verdict.ACCEPTED, 0.001), CaseResult(verdict, 0.002, failure))
    return GroupResult(name, secret, verdict, points, max_points, cases, hint)


def _tally(groups: tuple[GroupResult, ...], *, secret: bool) -> Tally:
    chosen = [group for group in groups if group.secret is secret]
    return Tally(sum(one.passed for one in chosen), sum(len(one.cases) for one in chosen))


def awkward_class() -> tuple[Heading, tuple[Row, ...]]:
    """Return a class of six: thirds, nothing handed in, a formula for a name, a judge error."""
    columns = (
        Column("thirds", "Thirds", "One", 10.0),
        Column("partial", f"Partial {AWKWARD}", "One", 10.0),
    )
    rows = (
        _row(
            Student("ada", "Lovelace, Ada", "ada@example.org", "ada", "s-1", "42", "A"),
            _mark("thirds", Verdict.ACCEPTED, 10),
            _mark("partial", Verdict.ACCEPTED, 10),
        ),
        _row(
            Student("bob", '=HYPERLINK("x")', "bob@example.org", "-2+3", "@s", "43", "\tA"),
            _mark("thirds", Verdict.WRONG_ANSWER, 20 / 3, "You turned it; =1+1"),
            _mark("partial", Verdict.NOT_ATTEMPTED, 0),
            notes=("+1 file was refused",),
        ),
        _row(
            Student("cem", "Çem \u200cÖz", "cem@example.org", "cem", "s-3", "44"),
            _mark("thirds", Verdict.TIME_LIMIT, 0),
        ),
        _row(Student("dee", "Dee", "dee@example.org", "dee", "s-4", "45"), missing=True),
        _row(
            Student("eve", AWKWARD, "eve@example.org", "eve", "s-5", "46"),
            _mark("thirds", Verdict.JUDGE_ERROR, 0),
            _mark("partial", Verdict.ACCEPTED, 10),
        ),
        _row(Student("fay"), _mark("partial", Verdict.WRONG_ANSWER, 7.125)),
    )
    return Heading(f"Course {AWKWARD}", columns, "seccomp+landlock+rlimits", len(rows)), rows


def _row(student: Student, *marks: Mark, missing: bool = False, notes: tuple[str, ...] = ()) -> Row:
    by_slug = {mark.slug: mark for mark in marks}
    return Row(student, by_slug, total(mark.score for mark in marks), 20.0, missing, notes)


def _mark(slug: str, verdict: Verdict, score: float, says: str = "") -> Mark:
    groups = (
        GroupMark("by hand", False, verdict, 0, 0, 1, 1),  # noqa: FBT003
        GroupMark(AWKWARD, True, verdict, score, 10, 2, 3),  # noqa: FBT003
    )
    mistake = NamedMistake("turned", says) if says else None
    return Mark(slug, verdict, score, 10.0, Tally(1, 1), Tally(2, 3), groups, mistake, 7)
