"""What a worker needs to judge one problem's submissions: the problem, and the answers."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from grader.answers import AnswerKey
from grader.problem import Problem
from grader.sandbox import Protection

__all__ = ["Here", "Outcome", "Parcel", "parcel_of"]


class Parcel(Struct, frozen=True):
    """A problem as workers get it, with the answers to the cases that `seed` draws.

    Model solutions and mistakes stay at home: what mistakes do is in the key.
    """

    problem: Problem
    key: AnswerKey
    seed: int


class Here(Struct, frozen=True):
    """What a worker says of itself: its programs, and the protection that its self-test found."""

    grader: str
    numpy: str
    python: str
    torch: str
    protection: Protection


class Outcome(Struct, frozen=True):
    """A result as it travels, as data, and how long judging took; or why there is none."""

    result: bytes
    seconds: float
    fault: str = ""


def parcel_of(problem: Problem, key: AnswerKey, seed: int) -> Parcel:
    """Return what travels of a problem."""
    sent = replace(problem, accepted=(), mistakes=(), knobs=None, argued=())
    return Parcel(sent, key, seed)
