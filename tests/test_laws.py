"""Laws are differences that must vanish, alike for NumPy and torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from grader.checkers import Departure, check
from grader.laws import SIDES, embed, gap, inner, linear_gap, subsample
from grader.values import Mapping, encode

Make = Callable[[Any], Any]


@pytest.fixture(params=["numpy", "torch"])
def make(request: pytest.FixtureRequest) -> Make:
    """Return what makes an array of the library."""
    return np.array if request.param == "numpy" else torch.tensor


def test_embedding_is_a_border_of_zeros(make: Make) -> None:
    array = make([[1.0, 2.0], [3.0, 4.0]])
    np.testing.assert_array_equal(np.asarray(embed(array, 1)), np.pad(np.asarray(array), 1))
    np.testing.assert_array_equal(
        np.asarray(embed(array, (0, 2))), np.pad(np.asarray(array), ((0, 0), (2, 2)))
    )
    assert embed(array, 0).shape == array.shape
    assert type(embed(array, 1)) is type(array)
    assert embed(array, 1).dtype == array.dtype


def test_embedding_keeps_leading_axes_and_integers(make: Make) -> None:
    array = make([[[[1]]], [[[2]]]])
    larger = embed(array, (1, 2))
    assert tuple(larger.shape) == (2, 1, 3, 5)
    assert larger.dtype == array.dtype
    assert int(larger.sum()) == 3


def test_subsampling_takes_the_first(make: Make) -> None:
    array = make([[0, 1, 2], [3, 4, 5], [6, 7, 8]])
    assert np.asarray(subsample(array, 2)).tolist() == [[0, 2], [6, 8]]
    assert np.asarray(subsample(array, (1, 3))).tolist() == [[0], [3], [6]]
    assert np.asarray(subsample(array, 1)).tolist() == np.asarray(array).tolist()


def test_inner_is_the_sum_of_products(make: Make) -> None:
    assert float(inner(make([[1.0, 2.0]]), make([[3.0, 4.0]]))) == 11.0


@pytest.mark.parametrize("index", [0, 1])
def test_a_bilinear_function_has_no_gap_and_others_have(make: Make, index: int) -> None:
    pair = (make([[1.0, 2.0], [3.0, 5.0]]), make([[2.0, 0.0], [1.0, 7.0]]))
    assert not np.asarray(linear_gap(lambda one, other: one @ other, pair, index)).any()
    assert np.asarray(linear_gap(lambda one, other: one * one * other * other, pair, index)).any()
    assert np.asarray(linear_gap(lambda one, other: one @ other + 1, pair, index)).all()


def test_the_gap_leaves_its_arguments_alone(make: Make) -> None:
    one, other = make([1.0, 2.0]), make([3.0, 4.0])
    linear_gap(lambda a, b: a * b, (one, other), 0)
    assert np.asarray(one).tolist() == [1.0, 2.0]
    assert np.asarray(other).tolist() == [3.0, 4.0]


def test_a_gap_is_the_difference_where_shapes_agree(make: Make) -> None:
    one, other = make([[1.0, 2.0]]), make([[0.5, 2.0]])
    assert np.asarray(gap(one, other)).tolist() == [[0.5, 0.0]]
    assert type(gap(one, other)) is type(one)
    assert gap(3, 2) == 1
    assert gap(np.float64(3), 2.5) == 0.5


@pytest.mark.parametrize(
    ("one", "other", "forms"),
    [
        (np.zeros((2, 3)), np.zeros((3, 2)), ((2, 3), (3, 2))),
        (np.zeros((2, 3)), np.zeros(3), ((2, 3), (3,))),
        (np.zeros((2, 3)), np.zeros((1, 3)), ((2, 3), (1, 3))),
        (np.zeros(3), 0.0, ((3,), ())),
        (None, np.zeros(3), ("NoneType", (3,))),
        ([1.0], [1.0], ("list", "list")),
    ],
)
def test_a_gap_that_is_none_says_what_the_sides_are(
    one: object, other: object, forms: tuple[object, object]
) -> None:
    assert gap(one, other) == dict(zip(SIDES, forms, strict=True))


def test_the_checker_puts_uneven_sides_into_words() -> None:
    zeros = encode(np.zeros((2, 3)))
    mismatch = check(zeros, encode(gap(np.zeros((2, 3)), np.zeros((2, 2)))))
    assert mismatch is not None
    assert mismatch.departure is Departure.SHAPE
    assert mismatch.says == "one side of the law has shape (2, 3), the other has shape (2, 2)"
    mismatch = check(0, encode(gap(None, 3)))
    assert mismatch is not None
    assert mismatch.says == "one side of the law is None, the other is a number"
    assert check(zeros, encode(gap(np.ones((2, 3)), np.ones((2, 3))))) is None
    inside = check(Mapping({"law": zeros}), Mapping({"law": encode(gap(None, 3))}))
    assert inside is not None
    assert inside.part == "law"
