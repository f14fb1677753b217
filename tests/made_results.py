"""Results and judgements made by hand, for tests of what keeps and shows them."""

from __future__ import annotations

from hashlib import blake2b

from msgspec.structs import replace

from grader.gradebook import Grounds, Judged, source_digest
from grader.gradebook.table import Column, Student
from grader.report import CaseResult, Failure, GroupResult, NamedMistake, ProblemResult, Tally
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["ALMA", "BELA", "COLUMNS", "grounds", "judged", "made_result", "student"]

COLUMNS = (Column("double", "Double it", "One", 10.0), Column("halve", "Halve it", "One", 5.0))
GROUNDS = Grounds(
    submission="",
    key="k",
    public="p",
    reference="r",
    secret="s",
    mistakes="m",
    seed=0,
    torch="2",
    numpy="2",
    python="3",
    grader="0",
    isolation="seccomp",
)


def student(name: str) -> Student:
    return Student(name.lower(), name)


ALMA, BELA = student("Alma"), student("Bela")


def made_result(
    slug: str = "double", verdict: Verdict = Verdict.ACCEPTED, *, secret: bool = True
) -> ProblemResult:
    right = verdict is Verdict.ACCEPTED
    cases = (CaseResult(verdict, 0.25, None if right else Failure("says", "fix")),)
    groups = [made_group(verdict, 0.0, cases)]
    if secret:
        groups.append(made_group(verdict, 10.0, (CaseResult(verdict),)))
    mistake = NamedMistake("squares", "You square.") if verdict is Verdict.WRONG_ANSWER else None
    return ProblemResult(
        slug=slug,
        title=slug.title(),
        label=f"{slug}.py",
        verdict=verdict,
        score=sum(group.points for group in groups),
        max_score=10.0,
        public=Tally(int(right), 1),
        secret=Tally(int(right), 1) if secret else None,
        groups=tuple(groups),
        mistake=mistake,
    )


def made_group(verdict: Verdict, max_points: float, cases: tuple[CaseResult, ...]) -> GroupResult:
    """Return a group; the one with points is the secret one."""
    return GroupResult(
        name="drawn" if max_points else "by hand",
        secret=bool(max_points),
        verdict=verdict,
        points=max_points if verdict is Verdict.ACCEPTED else 0.0,
        max_points=max_points,
        cases=cases,
    )


def grounds(source: bytes, slug: str = "double", **other: object) -> Grounds:
    changed = replace(GROUNDS, **other)
    return replace(changed, submission=source_digest(Submission(slug, f"{slug}.py", source)))


def judged(source: bytes = b"x", result: ProblemResult | None = None, **other: object) -> Judged:
    """Return a judgement; its address is a hash of its grounds, as a real one's is."""
    result = result or made_result()
    rests_on = grounds(source, result.slug, **other)
    digest = blake2b(f"{result.slug} {rests_on}".encode(), digest_size=20).hexdigest()
    submission = Submission(result.slug, f"{result.slug}.py", source)
    return Judged(digest, rests_on, submission, result, 1.5)
