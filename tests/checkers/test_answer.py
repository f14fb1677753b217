"""What a problem accepts as a number, an array, a pair, named parts; and what it says otherwise."""

from __future__ import annotations

from collections import namedtuple
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.checkers import Departure, Mismatch, check
from grader.checkers.answer import type_text
from grader.pack_file import Returns, Tolerance
from grader.values import Array, Mapping, Opaque, Sequence, Value, encode

INT, FLOAT, BOOL = Returns(type="int"), Returns(type="float"), Returns(type="bool")
NDARRAY, TENSOR = Returns(type="ndarray"), Returns(type="tensor")
PAIR, LIST, ANY = Returns(type="pair"), Returns(type="list"), Returns(type="any")
Size = namedtuple("Size", "height width")  # noqa: PYI024 - a plain one is what students write
INF, NAN = float("inf"), float("nan")

NP_TRUE = np.array([True])[0]
BOXED_TRUE = np.array([True]).reshape(())


def tensor(numbers: Any, dtype: str = "float64") -> Array:
    """Return the value of a tensor, without importing torch."""
    boxed = encode(np.asarray(numbers, dtype))
    assert isinstance(boxed, Array)
    return Array("tensor", boxed.dtype, boxed.shape, boxed.data)


def against(expected: object, got: object, returns: Returns = ANY) -> Mismatch | None:
    return check(encode(expected), encode(got), returns)


def departure(expected: object, got: object, returns: Returns = ANY) -> Departure | None:
    mismatch = against(expected, got, returns)
    return mismatch.departure if mismatch else None


@pytest.mark.parametrize(
    ("expected", "got", "returns"),
    [
        (3, 3, INT),
        (3, np.int64(3), INT),
        (3, np.uint8(3), INT),
        (3, np.array(3), INT),
        (np.int64(3), 3, INT),
        (3.0, 3, FLOAT),
        (3, 3.0, FLOAT),
        (3.0, np.float32(3), FLOAT),
        (3.0, np.array(3.0), FLOAT),
        (np.array(3.0), 3.0, FLOAT),
        (np.array(3.0), 3, NDARRAY),
        (np.array(3.0), np.float64(3), NDARRAY),
        (0.0, -0.0, FLOAT),
        (INF, INF, FLOAT),
        (-INF, -INF, FLOAT),
        (NAN, NAN, FLOAT),
        (True, NP_TRUE, BOOL),
        (BOXED_TRUE, True, BOOL),
        (BOXED_TRUE, NP_TRUE, BOOL),
        (BOXED_TRUE, BOXED_TRUE, ANY),
        (None, None, Returns(type="none")),
        ("yes", "yes", Returns(type="str")),
        ((3, 4), [3, 4], PAIR),
        ((3, 4), (np.int64(3), np.int32(4)), PAIR),
        ((3, 4), Size(3, 4), PAIR),
        ([1.5, 2.0], (1.5, 2), LIST),
        (np.array([1.0, 2.0]), np.array([1, 2]), NDARRAY),
        (np.array([1.0, 0.5]), np.array([1.0, 0.5], "float32"), NDARRAY),
        (np.array([1.0, 2.0]), np.array([1.0, 2.0], ">f8"), NDARRAY),
        (np.zeros((0, 3)), np.zeros((0, 3)), NDARRAY),
        (np.zeros(3), -np.zeros(3), NDARRAY),
        (np.array([INF, -INF, NAN]), np.array([INF, -INF, NAN], "float32"), NDARRAY),
        (np.arange(6.0).reshape(2, 3), np.asfortranarray(np.arange(6.0).reshape(2, 3)), ANY),
        (np.arange(3.0), np.arange(6.0)[::2] / 2, NDARRAY),
        ({"y": np.ones(2), "n": 3}, {"n": 3, "y": np.ones(2)}, ANY),
        (2**62 + 1, 2**62 + 1, INT),
        (np.array([1 + 2j]), np.array([1 + 2j]), NDARRAY),
    ],
)
def test_a_right_answer_in_any_fair_form(expected: object, got: object, returns: Returns) -> None:
    assert against(expected, got, returns) is None


@pytest.mark.parametrize(
    ("expected", "got", "returns", "how"),
    [
        (3, 4, INT, Departure.VALUE),
        (3, 3.0, INT, Departure.DTYPE),
        (3, np.float64(3), INT, Departure.DTYPE),
        (3.0, 3.0, INT, Departure.DTYPE),  # the reference was careless, the problem was not
        (1, True, INT, Departure.DTYPE),
        (BOXED_TRUE, np.array([True]), BOOL, Departure.SHAPE),
        (1.0, True, FLOAT, Departure.DTYPE),
        (1.0, NP_TRUE, FLOAT, Departure.DTYPE),
        (1.0, np.complex128(1), FLOAT, Departure.DTYPE),
        (1.0, 1 + 0j, FLOAT, Departure.TYPE),
        (True, 1, BOOL, Departure.TYPE),
        (BOXED_TRUE, 1.0, BOOL, Departure.TYPE),
        (BOXED_TRUE, False, BOOL, Departure.VALUE),
        (True, False, BOOL, Departure.VALUE),
        (5.0, INF, FLOAT, Departure.VALUE),
        (INF, 5.0, FLOAT, Departure.VALUE),
        (INF, -INF, FLOAT, Departure.VALUE),
        (1.0, NAN, FLOAT, Departure.VALUE),
        (NAN, 1.0, FLOAT, Departure.VALUE),
        (3.0, None, FLOAT, Departure.TYPE),
        (3.0, "3", FLOAT, Departure.TYPE),
        (3.0, [3.0], FLOAT, Departure.TYPE),
        (3.0, np.array([3.0]), FLOAT, Departure.TYPE),
        (3.0, Fraction(3), FLOAT, Departure.TYPE),
        (2**62, 2**62 + 1, INT, Departure.VALUE),
        (10**10, 10**10 + 1, INT, Departure.VALUE),
        (3, 2**70, INT, Departure.TYPE),
        (None, 3, Returns(type="none"), Departure.TYPE),
        ("yes", "no", Returns(type="str"), Departure.VALUE),
        ("3", 3, Returns(type="str"), Departure.TYPE),
        ((3, 4), (4, 3), PAIR, Departure.VALUE),
        ((3, 4), (3, 4, 5), PAIR, Departure.SHAPE),
        ((3, 4), (3.0, 4.0), PAIR, Departure.DTYPE),
        ((3, 4), np.array([3, 4]), PAIR, Departure.TYPE),
        ((3, 4), 3, PAIR, Departure.TYPE),
        (np.ones((2, 3)), np.ones((3, 2)), NDARRAY, Departure.SHAPE),
        (np.ones(3), np.ones((1, 3)), NDARRAY, Departure.SHAPE),
        (np.array(3.0), np.array([3.0]), NDARRAY, Departure.SHAPE),
        (np.ones(3), [1.0, 1.0, 1.0], NDARRAY, Departure.TYPE),
        (np.ones(3), 1.0, NDARRAY, Departure.TYPE),
        (np.ones(3), np.ones(3, bool), NDARRAY, Departure.DTYPE),
        (np.ones(3, bool), np.ones(3), NDARRAY, Departure.DTYPE),
        (np.ones(3), np.ones(3, complex), NDARRAY, Departure.DTYPE),
        (np.ones(3), np.array([1, 1, 1], object), NDARRAY, Departure.TYPE),
        (np.ones(3), np.array(["a", "b", "c"]), NDARRAY, Departure.TYPE),
        (np.ones(3), np.array([1.0, INF, 1.0]), NDARRAY, Departure.VALUE),
        (np.array([1.0, INF]), np.array([1.0, 5.0]), NDARRAY, Departure.VALUE),
        (np.array([1.0, INF]), np.array([1.0, -INF]), NDARRAY, Departure.VALUE),
        (np.ones(2), np.array([1.0, NAN]), NDARRAY, Departure.VALUE),
        (np.ones(2), {"y": 1}, NDARRAY, Departure.TYPE),
        ({"y": 1}, 1, ANY, Departure.TYPE),
        ({"y": 1}, {}, ANY, Departure.PARTS),
        ({"y": 1}, {"y": 1, "z": 2}, ANY, Departure.PARTS),
        ({"y": 1}, {"y": 2}, ANY, Departure.VALUE),
    ],
)
def test_a_wrong_answer_and_the_first_respect_in_which_it_is(
    expected: object, got: object, returns: Returns, how: Departure
) -> None:
    assert departure(expected, got, returns) is how


def test_shape_comes_before_kind_and_kind_before_values() -> None:
    expected = np.ones((2, 2))
    assert departure(expected, np.zeros((2, 3), bool)) is Departure.SHAPE
    assert departure(expected, np.zeros((2, 2), bool)) is Departure.DTYPE
    assert departure(expected, np.zeros((2, 2))) is Departure.VALUE


@pytest.mark.parametrize(
    ("expected", "got", "returns", "fix"),
    [
        (np.ones(2), [1.0, 1.0], NDARRAY, "np.array(...)"),
        (np.ones(2), [1.0, 1.0], TENSOR, "torch.tensor(...)"),
        (3.0, np.array([3.0]), FLOAT, ".item()"),
        ((1, 2), np.array([1, 2]), PAIR, "tuple(...)"),
        (3, 3.0, INT, "//"),
        (3.0, None, FLOAT, "return"),
        (np.ones((2, 3)), np.ones((3, 2)), NDARRAY, "swapped"),
        (np.ones((2, 3, 4)), np.ones((3, 4, 2)), NDARRAY, "another order"),
        (np.ones((2, 3)), np.ones((1, 2, 3)), NDARRAY, "length 1"),
        (np.ones(2), np.ones(2, complex), NDARRAY, ".real"),
    ],
)
def test_the_fix_is_named(expected: object, got: object, returns: Returns, fix: str) -> None:
    mismatch = against(expected, got, returns)
    assert mismatch is not None
    assert fix in mismatch.fix


def test_no_fix_is_named_that_would_not_work() -> None:
    mismatch = against(3.0, np.ones(5), FLOAT)  # .item() raises for five numbers
    assert mismatch is not None
    assert mismatch.fix == "return a single number"


def test_a_tensor_where_an_array_is_asked_for_and_the_reverse() -> None:
    array, boxed = encode(np.ones(2)), tensor([1.0, 1.0])
    wanted_array = check(boxed, boxed, NDARRAY)
    assert wanted_array is not None
    assert wanted_array.departure is Departure.TYPE
    assert "np.array" in wanted_array.fix
    wanted_tensor = check(boxed, array, TENSOR)
    assert wanted_tensor is not None
    assert "torch.tensor" in wanted_tensor.fix
    assert check(boxed, array, NDARRAY) is None
    assert check(boxed, boxed, TENSOR) is None
    assert check(boxed, boxed, ANY) is None


def test_an_exact_dtype_is_asked_for_only_where_it_is_declared() -> None:
    expected, got = tensor([1.0, 2.0]), tensor([1.0, 2.0], "float32")
    assert check(expected, got, TENSOR) is None
    assert check(expected, got, Returns(type="tensor", dtype="float32")) is None
    mismatch = check(expected, got, Returns(type="tensor", dtype="float64"))
    assert mismatch is not None
    assert mismatch.departure is Departure.DTYPE
    assert "float64" in mismatch.says


def test_big_whole_numbers_are_compared_exactly_in_arrays_too() -> None:
    expected = np.array([1, 2**53, 2**62])
    for place in (1, 2):
        got = expected.copy()
        got[place] += 1
        mismatch = against(expected, got, NDARRAY)
        assert mismatch is not None
        assert mismatch.difference is not None
        assert mismatch.difference.first_index == (place,)
        assert mismatch.difference.greatest == 1
        assert mismatch.difference.greatest_index == (place,)


def test_unsigned_and_signed_numbers_do_not_wrap_around() -> None:
    mismatch = against(np.array([-1, 0]), np.array([2**64 - 1, 0], "uint64"), NDARRAY)
    assert mismatch is not None
    assert mismatch.difference is not None
    assert mismatch.difference.mismatched == 1
    assert mismatch.difference.greatest == 2.0**64


def test_a_tolerance_of_one_holds_for_whole_numbers() -> None:
    loose = Tolerance(atol=1.0)
    assert check(7, 8, INT, loose) is None
    assert check(7, 9, INT, loose) is not None
    seven, eight, nine = (encode(np.array([n, 0])) for n in (7, 8, 9))
    assert check(seven, eight, NDARRAY, loose) is None
    assert check(seven, nine, NDARRAY, loose) is not None


def test_complex_numbers_are_shown_with_their_signs() -> None:
    mismatch = against(np.array([1 + 0j]), np.array([-1 + 0j]), NDARRAY)
    assert mismatch is not None
    assert mismatch.difference is not None
    assert mismatch.difference.expected_there == 1
    assert mismatch.difference.got_there == -1
    assert mismatch.difference.greatest == 2


def test_a_difference_in_a_box_without_axes() -> None:
    mismatch = against(np.array(3.0), np.array(5.0), NDARRAY)
    assert mismatch is not None
    assert mismatch.difference is not None
    assert mismatch.difference.first_index == ()
    assert mismatch.says == "expected 3, got 5"


def test_a_departure_deep_inside_names_its_path() -> None:
    expected = {"step 1": [(1, np.ones(2)), (2, np.ones(2))]}
    got = {"step 1": [(1, np.ones(2)), (2, np.array([1.0, 0.0]))]}
    mismatch = against(expected, got)
    assert mismatch is not None
    assert mismatch.part == "step 1, item 1, item 1"
    assert mismatch.difference is not None
    assert mismatch.difference.first_index == (1,)


@pytest.mark.parametrize("got", [(None, 1), {"a": None}])
def test_nothing_inside_an_answer_is_not_a_function_without_return(got: Any) -> None:
    expected: Any = {"a": 1} if isinstance(got, dict) else (1, 1)
    mismatch = against(expected, got)
    assert mismatch is not None
    assert "returned" not in mismatch.says
    assert "None" in mismatch.says
    assert mismatch.part


def test_missing_and_extra_parts_are_named() -> None:
    missing = against({"dx": 1, "dw": 2}, {"dx": 1})
    extra = against({"dx": 1}, {"dx": 1, "dz": 2})
    assert (missing and missing.part) == "dw"
    assert (extra and extra.part) == "dz"


def test_what_the_reference_cannot_give_is_accepted_from_nobody() -> None:
    mismatch = check(Opaque("Conv2d"), Opaque("Conv2d"))
    assert mismatch is not None
    assert "reference" in mismatch.says


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        (3, "an int (3)"),
        (2.5, "a float (2.5)"),
        ("a", "a str ('a')"),
        (encode(np.int64(3)), "a NumPy number (int64)"),
        (encode(np.ones((2, 3))), "an array of shape (2, 3)"),
        (tensor([1.0]), "a torch tensor of shape (1,)"),
        (Sequence("list", (1, 2)), "a list of 2"),
        (Mapping({}), "a dict"),
        (Opaque("Thing"), "an object of type Thing"),
    ],
)
def test_every_kind_of_value_has_its_words(value: Value, words: str) -> None:
    assert type_text(value) == words
