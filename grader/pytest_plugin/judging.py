"""What pytest's tests ask: the result of a problem, judged once in each process."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.collect import collect
from grader.errors import GraderError, PackError, UsageError
from grader.load import Pack, open_pack
from grader.lockdown import harden_parent
from grader.report import ProblemResult
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission

__all__ = ["Judging", "told"]


class Judging:
    """The packs that were collected, and one result for each problem of theirs."""

    def __init__(self, config: pytest.Config) -> None:
        options = config.known_args_namespace
        self._submission: Path = options.grader_submission
        self._solutions: Path | None = options.grader_solutions
        self._seed: int = options.grader_seed
        self._require: bool = not options.grader_no_require_sandbox
        self._packs: dict[Path, Pack] = {}
        self._found: dict[Path, dict[str, Submission]] = {}
        self._sessions: dict[Path, Session] = {}
        self._isolation: dict[Path, str] = {}
        self._results: dict[tuple[Path, str], ProblemResult | GraderError] = {}
        self._sandboxes: Sandboxes | None = None

    def pack(self, exercises: Path) -> Pack:
        """Return the pack in a folder; raises PackError and UsageError."""
        if exercises not in self._packs:
            self._packs[exercises] = open_pack(exercises, self._solutions)
        return self._packs[exercises]

    def submission(self, exercises: Path, slug: str) -> Submission | None:
        """Return what was handed in for a problem; UsageError where nothing is, for any."""
        if exercises not in self._found:
            pack = self.pack(exercises)
            self._found[exercises] = _by_slug(collect(pack, [str(self._submission)]).submissions)
        return self._found[exercises].get(slug)

    def result(self, exercises: Path, submission: Submission) -> ProblemResult:
        """Return the result of a submission; what went wrong once goes wrong each time."""
        key = exercises, submission.slug
        if key not in self._results:
            try:
                self._results[key] = self._judged(exercises, submission)
            except GraderError as error:
                self._results[key] = error
        found = self._results[key]
        if isinstance(found, GraderError):
            raise found
        return found

    def isolation(self, exercises: Path) -> str:
        """Return the protection under which the problems of a pack were judged."""
        return self._isolation[exercises]

    def close(self) -> None:
        """End every sandbox."""
        if self._sandboxes is not None:
            self._sandboxes.close()

    def _judged(self, exercises: Path, submission: Submission) -> ProblemResult:
        session = self._session(exercises)
        self._isolation[exercises] = str(session.prepare([submission.slug]))
        return session.result(submission)

    def _session(self, exercises: Path) -> Session:
        if self._sandboxes is None:
            harden_parent()
            self._sandboxes = Sandboxes()
        if exercises not in self._sessions:
            required = self._require and self._solutions is not None
            self._sessions[exercises] = Session(
                self.pack(exercises), self._sandboxes, self._seed, require_sandbox=required
            )
        return self._sessions[exercises]


def told(error: GraderError) -> str:
    """Return an error as a log says it that students may read."""
    return str(error.kept_back() if isinstance(error, PackError) else error)


def _by_slug(submissions: tuple[Submission, ...]) -> dict[str, Submission]:
    found: dict[str, Submission] = {}
    for one in submissions:
        if one.slug in found:
            raise UsageError(
                f"two files for {one.slug}: {found[one.slug].label} and {one.label}; "
                "hand in one of them"
            )
        found[one.slug] = one
    return found
