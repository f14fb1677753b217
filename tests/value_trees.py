"""Hypothesis strategies: everything that may cross between the grader and a child."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.values import DTYPES, Array, Mapping, Sequence, Value, nbytes_of

__all__ = ["array_values", "arrays", "dtypes", "plain_values", "same_bits", "texts", "values"]

kinds: st.SearchStrategy[Literal["ndarray", "tensor", "scalar"]] = st.sampled_from(
    ("ndarray", "tensor", "scalar")
)
dtypes = st.sampled_from(sorted(DTYPES))
shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray[Any, Any]:
    """Draw an array of any dtype that crosses: any byte order, memory order and stride."""
    dtype = np.dtype(draw(dtypes)).newbyteorder(draw(st.sampled_from("<>")))
    array = draw(hnp.arrays(dtype, draw(shapes)))
    if draw(st.booleans()):
        array = np.asfortranarray(array)
    if draw(st.booleans()):
        steps = [slice(None, None, draw(st.sampled_from((-1, 2)))) for _ in array.shape]
        index: Any = (..., *steps)
        array = array[index]
    return array


@st.composite
def array_values(draw: st.DrawFn) -> Array:
    """Draw an array as it crosses, with any bytes for data."""
    kind = draw(kinds)
    dtype, shape = draw(dtypes), draw(shapes) if kind != "scalar" else ()
    size = nbytes_of(dtype, shape)
    data = draw(st.binary(min_size=size, max_size=size))
    return Array(kind, dtype, shape, bytes(byte & 1 for byte in data) if dtype == "bool" else data)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
plain_values: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    texts,
)
values: st.SearchStrategy[Value] = st.recursive(
    plain_values | array_values(),
    lambda inner: st.one_of(
        st.builds(
            Sequence, st.sampled_from(("list", "tuple")), st.lists(inner, max_size=4).map(tuple)
        ),
        st.builds(Mapping, st.dictionaries(texts, inner, max_size=4)),
    ),
    max_leaves=12,
)


def same_bits(one: object, other: object) -> bool:
    """Say whether two values or messages are equal, NaN for NaN and -0.0 for -0.0."""
    return msgspec.msgpack.encode(one) == msgspec.msgpack.encode(other)
