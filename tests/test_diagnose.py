"""A known mistake is named only where it did the same on every case."""

from __future__ import annotations

from grader.answers import AnswerKey, KnownMistake
from grader.judging.diagnose import explanations
from grader.outcome import Died, Outcome, Raised, Returned, Skipped, TimedOut
from grader.pack_file import Tolerance
from grader.values import Mapping

FLIP: tuple[Outcome, ...] = (Returned(-1), Returned(-2), Raised("IndexError", "out of range"))
MEAN: tuple[Outcome, ...] = (Returned(1), Returned(-2), Returned(3))


def named(theirs: tuple[Outcome, ...], **mistakes: tuple[Outcome, ...]) -> list[str]:
    known = tuple(KnownMistake(name, name, outcomes) for name, outcomes in mistakes.items())
    return [one.name for one in explanations(AnswerKey((), (), known), theirs, Tolerance())]


def test_one_that_fits_everywhere_is_named() -> None:
    assert named(FLIP, flip=FLIP, mean=MEAN) == ["flip"]
    assert named(MEAN, flip=FLIP, mean=MEAN) == ["mean"]


def test_one_case_that_differs_is_enough_to_say_nothing() -> None:
    assert named((*FLIP[:2], Returned(0)), flip=FLIP, mean=MEAN) == []
    assert named((Returned(-1), Returned(-2, mutated=("x",)), FLIP[2]), flip=FLIP) == []


def test_all_that_fit_are_found() -> None:
    assert named(FLIP, one=FLIP, two=FLIP) == ["one", "two"]


def test_nothing_is_said_where_a_case_was_not_run() -> None:
    skipped = (*FLIP[:2], Skipped("timeouts in this group"))
    assert named(skipped, flip=FLIP, same=skipped) == []


def test_any_slip_is_not_taken_for_a_mistake_that_always_crashes() -> None:
    crash: tuple[Outcome, ...] = (Raised("TypeError", "2-D weight"),) * 3
    typo: tuple[Outcome, ...] = (Raised("NameError", "np is not defined"),) * 3
    assert named(typo, crash=crash) == []
    assert named(crash, crash=crash) == ["crash"]


def test_steps_before_a_crash_tell_enough() -> None:
    half = Mapping({"y": 1})
    ours: tuple[Outcome, ...] = (Raised("TypeError", "", parts=half),)
    assert named((Raised("ValueError", "", parts=half),), half=ours) == ["half"]
    assert named((Raised("ValueError", "", parts=Mapping({})),), half=ours) == []


def test_an_end_of_another_kind_does_not_fit() -> None:
    hangs: tuple[Outcome, ...] = (Returned(1), TimedOut(2))
    assert named((Returned(1), Died(11, None)), hangs=hangs) == []
    assert named((Returned(1), TimedOut(9)), hangs=hangs) == ["hangs"]
