"""What a program may use: open a pack, judge submissions, read the report.

pack = grader.load_pack("exercises", "solutions")
report = grader.judge(pack, {"slide-kernel": source})
report.score, report.problems[0].verdict, report.problems[0].mistake
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from grader.collect import collect
from grader.errors import GraderError, JudgeFault, PackError, SandboxUnavailable, UsageError
from grader.load import Pack, open_pack
from grader.report import (
    CaseResult,
    Failure,
    GroupResult,
    NamedMistake,
    ProblemResult,
    Report,
    Tally,
)
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = [
    "CaseResult",
    "Failure",
    "GraderError",
    "GroupResult",
    "JudgeFault",
    "NamedMistake",
    "Pack",
    "PackError",
    "ProblemResult",
    "Report",
    "SandboxUnavailable",
    "Tally",
    "UsageError",
    "Verdict",
    "judge",
    "load_pack",
]

Place = str | os.PathLike[str]


def load_pack(exercises: Place, solutions: Place | None = None) -> Pack:
    """Open a pack; `solutions` adds the secret cases and the known mistakes.

    Raises PackError where course.yaml is wrong and UsageError where a folder is missing. A problem
    is read when it is judged.
    """
    return open_pack(Path(exercises), None if solutions is None else Path(solutions))


def judge(
    pack: Pack,
    submission: Place | Mapping[str, str | bytes],
    *,
    seed: int = 0,
    jobs: int = 1,
    require_sandbox: bool | None = None,
) -> Report:
    """Judge a file or a folder, or sources by problem, as `grader run` does.

    `seed` draws the cases; `jobs` problems are judged at a time. `require_sandbox` refuses to go on
    without the whole sandbox: by default it does where the pack has its solutions.

    What a submission does is in the report, never an exception. Raises PackError for a faulty pack,
    UsageError where nothing is found to judge, and SandboxUnavailable.
    """
    submissions, notes = _submissions(pack, submission)
    needed = pack.solutions is not None if require_sandbox is None else require_sandbox
    with Sandboxes() as sandboxes:
        session = Session(pack, sandboxes, seed, require_sandbox=needed)
        protection = session.prepare([one.slug for one in submissions])
        results = tuple(session.results(submissions, jobs))
    return Report(results, str(protection), (*notes, *session.notes))


def _submissions(
    pack: Pack, submission: Place | Mapping[str, str | bytes]
) -> tuple[tuple[Submission, ...], tuple[str, ...]]:
    if not isinstance(submission, Mapping):
        collected = collect(pack, (os.fspath(submission),))
        return collected.submissions, collected.notes
    unknown = [slug for slug in submission if slug not in pack.slugs]
    if unknown:
        pack.problem(unknown[0])  # raises, and says what was meant
    if not submission:
        raise UsageError("no submission: give a source for at least one problem")
    ordered = [slug for slug in pack.slugs if slug in submission]
    return tuple(Submission(slug, f"{slug}.py", _bytes(submission[slug])) for slug in ordered), ()


def _bytes(source: str | bytes) -> bytes:
    return source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
