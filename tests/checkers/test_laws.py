"""Laws of comparing: what must hold for any two values, whatever the numbers are."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.checkers import Departure, agree, check
from grader.checkers.agreement import agree_values
from grader.outcome import Outcome, Raised, Returned, TimedOut
from grader.pack_file import Returns, Tolerance
from grader.values import Array, Mapping, Sequence, Value, encode

DTYPES = ["bool", "int8", "int64", "uint64", "float32", "float64", "complex128"]
ANY = Returns(type="any")

arrays = st.sampled_from(DTYPES).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0))
)
numbers = st.one_of(
    st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.sampled_from([0.0, -0.0])
)
plain_values = st.one_of(st.none(), numbers, st.text(max_size=5), arrays).map(encode)
values: st.SearchStrategy[Value] = st.recursive(
    plain_values,
    lambda inner: st.one_of(
        st.builds(Sequence, st.sampled_from(["list", "tuple"]), st.tuples(inner, inner)),
        st.builds(Mapping, st.dictionaries(st.sampled_from("abc"), inner, max_size=3)),
    ),
    max_leaves=4,
)
outcomes: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Returned, values, st.sampled_from([(), ("x",)])),
    st.builds(Raised, st.just("ValueError"), st.text(max_size=3), parts=values),
    st.builds(TimedOut, st.just(1.0)),
)
small = st.floats(-4, 4)
tolerances = st.builds(Tolerance, rtol=st.floats(0, 2), atol=st.floats(0, 2))


@given(values, tolerances)
def test_every_value_is_its_own_right_answer(value: Value, tolerance: Tolerance) -> None:
    assert check(value, value, ANY, tolerance) is None


@given(outcomes, tolerances)
def test_every_outcome_agrees_with_itself(outcome: Outcome, tolerance: Tolerance) -> None:
    assert agree(outcome, outcome, tolerance)


@given(values, values, tolerances)
def test_agreement_has_no_direction(one: Value, other: Value, tolerance: Tolerance) -> None:
    assert agree_values(one, other, tolerance) == agree_values(other, one, tolerance)


@given(hnp.arrays("float64", 3, elements=small), hnp.arrays("float64", 3, elements=small))
def test_agreement_has_no_direction_under_a_wide_tolerance(
    one: np.ndarray, other: np.ndarray
) -> None:
    wide = Tolerance(rtol=1.0, atol=0.0)
    left, right = encode(one), encode(other)
    assert agree_values(left, right, wide) == agree_values(right, left, wide)


def test_an_agreement_within_a_relative_tolerance_has_no_direction() -> None:
    wide = Tolerance(rtol=1.0, atol=0.0)
    assert check(3.0, 1.0, ANY, wide) is None
    assert check(1.0, 3.0, ANY, wide) is not None
    assert not agree_values(1.0, 3.0, wide)
    assert not agree_values(3.0, 1.0, wide)
    ones, threes = encode(np.array([1.0])), encode(np.array([3.0]))
    assert not agree_values(ones, threes, wide)
    assert not agree_values(threes, ones, wide)


pairs = st.sampled_from(["int64", "float64"]).flatmap(
    lambda dtype: st.tuples(*[hnp.arrays(dtype, 4, elements=st.integers(-6, 6))] * 2)
)


@given(pairs, tolerances, tolerances)
def test_a_wider_tolerance_accepts_no_less(
    pair: tuple[np.ndarray, np.ndarray], one: Tolerance, other: Tolerance
) -> None:
    wider = Tolerance(rtol=max(one.rtol, other.rtol), atol=max(one.atol, other.atol))
    expected, got = map(encode, pair)
    if check(expected, got, ANY, one) is None:
        assert check(expected, got, ANY, wider) is None
    for right, left in zip(*pair, strict=True):
        if check(right.item(), left.item(), ANY, one) is None:
            assert check(right.item(), left.item(), ANY, wider) is None


@given(arrays, arrays)
def test_what_differs_is_said_in_the_order_shape_kind_values(
    expected: np.ndarray, got: np.ndarray
) -> None:
    right, left = encode(expected), encode(got)
    assert isinstance(right, Array)
    mismatch = check(right, left)
    if expected.shape != got.shape:
        assert mismatch is not None
        assert mismatch.departure is Departure.SHAPE
    elif mismatch is not None and mismatch.departure is Departure.VALUE and expected.shape:
        difference = mismatch.difference
        assert difference is not None
        assert 1 <= difference.mismatched <= difference.total == expected.size
        assert difference.greatest > 0
        assert len(difference.first_index) == len(difference.greatest_index) == expected.ndim


@given(hnp.arrays("float64", (3, 4), elements=st.integers(-3, 3)), st.data())
def test_the_first_and_the_greatest_difference_are_found(
    expected: np.ndarray, data: st.DataObject
) -> None:
    changes = data.draw(
        st.dictionaries(st.integers(0, 11), st.integers(1, 100), min_size=1, max_size=5)
    )
    got = expected.copy()
    for place, change in changes.items():
        got.flat[place] += change
    mismatch = check(encode(expected), encode(got))
    assert mismatch is not None
    assert mismatch.difference is not None
    first = tuple(int(axis) for axis in np.unravel_index(min(changes), (3, 4)))
    assert mismatch.difference.first_index == first
    assert mismatch.difference.mismatched == len(changes)
    assert mismatch.difference.total == 12
    assert mismatch.difference.greatest == max(changes.values())
    assert mismatch.difference.expected_there == expected[first]
    assert mismatch.difference.got_there == got[first]
    at = mismatch.difference.greatest_index
    assert got[at] - expected[at] == max(changes.values())


@given(st.floats(), st.floats())
def test_numbers_in_and_out_of_arrays_are_judged_alike(expected: float, got: float) -> None:
    alone = check(expected, got) is None
    boxed = check(encode(np.array([expected])), encode(np.array([got]))) is None
    assert alone == boxed
    if not (math.isfinite(expected) and math.isfinite(got)):
        same = expected == got or (math.isnan(expected) and math.isnan(got))
        assert alone == same
