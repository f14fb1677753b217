"""One run of the grader: the sandboxes it started, the protection it has, the judge it uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.answers import KeyStore, default_folder
from grader.errors import Fault, PackError, SandboxUnavailable
from grader.execute import Until
from grader.judging import Judge
from grader.load import Pack
from grader.problem import Problem
from grader.report import ProblemResult
from grader.sandbox import Protection, Sandboxes, kind_of_problem
from grader.spawning import Kind
from grader.submission import Submission

__all__ = ["Session"]


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

        Raises PackError with every fault found, and SandboxUnavailable where a protection was
        asked for and is not there.
        """
        faults: list[Fault] = []
        kinds: list[Kind] = []
        for slug in dict.fromkeys(slugs):
            try:
                self._problems[slug] = self.pack.problem(slug, self._note)
            except PackError as error:
                faults += error.faults
            else:
                kinds.append(kind_of_problem(self._problems[slug]))
                self._sandboxes.start(kinds[-1])
        if faults:
            raise PackError(tuple(faults))
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
