"""One run of the grader: the sandboxes it started, the protection it has, the judge it uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from grader.answers import KeyStore, default_folder, torch_version
from grader.errors import Fault, PackError, SandboxUnavailable, UsageError
from grader.execute import Until
from grader.judging import Judge
from grader.load import Pack
from grader.problem import Problem
from grader.report import ProblemResult
from grader.sandbox import Protection, Sandboxes, kind_of_problem
from grader.spawning import Kind
from grader.submission import Submission

__all__ = ["Session"]

NO_TORCH: Final = "PyTorch is not installed here"
GET_TORCH: Final = "install it: pip install torch"
NAMED: Final = 6


class Session:
    """Judges submissions to one pack, in sandboxes that the caller opens and closes."""

    def __init__(
        self, pack: Pack, sandboxes: Sandboxes, seed: int = 0, *, require_sandbox: bool = False
    ) -> None:
        self.pack = pack
        self.seed = seed
        self.notes: list[str] = []
        self._require_sandbox = require_sandbox
        self._sandboxes = sandboxes
        self._problems: dict[str, Problem] = {}
        store = KeyStore(default_folder(), self._note, pack.exercises, pack.solutions)
        self.judge = Judge(sandboxes, store, seed)

    def prepare(self, slugs: Sequence[str]) -> Protection:
        """Load problems, start what they need, and test the protection.

        Raises PackError with every fault found, UsageError where torch is needed and not
        installed, and SandboxUnavailable where a protection was asked for and is not there.
        """
        if short := self.without_torch(slugs):
            raise UsageError(f"{NO_TORCH}, and needed for {_few(short)}\n{GET_TORCH}")
        kinds: list[Kind] = [kind_of_problem(self._problems[slug]) for slug in slugs]
        protection = self._sandboxes.protection(tuple(dict.fromkeys(kinds)) or ("numpy",))
        if self._require_sandbox and protection.missing:
            lacking = "\n".join(f"  {line}" for line in protection.missing)
            raise SandboxUnavailable(
                f"the sandbox is not whole on this machine (isolation: {protection.isolation}):\n"
                f"{lacking}\n  --no-require-sandbox judges all the same, and every report says so"
            )
        for note in (*protection.notes, *protection.missing):
            self._note(note)
        return protection

    def without_torch(self, slugs: Sequence[str]) -> tuple[str, ...]:
        """Load problems, start what they need, and return those that lack an installed torch."""
        faults: list[Fault] = []
        lacking: list[str] = []
        for slug in dict.fromkeys(slugs):
            try:
                self._problems[slug] = self.pack.problem(slug, self._note)
            except PackError as error:
                faults += error.faults
                continue
            kind = kind_of_problem(self._problems[slug])
            if kind == "torch" and torch_version() is None:
                lacking.append(slug)
            else:
                self._sandboxes.start(kind)
        if faults:
            raise PackError(tuple(faults))
        return tuple(lacking)

    def leave_out(self, slugs: Sequence[str]) -> None:
        """Note that problems are left out, for want of torch."""
        self._note(f"{NO_TORCH}, so these were left out: {_few(slugs)}; {GET_TORCH}")

    def problem(self, slug: str) -> Problem:
        """Return a prepared problem."""
        return self._problems[slug]

    def result(self, submission: Submission, until: Until | None = None) -> ProblemResult:
        """Return the result of one submission; `until` may end it early, as in `Judge.judge`."""
        return self.judge.judge(self.problem(submission.slug), submission, until)

    def results(self, submissions: Sequence[Submission], jobs: int) -> Iterator[ProblemResult]:
        """Yield a result for each submission, in their order, judging `jobs` at a time."""
        if jobs == 1 or len(submissions) == 1:
            yield from map(self.result, submissions)
            return
        from concurrent.futures import ThreadPoolExecutor  # costs a single run milliseconds

        with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
            try:
                yield from pool.map(self.result, submissions)
            except KeyboardInterrupt:  # what is under way ends with its sandbox
                self._sandboxes.close()
                raise
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _few(slugs: Sequence[str]) -> str:
    more = len(slugs) - NAMED
    return ", ".join(slugs[:NAMED]) + (f" and {more} more" if more > 0 else "")
