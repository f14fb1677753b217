"""A counterexample in one sentence: on which input, what came back, what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from grader.checkers import Departure
from grader.checkers.numbers import plain
from grader.clean import clean
from grader.render.comparison import part_of
from grader.render.grid import value_text
from grader.report import Counterexample, Shown
from grader.values import Array, Value, array_of, room_of

__all__ = ["counterexample_sentence"]

MOST_NUMBERS: Final = 24
"""An array of more is named by its shape alone."""
LONGEST_ANSWER: Final = 120
TOLD_BY_VALUES: Final = frozenset({Departure.VALUE, Departure.SHAPE})


def counterexample_sentence(counterexample: Counterexample) -> str:
    """Return "Smallest input where it goes wrong: on the 1x2 image [[0, 1]] ..."."""
    failure = counterexample.failure
    shown = failure.shown
    assert shown is not None  # it is a public case, or one that may be shown
    said = _answers(shown) or f": {failure.says}"
    return f"Smallest input where it goes wrong: {_inputs(shown)}{said}"


def _inputs(shown: Shown) -> str:
    """Return "on the 1x2 image [[0, 1]] with kernel [[1]] and stride 2", or "with m = 3"."""
    first, *others = shown.inputs.items()
    if not isinstance(first[1], Array):
        return (
            f"with {_listed([f'{name} = {_literal(value)}' for name, value in (first, *others)])}"
        )
    shape = _shape(first[1])
    told = f"on the {shape} {_named(*first)}" if shape else f"on {_named(*first)}"
    return f"{told} with {_listed([_named(*other) for other in others])}" if others else told


def _answers(shown: Shown) -> str:
    """Return what came back and what was expected; "" where that does not show the difference."""
    mismatch = shown.mismatch
    if not shown.returned or mismatch is None or mismatch.departure not in TOLD_BY_VALUES:
        return ""
    got = clean(_literal(part_of(shown.got, mismatch)))
    expected = _literal(part_of(shown.expected, mismatch))
    if got == expected or max(len(got), len(expected)) > LONGEST_ANSWER:
        return ""
    if mismatch.part:
        return f": {clean(mismatch.part)} is {got}, expected {expected}"
    return f" yours returns {got}, expected {expected}"


def _named(name: str, value: Value) -> str:
    if isinstance(value, Array) and room_of(value.shape) > MOST_NUMBERS:
        return name if _shape(value) else f"{name} of {value.shape[0]} numbers"
    return f"{name} {_literal(value)}"


def _shape(value: Value) -> str:
    """Return "1x2" for an array of two axes or more, else ""."""
    if isinstance(value, Array) and len(value.shape) > 1:
        return "x".join(map(str, value.shape))
    return ""


def _literal(value: Value) -> str:
    """Return a value as Python writes it, arrays as nested lists."""
    if not isinstance(value, Array):
        return value_text(value)
    if 0 in value.shape:
        return f"an empty array of shape {value.shape}"
    if room_of(value.shape) > LONGEST_ANSWER:
        return f"an array of shape {value.shape}"
    return _nested(array_of(value).tolist())


def _nested(thing: object) -> str:
    if isinstance(thing, list):
        return f"[{', '.join(map(_nested, thing))}]"
    return plain(thing)  # type: ignore[arg-type]


def _listed(words: Sequence[str]) -> str:
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last
