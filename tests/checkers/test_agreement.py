"""Whether two outcomes are the same: structure, shape, kind, numbers, raised, mutated."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checkers import agree
from grader.outcome import (
    Died,
    Garbled,
    MemoryExceeded,
    Outcome,
    OutputExceeded,
    Raised,
    Returned,
    TimedOut,
)
from grader.pack_file import Tolerance
from grader.values import Array, Mapping, Opaque, encode

EXACT = Tolerance()
ARRAY = encode(np.array([1.0, 2.0]))
assert isinstance(ARRAY, Array)
TENSOR = Array("tensor", ARRAY.dtype, ARRAY.shape, ARRAY.data)
ENDINGS: list[Outcome] = [
    Returned(1),
    Raised("ValueError", ""),
    TimedOut(1),
    MemoryExceeded(64),
    OutputExceeded("much"),
    Died(11, None),
    Garbled("noise"),
]


@pytest.mark.parametrize("one", ENDINGS)
@pytest.mark.parametrize("other", ENDINGS)
def test_only_endings_of_one_kind_agree(one: Outcome, other: Outcome) -> None:
    assert agree(one, other, EXACT) == (type(one) is type(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, np.int64(1)),
        (1.0, np.float32(1)),
        (1.0, np.array(1.0)),
        ([1, 2], (1, 2)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (np.array([1.0]), np.array([1.0], "float32")),
        (float("nan"), float("nan")),
        (True, np.array([True])[0]),
        (None, None),
        (np.complex128(1j), np.complex128(1j)),
    ],
)
def test_the_same_thing_in_another_box(one: object, other: object) -> None:
    assert agree(Returned(encode(one)), Returned(encode(other)), EXACT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 2),
        (1, 1.0),
        (1, True),
        (1, "1"),
        (1, None),
        (np.array([1.0]), np.array([1])),
        (np.array([1.0]), np.array([[1.0]])),
        (np.array([1.0]), [1.0]),
        ([1], [1, 2]),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 2}),
        (np.complex128(1j), np.complex128(-1j)),
    ],
)
def test_another_thing(one: object, other: object) -> None:
    assert not agree(Returned(encode(one)), Returned(encode(other)), EXACT)


def test_a_tensor_is_no_array() -> None:
    assert not agree(Returned(ARRAY), Returned(TENSOR), EXACT)
    assert agree(Returned(TENSOR), Returned(TENSOR), EXACT)


def test_objects_agree_by_the_name_of_their_type() -> None:
    assert agree(Returned(Opaque("set")), Returned(Opaque("set")), EXACT)
    assert not agree(Returned(Opaque("set")), Returned(Opaque("map")), EXACT)


def test_changing_an_input_tells_two_apart() -> None:
    assert not agree(Returned(1, ("x",)), Returned(1), EXACT)
    assert not agree(Raised("E", "", mutated=("x",)), Raised("E", ""), EXACT)


def test_errors_agree_whatever_their_words_if_their_steps_agree() -> None:
    assert agree(Raised("ValueError", "a"), Raised("IndexError", "b"), EXACT)
    one = Raised("ValueError", "", parts=Mapping({"y": 1}))
    assert not agree(one, Raised("ValueError", "", parts=Mapping({"y": 2})), EXACT)
    assert not agree(one, Raised("ValueError", "", parts=Mapping({})), EXACT)
