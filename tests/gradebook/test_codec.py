"""A result that was kept is the result that was judged, down to the last bit of an array."""

from __future__ import annotations

import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_results import made_result
from msgspec.structs import replace
from value_trees import same_bits, texts, values

from grader.checkers import Departure, Difference, Mismatch
from grader.gradebook.codec import ResultUnreadable, decode_result, encode_result
from grader.outcome import Frame
from grader.picture import PanelsPicture, WindowPicture
from grader.report import CaseResult, Failure, GroupResult, NamedMistake, ProblemResult, Shown
from grader.values import Value
from grader.verdict import Verdict

cells = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False),
    st.complex_numbers(allow_nan=False),
)
indices = st.lists(st.integers(0, 9), max_size=4).map(tuple)
differences = st.builds(
    Difference, st.integers(0, 9), st.integers(0, 9), indices, cells, cells, st.floats(), indices
)
mismatches = st.builds(
    Mismatch, st.sampled_from(Departure), texts, texts, texts, st.none() | differences
)
pictures = st.sampled_from(
    (
        WindowPicture(input="x", kernel="k", stride=[1, "s"], each={"n": 3}, only=["drawn"]),
        PanelsPicture(rows=[{"a": "x", "b": [[1.5, None], "y"]}], title="side by side"),
    )
)
shown = st.builds(
    Shown,
    call=texts,
    inputs=st.dictionaries(texts, values, max_size=2),
    expected=values,
    got=values,
    returned=st.booleans(),
    mismatch=st.none() | mismatches,
    printed=texts,
    axes=st.dictionaries(texts, st.lists(texts, max_size=2).map(tuple), max_size=2),
    mistaken=values,
    pictures=st.lists(pictures, max_size=2).map(tuple),
)
failures = st.builds(
    Failure,
    says=texts,
    fix=texts,
    frames=st.lists(st.builds(Frame, st.integers(1, 99), texts), max_size=2).map(tuple),
    shown=st.none() | shown,
    part=texts,
    parts_right=st.lists(texts, max_size=2).map(tuple),
)
cases = st.builds(CaseResult, st.sampled_from(Verdict), st.floats(0, 9), st.none() | failures)


@st.composite
def results(draw: st.DrawFn) -> ProblemResult:
    mistake = st.builds(NamedMistake, texts, texts)
    group = GroupResult(
        draw(texts),
        draw(st.booleans()),
        draw(st.sampled_from(Verdict)),
        draw(st.floats(0, 10)),
        10.0,
        tuple(draw(st.lists(cases, max_size=2))),
    )
    return replace(
        made_result(),
        groups=(group,),
        mistake=draw(st.none() | mistake),
        possible=tuple(draw(st.lists(mistake, max_size=2))),
        failure=draw(st.none() | failures),
        quotes=draw(st.dictionaries(st.integers(1, 99), texts, max_size=2)),
    )


@given(results())
def test_decoding_undoes_encoding(result: ProblemResult) -> None:
    assert encode_result(decode_result(encode_result(result))) == encode_result(result)


@given(values, values)
def test_every_value_keeps_its_bits(one: Value, other: Value) -> None:
    failure = Failure("", shown=Shown("f(x)", {"x": one}, expected=other, got=one))
    kept = decode_result(encode_result(replace(made_result(), failure=failure))).failure
    assert kept is not None
    assert kept.shown is not None
    assert same_bits(kept.shown.inputs["x"], one)
    assert same_bits(kept.shown.expected, other)


@given(differences)
def test_every_cell_of_a_difference_keeps_its_type(difference: Difference) -> None:
    mismatch = Mismatch(Departure.VALUE, "", difference=difference)
    failure = Failure("", shown=Shown("f()", {}, mismatch=mismatch))
    kept = decode_result(encode_result(replace(made_result(), failure=failure))).failure
    assert repr(kept) == repr(failure)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"not squeezed", id="not squeezed"),
        pytest.param(zlib.compress(b"\xc1"), id="not msgpack"),
        pytest.param(zlib.compress(msgspec.msgpack.encode({"slug": 1})), id="another type"),
        pytest.param(encode_result(made_result())[:-9], id="cut short"),
        pytest.param(
            zlib.compress(msgspec.msgpack.encode(msgspec.msgpack.Ext(7, b""))), id="an extension"
        ),
    ],
)
def test_what_is_no_result_says_so(content: bytes) -> None:
    with pytest.raises(ResultUnreadable):
        decode_result(content)
