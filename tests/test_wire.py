"""Frames: what is packed comes back the same, and nothing else comes through."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from value_trees import plain_values, same_bits, texts, values

from grader.outcome import Frame, Raised, Returned
from grader.values import MAX_BYTES, MAX_DEPTH, Array, Mapping, Opaque, Sequence, Value, encode
from grader.wire import (
    HEADER,
    MAGIC,
    MAX_META,
    Call,
    Checked,
    Load,
    Loaded,
    Order,
    Probed,
    Reply,
    TooLarge,
    Violation,
    WireError,
    frame_lengths,
    order_of,
    pack,
    reply_of,
)

many = st.lists(texts, max_size=3).map(tuple)
lines = st.integers(-(2**63), 2**63 - 1)
orders: st.SearchStrategy[Order] = st.one_of(
    st.builds(Load, st.binary(max_size=50), texts, texts, texts, many, many),
    st.builds(Call, texts, values),
)
replies: st.SearchStrategy[Reply] = st.one_of(
    st.builds(
        Checked, st.booleans(), st.lists(st.builds(Violation, lines, texts), max_size=3).map(tuple)
    ),
    st.builds(Loaded, st.booleans(), many),
    st.builds(Returned, values, many, many),
    st.builds(
        Raised,
        texts,
        texts,
        st.lists(st.builds(Frame, lines, texts), max_size=3).map(tuple),
        many,
        many,
        values,
    ),
    st.builds(TooLarge, texts),
    st.builds(Probed, texts, many, many),
)


def split(frame: bytes) -> tuple[bytes, bytes]:
    """Return meta and data of a frame."""
    meta, data = frame_lengths(frame[: HEADER.size])
    assert len(frame) == HEADER.size + meta + data
    return frame[HEADER.size : HEADER.size + meta], frame[HEADER.size + meta :]


def returned(value: object) -> bytes:
    """Return the meta of a frame as a student might forge it."""
    return msgspec.msgpack.encode({"type": "returned", "value": value})


def array(**changed: object) -> dict[str, object]:
    fields: dict[str, object] = {"type": "array", "kind": "ndarray"}
    return {**fields, "dtype": "float64", "shape": [2], **changed}


class TestLaws:
    @given(replies)
    def test_replies_come_back_the_same(self, reply: Reply) -> None:
        assert same_bits(reply_of(*split(pack(reply))), reply)

    @given(orders)
    def test_orders_come_back_the_same(self, order: Order) -> None:
        assert same_bits(order_of(*split(pack(order))), order)

    @given(replies)
    def test_the_tag_of_one_message_is_no_other_message(self, reply: Reply) -> None:
        assert type(reply_of(*split(pack(reply)))) is type(reply)

    @given(replies, st.integers(0), st.binary(min_size=1, max_size=3))
    def test_a_damaged_frame_is_a_wire_error_or_a_reply(
        self, reply: Reply, place: int, damage: bytes
    ) -> None:
        meta, data = split(pack(reply))
        place %= len(meta) + 1
        with suppress(WireError):
            reply_of(meta[:place] + damage + meta[place + len(damage) :], data)

    @given(st.binary(max_size=200), st.binary(max_size=50))
    def test_arbitrary_bytes_are_only_ever_a_wire_error(self, meta: bytes, data: bytes) -> None:
        with pytest.raises(WireError):
            reply_of(meta, data)

    @given(st.binary(min_size=HEADER.size, max_size=HEADER.size))
    def test_arbitrary_headers_are_refused_before_anything_is_read(self, header: bytes) -> None:
        if not header.startswith(MAGIC):
            with pytest.raises(WireError, match="not a frame"):
                frame_lengths(header)

    @given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
    def test_lengths_are_within_the_caps_or_refused(self, meta: int, data: int) -> None:
        header = HEADER.pack(MAGIC, meta, data)
        if meta <= MAX_META and data <= MAX_BYTES:
            assert frame_lengths(header) == (meta, data)
        else:
            with pytest.raises(WireError, match="over the limit"):
                frame_lengths(header)

    @given(plain_values)
    def test_no_message_can_carry_a_verdict(self, value: object) -> None:
        forged = {"type": "returned", "value": value, "verdict": "accepted", "points": 10}
        reply = reply_of(msgspec.msgpack.encode(forged), b"")
        assert not hasattr(reply, "verdict")
        assert not hasattr(reply, "points")


class TestLies:
    def test_an_honest_array_is_taken(self) -> None:
        reply = reply_of(returned(array()), bytes(16))
        assert reply == Returned(Array("ndarray", "float64", (2,), bytes(16)))

    @pytest.mark.parametrize(
        "lie",
        [
            {"shape": [-1]},
            {"shape": [-2, -1]},
            {"shape": [2**32, 2**32]},
            {"shape": [2**63, 2**63, 4]},
            {"shape": [0, 2**62]},
            {"shape": [2**64 - 1, 0]},
            {"shape": [2.0]},
            {"shape": ["2"]},
            {"shape": [True]},
            {"shape": None},
            {"shape": [1] * 17},
            {"shape": [3]},
            {"shape": [1]},
            {"shape": []},
            {"dtype": "object"},
            {"dtype": "O"},
            {"dtype": "<f8"},
            {"dtype": "float128"},
            {"dtype": "void8"},
            {"dtype": ""},
            {"dtype": "i4,f8"},
            {"dtype": 7},
            {"kind": "pickle"},
            {"kind": None},
            {"type": "opaque"},
            {"type": "pickle"},
        ],
        ids=str,
    )
    def test_a_header_that_lies(self, lie: dict[str, object]) -> None:
        with pytest.raises(WireError):
            reply_of(returned(array(**lie)), bytes(16))

    def test_data_inside_meta_is_not_believed(self) -> None:
        with pytest.raises(WireError, match="more data than the frame holds"):
            reply_of(returned(array(data=bytes(16))), b"")

    @pytest.mark.parametrize("size", [0, 15, 17, 32])
    def test_missing_and_extra_data(self, size: int) -> None:
        with pytest.raises(WireError, match=r"more data than|belong to no array"):
            reply_of(returned(array()), bytes(size))

    def test_data_that_belongs_to_nothing(self) -> None:
        with pytest.raises(WireError, match="3 bytes that belong to no array"):
            reply_of(*split_with(pack(Loaded(defines=True)), b"abc"))

    def test_one_slice_is_not_given_twice(self) -> None:
        pair = {"type": "sequence", "kind": "list", "items": [array(), array()]}
        with pytest.raises(WireError):
            reply_of(returned(pair), bytes(16))
        reply = reply_of(returned(pair), bytes(16) + b"\x01" * 16)
        assert isinstance(reply, Returned)
        assert isinstance(reply.value, Sequence)
        one, other = reply.value.items
        assert isinstance(one, Array)
        assert isinstance(other, Array)
        assert (one.data, other.data) == (bytes(16), b"\x01" * 16)

    @pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100, 400, 5_000, 60_000])
    @pytest.mark.parametrize("bomb", ["sequence", "mapping"])
    def test_nesting_bombs(self, depth: int, bomb: str) -> None:
        layer = (
            msgspec.msgpack.encode({"type": "sequence", "kind": "list", "items": [None]})
            if bomb == "sequence"
            else msgspec.msgpack.encode({"type": "mapping", "items": {"a": None}})
        )
        start = returned(None)[:-1]
        assert layer.endswith(b"\xc0")
        meta = (start + layer[:-1] * depth)[: MAX_META - 1] + b"\xc0"
        with pytest.raises(WireError):
            reply_of(meta, b"")

    def test_what_encode_makes_at_its_deepest_is_taken(self) -> None:
        deep: list[Any] = []
        for _ in range(MAX_DEPTH):
            deep = [deep]
        assert isinstance(reply_of(*split(pack(Returned(encode(deep))))), Returned)

    @pytest.mark.parametrize(
        "count",
        [
            b"\xdd\xff\xff\xff\xff",  # an array of 4,294,967,295 items
            b"\xdd\x10\x00\x00\x00",
            b"\xdf\xff\xff\xff\xff",  # a map
            b"\xdb\xff\xff\xff\xff",  # a string
            b"\xc6\xff\xff\xff\xff",  # bytes
            b"\xc9\xff\xff\xff\xff\x01",  # an extension
        ],
        ids=["items", "fewer items", "entries", "characters", "bytes", "extension"],
    )
    @pytest.mark.parametrize("field", ["value", "mutated", "items", "shape", "parts"])
    def test_counts_that_lie_allocate_nothing(self, field: str, count: bytes) -> None:
        meta = {
            "value": returned(None)[:-1],
            "mutated": msgspec.msgpack.encode({"type": "returned", "value": 0, "mutated": None})[
                :-1
            ],
            "items": returned({"type": "sequence", "kind": "list", "items": None})[:-1],
            "shape": returned({"type": "array", "kind": "ndarray", "dtype": "int8", "shape": None})[
                :-1
            ],
            "parts": msgspec.msgpack.encode(
                {"type": "raised", "type_name": "E", "message": "", "parts": None}
            )[:-1],
        }[field] + count
        tracemalloc.start()
        try:
            with pytest.raises(WireError):
                reply_of(meta, b"")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 1_000_000

    def test_the_fullest_meta_costs_little_memory(self) -> None:
        meta = returned({"type": "sequence", "kind": "list", "items": [None] * 100_000})
        tracemalloc.start()
        try:
            reply = reply_of(meta, b"")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert isinstance(reply, Returned)
        assert peak < 40 * len(meta)

    @pytest.mark.parametrize(
        "meta",
        [
            b"",
            b"\xc1",
            b"\xc0",
            b"\x80",
            msgspec.msgpack.encode([]),
            msgspec.msgpack.encode({"type": "load"}),
            msgspec.msgpack.encode({"type": "call", "code": "", "inputs": None}),
            msgspec.msgpack.encode({"type": "accepted"}),
            msgspec.msgpack.encode({"type": 3}),
            msgspec.msgpack.encode({"value": 1}),
            msgspec.msgpack.encode({"type": "returned"}),
            returned(b"bytes"),
            returned(2**63)[:-8] + b"\xff" * 7,
            returned("x")[:-1] + b"\xff",  # a string that is no UTF-8
            returned(None) + b"\xc0",
            returned([1]),
            returned({"a": 1}),
            msgspec.msgpack.encode({"type": "loaded", "defines": 1}),
            msgspec.msgpack.encode({"type": "checked", "unchanged": "no", "violations": []}),
        ],
        ids=lambda meta: repr(meta)[:30],
    )
    def test_what_is_no_reply(self, meta: bytes) -> None:
        with pytest.raises(WireError):
            reply_of(meta, b"")


def split_with(frame: bytes, extra: bytes) -> tuple[bytes, bytes]:
    meta, data = split(frame)
    return meta, data + extra


class TestPacking:
    def test_arrays_lie_outside_of_meta(self) -> None:
        meta, data = split(pack(Returned(encode([np.ones(1000), {"a": np.zeros(500)}]))))
        assert len(meta) < 300
        assert data == np.ones(1000).tobytes() + np.zeros(500).tobytes()

    def test_too_much_meta_may_not_cross(self) -> None:
        with pytest.raises(WireError, match="may not cross"):
            pack(Returned("x" * MAX_META))

    def test_too_much_data_may_not_cross(self) -> None:
        half = Array("ndarray", "uint8", (MAX_BYTES // 2,), bytes(MAX_BYTES // 2))
        with pytest.raises(WireError, match="may not cross"):
            pack(Returned(Sequence("list", (half, half, encode(np.ones(1))))))

    @pytest.mark.parametrize("value", [None, Opaque("object"), Mapping({"x": True}), -0.0])
    def test_the_message_itself_is_left_as_it_is(self, value: Value) -> None:
        message = Returned(value)
        pack(message)
        assert same_bits(message, Returned(value))
