"""Hypothesis looks for a failing case and shrinks it: small sizes first, then small numbers.

The clock only says whether the search came to its end. What it then found depends on the
submission and the seed alone: no example database, no health checks, no wall time.
"""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from grader.answers import default_folder
from grader.cases import Case
from grader.cases.shrinkable import ShrinkableDraw
from grader.practice.sources import Source
from grader.practice.trials import Kind, Trial, Trials
from grader.values import Array, Mapping, Value, ValueTooLarge, array_of
from grader.values import Sequence as Items
from grader.verdict import Verdict

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["SHRINKABLE", "Bound", "OutOfTime", "size_of", "smallest"]

SHRINKABLE: Final = frozenset({Verdict.WRONG_ANSWER, Verdict.RUNTIME_ERROR})
"""The others cost their limit in time or memory at each try."""
MOST_EXAMPLES: Final = 200
"""How many random cases are tried before none is believed to fail."""
SMALL: Final = 12
"""How many numbers a person takes in at a glance."""
FEW_NUMBERS: Final = 24
ROUNDS: Final = (FEW_NUMBERS, math.inf, math.inf, math.inf)
"""How many numbers a case may hold, round by round, until a small one has failed.

A small case that fails is cheap to shrink, so none else count at first. Shrinking can stop short
where two sizes have to shrink at once; each further round wants a smaller case than that.
"""
SHARE_OF_A_CALL: Final = 0.25
"""The most of all its time that one call may take: a hang leaves time for others."""
LEAST_LIMIT: Final = 0.05
"""Each hang halves the limit of the calls after it, to this many seconds: others may hang, too."""


class Bound(Struct, frozen=True):
    """How long a search may take, from which seed; `stopped` is asked before each case."""

    seconds: float = 1.0
    seed: int = 0
    stopped: Callable[[], bool] = lambda: False


class OutOfTime(BaseException):
    """The search has to end before its time; Hypothesis would catch an Exception."""


def smallest(trials: Trials, sources: Sequence[Source], kind: Kind, bound: Bound) -> Trial | None:
    """Return the smallest case that fails in that way, seen to fail in a fresh child too.

    Raises OutOfTime where the search was not over in time.
    """
    from hypothesis.configuration import set_hypothesis_home_dir

    set_hypothesis_home_dir(default_folder() / "hypothesis")  # not in a student's folder
    attempt = _Attempt(trials, kind, bound)
    for number, most in enumerate(ROUNDS):
        attempt.begin(most)
        found = _round(sources, attempt, f"{bound.seed} {number}")
        if attempt.is_small() or not (found or most == FEW_NUMBERS):
            break
    return attempt.again()


def _round(sources: Sequence[Source], attempt: _Attempt, seed: str) -> bool:
    """Look for a case that fails and is small enough, and shrink it; say whether there was one."""
    from hypothesis import Phase, Verbosity, find, settings
    from hypothesis.errors import HypothesisException

    quiet = settings(
        max_examples=MOST_EXAMPLES,
        phases=(Phase.generate, Phase.shrink),
        verbosity=Verbosity.quiet,
        database=None,
        deadline=None,
        derandomize=True,
    )
    random = Random(seed)  # noqa: S311 - the same choices again are the aim
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its advice is for those who write tests
            find(_strategy(sources, attempt.most), attempt.fails, settings=quiet, random=random)
    except HypothesisException:  # no such case, or one that fails now and then
        return False
    except _Fault as fault:
        raise fault.error from None
    return True


def size_of(case: Case) -> tuple[float, float]:
    """Return how large a case is: how many numbers, and their sum without signs."""
    numbers = [number for value in case.inputs.values() for number in _numbers(value)]
    return len(numbers), sum(size for size in map(abs, numbers) if math.isfinite(size))


class _Attempt:
    """What Hypothesis asks of each case that it makes up, and the last one that failed."""

    def __init__(self, trials: Trials, kind: Kind, bound: Bound) -> None:
        self._trials = trials
        self._kind = kind
        self._bound = bound
        self._deadline = time.monotonic() + bound.seconds
        self._limit = bound.seconds * SHARE_OF_A_CALL
        self._failing: tuple[Source, Case] | None = None
        self._below = (math.inf, math.inf)
        self.most = math.inf

    def begin(self, most: float) -> None:
        """Let only cases count that hold so few numbers, and less than the last that failed."""
        if self._failing is not None:
            self._below = size_of(self._failing[1])
        self.most = min(most, self._below[0])

    def is_small(self) -> bool:
        """Say whether the last case that failed is so small that nobody asks for less."""
        return self._failing is not None and size_of(self._failing[1])[0] <= SMALL

    def fails(self, drawn: tuple[Source, Case] | None) -> bool:
        """Say whether a case fails in the way that is looked for."""
        left = self._deadline - time.monotonic()
        if left <= 0 or self._bound.stopped():
            raise OutOfTime
        if drawn is None:
            return False
        size = size_of(drawn[1])
        if size >= self._below or size[0] > self.most:
            return False
        trial = self._tried(drawn, min(left, self._limit))
        if trial is not None and trial.kind.verdict is Verdict.TIME_LIMIT:
            self._limit = max(LEAST_LIMIT, self._limit / 2)
        if trial is None or trial.kind != self._kind:
            return False
        self._failing = drawn
        return True

    def again(self) -> Trial | None:
        """Return the smallest failing case, tried by itself; None where it does not fail then."""
        if self._failing is None:
            return None
        self._trials.renew()
        trial = self._tried(self._failing, self._bound.seconds)
        return trial if trial is not None and trial.kind == self._kind else None

    def _tried(self, drawn: tuple[Source, Case], seconds: float) -> Trial | None:
        try:
            return self._trials.trial(*drawn, seconds)
        except Exception as error:  # noqa: BLE001 - Hypothesis would shrink a fault of ours
            raise _Fault(error) from None


class _Fault(BaseException):
    """Carries a fault of the grader past Hypothesis."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def _strategy(sources: Sequence[Source], most: float) -> SearchStrategy[tuple[Source, Case] | None]:
    from hypothesis.strategies import composite

    @composite
    def drawn(draw: DrawFn) -> tuple[Source, Case] | None:
        choices = ShrinkableDraw(draw, most)
        source = choices.choice(sources)
        try:
            return source, source.case(choices)
        except (ValueError, ValueTooLarge):  # these choices do not fit one another
            return None

    return drawn()


def _numbers(value: Value) -> Iterator[complex]:
    match value:
        case Array():
            yield from array_of(value).ravel().tolist()
        case Items(items=items):
            for item in items:
                yield from _numbers(item)
        case Mapping(items=named):
            for item in named.values():
                yield from _numbers(item)
        case int() | float():
            yield value
        case _:
            return
