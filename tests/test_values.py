"""What may cross: numbers and names, never an object of a student's own making."""

from __future__ import annotations

import collections
import enum
import math
import sys
from typing import Any, NamedTuple, NoReturn

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from value_trees import arrays, dtypes, same_bits, values

from grader.values import (
    DTYPES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_TEXT,
    Array,
    Mapping,
    Opaque,
    Sequence,
    ValueTooLarge,
    array_of,
    decode,
    encode,
    nbytes_of,
    type_name,
)


def refuse(*_: object, **__: object) -> NoReturn:
    raise SystemExit("code of the student's ran")


class Point(NamedTuple):
    x: int
    y: int


class TestRoundTrip:
    @given(arrays())
    def test_arrays_of_every_layout_come_back_the_same(self, array: np.ndarray[Any, Any]) -> None:
        value = encode(array)
        assert isinstance(value, Array)
        assert value.data == array.astype(array.dtype.newbyteorder("<")).tobytes()
        back = decode(value)
        assert isinstance(back, np.ndarray)
        assert back.dtype == array.dtype.newbyteorder("=")
        assert back.shape == array.shape
        np.testing.assert_array_equal(back, array)

    @given(values)
    def test_what_is_decoded_encodes_to_the_same(self, value: object) -> None:
        again = encode(decode(value))  # type: ignore[arg-type]
        assert same_bits(again, value)

    @pytest.mark.parametrize("dtype", sorted(DTYPES))
    def test_every_dtype_crosses_as_array_scalar_and_tensor(self, dtype: str) -> None:
        array = np.ones((2, 3), dtype)
        for thing in (array, array[0, 0], torch.from_numpy(array), np.zeros((0, 2), dtype)):
            value = encode(thing)
            assert isinstance(value, Array)
            assert value.dtype == dtype
            back: Any = decode(value)
            assert type(back) is type(thing)
            np.testing.assert_array_equal(back, np.asarray(thing))

    def test_decoded_arrays_are_fresh_and_writable(self) -> None:
        value = encode(np.ones(3))
        one, other = decode(value), decode(value)
        assert isinstance(one, np.ndarray)
        one[:] = 5
        np.testing.assert_array_equal(other, np.ones(3))

    def test_a_view_of_an_array_value_is_read_only(self) -> None:
        value = encode(np.ones(3))
        assert isinstance(value, Array)
        with pytest.raises(ValueError, match="read-only"):
            array_of(value)[0] = 1

    @pytest.mark.parametrize(
        ("thing", "kind"),
        [
            (np.ones(()), "ndarray"),
            (np.float64(2), "scalar"),
            (np.bool_(1), "scalar"),
            (torch.tensor(2.0), "tensor"),
        ],
    )
    def test_what_the_box_was_is_kept(self, thing: object, kind: str) -> None:
        value = encode(thing)
        assert isinstance(value, Array)
        assert (value.kind, value.shape) == (kind, ())
        assert type(decode(value)) is type(thing)

    @pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, -0.0, 5e-324, 2**63 - 1])
    def test_numbers_keep_their_bits(self, number: float) -> None:
        assert same_bits(decode(encode(number)), number)
        assert same_bits(encode(np.array(number)), encode(decode(encode(np.array(number)))))


class TestTensors:
    def test_a_tensor_that_requires_a_gradient_crosses_as_numbers(self) -> None:
        leaf = torch.ones(2, requires_grad=True)
        for tensor in (leaf, leaf * 1, torch.nn.Parameter(torch.ones(2))):
            assert encode(tensor) == Array("tensor", "float32", (2,), np.ones(2, "f4").tobytes())

    def test_lazy_views_are_resolved(self) -> None:
        tensor = torch.tensor([1 + 2j, 3 - 4j])
        assert tensor.conj().is_conj()
        np.testing.assert_array_equal(
            np.asarray(decode(encode(tensor.conj()))), np.array([1 - 2j, 3 + 4j], "c8")
        )
        assert tensor.conj().imag.is_neg()
        np.testing.assert_array_equal(
            np.asarray(decode(encode(tensor.conj().imag))), np.array([-2, 4], "f4")
        )

    def test_strides_and_expansion_do_not_matter(self) -> None:
        tensor = torch.arange(6.0).reshape(2, 3)
        for view in (tensor.T, tensor[:, ::2], tensor[:1].expand(4, 3)):
            np.testing.assert_array_equal(np.asarray(decode(encode(view))), view.numpy())

    @pytest.mark.parametrize(
        "tensor",
        [
            torch.ones(2, dtype=torch.bfloat16),
            torch.ones(2, 2).to_sparse(),
            torch.ones(2, device="meta"),
        ],
        ids=["bfloat16", "sparse", "meta"],
    )
    def test_what_has_no_plain_numbers_is_opaque(self, tensor: torch.Tensor) -> None:
        assert isinstance(encode(tensor), Opaque)

    def test_a_subclass_is_not_asked(self) -> None:
        class Lying(torch.Tensor):
            @classmethod
            def __torch_function__(cls, *_: Any, **__: Any) -> Any:
                raise SystemExit("code of the student's ran")

        value = encode(torch.ones(2).as_subclass(Lying))
        assert value == encode(torch.ones(2))

    def test_sizes_are_tuples(self) -> None:
        assert encode(torch.ones(2, 3).shape) == Sequence("tuple", (2, 3))
        both = encode(torch.max(torch.ones(2, 2), 0))
        assert isinstance(both, Sequence)
        assert both.kind == "tuple"


class TestContainers:
    def test_lists_tuples_and_named_parts(self) -> None:
        assert encode(Point(1, 2)) == Sequence("tuple", (1, 2))
        assert encode([(), []]) == Sequence("list", (Sequence("tuple", ()), Sequence("list", ())))
        ordered = collections.OrderedDict(b=1, a=[2])
        value = encode(ordered)
        assert value == Mapping({"b": 1, "a": Sequence("list", (2,))})
        assert isinstance(value, Mapping)
        assert list(value.items) == ["b", "a"]
        assert decode(value) == {"b": 1, "a": [2]}

    @pytest.mark.parametrize(
        ("thing", "name"),
        [
            ({1: 2}, "dict"),
            ({1, 2}, "set"),
            (range(3), "range"),
            (iter(()), "tuple_iterator"),
            (b"bytes", "bytes"),
            (1j, "complex"),
            (object(), "object"),
            (print, "builtin_function_or_method"),
            (int, "type"),
            (enum.IntEnum("Colour", ["RED"]).RED, "Colour"),  # type: ignore[attr-defined]
            (torch.float32, "dtype"),
            (torch.nn.Linear(1, 1), "Linear"),
        ],
    )
    def test_anything_else_is_only_a_name(self, thing: object, name: str) -> None:
        assert encode(thing) == Opaque(name)
        assert decode(Opaque(name)) == Opaque(name)

    @pytest.mark.parametrize(
        "array",
        [
            np.array([object()]),
            np.zeros(2, "i4,f8"),
            np.array(["2020-01-01"], "datetime64[D]"),
            np.array([1], "timedelta64[s]"),
            np.array(["text"]),
            np.array([b"text"]),
            np.ones(2, np.longdouble),
            np.datetime64("2020"),
            np.void(b"abc"),
        ],
        ids=lambda array: str(array.dtype),
    )
    def test_arrays_of_anything_but_numbers_are_opaque(self, array: object) -> None:
        assert isinstance(encode(array), Opaque)

    def test_text_subclasses_cross_as_text(self) -> None:
        assert encode(np.str_("a")) == "a"
        assert encode(enum.StrEnum("Word", ["NO"]).NO) == "no"  # type: ignore[attr-defined]

    @given(st.text())
    def test_any_text_crosses_and_surrogates_become_marks(self, text: str) -> None:
        value = encode(text + "\ud800")
        assert value == encode(text) + "?"  # type: ignore[operator]
        assert isinstance(value, str)
        value.encode()

    def test_names_of_parts_have_no_surrogates_either(self) -> None:
        assert encode({"\udc80": 1}) == Mapping({"?": 1})

    @pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**4000])
    def test_integers_of_more_than_64_bits_are_opaque(self, number: int) -> None:
        assert encode(number) == Opaque("int of more than 64 bits")


class TestLimits:
    def test_a_stretched_array_is_measured_before_it_is_copied(self) -> None:
        stretched = np.broadcast_to(1.0, (50_000, 100_000))  # 40 GB, of which 8 bytes exist
        with pytest.raises(ValueTooLarge, match=r"shape \(50000, 100000\)"):
            encode(stretched)
        with pytest.raises(ValueTooLarge):
            encode(torch.ones(1).expand(50_000, 100_000))

    def test_the_largest_array_crosses_and_one_more_byte_does_not(self) -> None:
        assert nbytes_of("uint8", (MAX_BYTES,)) == MAX_BYTES
        with pytest.raises(ValueError, match="over the limit"):
            nbytes_of("uint8", (MAX_BYTES + 1,))

    @pytest.mark.parametrize("shape", [(0, 2**62), (2**62, 0), (0, 2**62, 2**62), (2**64 - 1, 0)])
    def test_shapes_that_numpy_would_refuse_are_refused_first(self, shape: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match="over the limit"):
            nbytes_of("float64", shape)
        with pytest.raises(ValueError, match=r"too big|dimension exceeded"):
            array_of(Array("ndarray", "float64", shape))  # what it would do without

    def test_a_rank_without_end_is_too_large(self) -> None:
        with pytest.raises(ValueTooLarge):
            encode(np.ones((1,) * 17))

    @pytest.mark.parametrize("shape", [(-1,), (2, -3), (1,) * 17])
    def test_what_is_no_shape_is_refused(self, shape: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match="is not a shape"):
            nbytes_of("float64", shape)

    @given(st.text().filter(lambda name: name not in DTYPES))
    def test_only_listed_dtypes_have_a_size(self, name: str) -> None:
        with pytest.raises(ValueError, match="may not cross"):
            nbytes_of(name, ())

    @given(dtypes, st.lists(st.integers(0, 50), max_size=4))
    def test_sizes_are_numpys(self, dtype: str, shape: list[int]) -> None:
        if np.dtype(dtype).itemsize * math.prod(max(1, side) for side in shape) <= MAX_BYTES:
            assert nbytes_of(dtype, tuple(shape)) == np.zeros(shape, dtype).nbytes

    def test_nesting_has_an_end(self) -> None:
        deep: list[Any] = []
        for _ in range(MAX_DEPTH):
            deep = [deep]
        encode(deep)
        with pytest.raises(ValueTooLarge, match="deeper"):
            encode([deep])
        endless: list[Any] = []
        endless.append(endless)
        with pytest.raises(ValueTooLarge, match="deeper"):
            encode(endless)

    @pytest.mark.parametrize(
        "thing",
        [
            [0] * (MAX_ITEMS + 1),
            (0,) * (MAX_ITEMS + 1),
            dict.fromkeys(map(str, range(MAX_ITEMS + 1))),
            "x" * (MAX_TEXT + 1),
            {"x" * (MAX_TEXT + 1): 1},
        ],
        ids=["list", "tuple", "dict", "text", "name"],
    )
    def test_counts_have_an_end(self, thing: object) -> None:
        with pytest.raises(ValueTooLarge):
            encode(thing)


class TestLyingThings:
    """Nothing that a student wrote runs while a value is encoded."""

    def test_a_class_that_claims_to_be_another(self) -> None:
        class Liar:
            __class__ = list  # type: ignore[assignment]
            __len__ = __iter__ = __getitem__ = __str__ = refuse

        assert isinstance(Liar(), list), "the control: this is what isinstance believes"
        assert encode(Liar()) == Opaque("Liar")

    def test_a_class_whose_class_raises(self) -> None:
        class Mine:
            @property  # type: ignore[misc]
            def __class__(self) -> Any:
                raise SystemExit("code of the student's ran")

        assert encode(Mine()) == Opaque("Mine")

    def test_subclasses_are_read_as_what_they_are(self) -> None:
        class Text(str):
            __slots__ = ()
            __len__ = __str__ = __getitem__ = encode = __eq__ = __hash__ = refuse

        class Items(list[int]):
            __len__ = __iter__ = __getitem__ = copy = __eq__ = refuse

        class Pair(tuple[int, ...]):
            __slots__ = ()
            __len__ = __iter__ = __getitem__ = __eq__ = __hash__ = refuse

        class Parts(dict[str, int]):
            __len__ = __iter__ = keys = items = copy = __eq__ = refuse

        assert encode(Text("a")) == "a"
        assert type(encode(Text("a"))) is str
        assert encode(Items([1])) == Sequence("list", (1,))
        assert encode(Pair((1,))) == Sequence("tuple", (1,))
        assert encode(Parts(a=1)) == Mapping({"a": 1})

    def test_an_array_subclass_is_a_plain_array(self) -> None:
        class Always(np.ndarray[Any, Any]):
            __eq__ = __array__ = __array_ufunc__ = tobytes = refuse

            @property
            def dtype(self) -> Any:
                raise SystemExit("code of the student's ran")

            @property  # type: ignore[misc]
            def shape(self) -> Any:
                raise SystemExit("code of the student's ran")

        assert encode(np.ones(2).view(Always)) == encode(np.ones(2))
        masked = encode(np.ma.array([1.0, 2.0], mask=[True, False]))
        assert masked == encode(np.array([1.0, 2.0]))
        assert encode(np.ones((1, 2)).view(np.matrix)) == encode(np.ones((1, 2)))

    def test_a_scalar_subclass_is_a_plain_scalar(self) -> None:
        class Mine(np.float64):
            __float__ = __array__ = item = refuse

        assert encode(Mine(2)) == encode(np.float64(2))

    def test_always_equal_objects_are_only_a_name(self) -> None:
        class Equal:
            def __eq__(self, other: object) -> bool:
                return True

            __hash__ = None  # type: ignore[assignment]

        assert encode(Equal()) == Opaque("Equal")

    def test_type_names_are_read_past_metaclasses_and_are_short(self) -> None:
        class Meta(type):
            __name__ = property(refuse)
            __str__ = __repr__ = refuse

        class Mine(metaclass=Meta):
            pass

        assert encode(Mine()) == Opaque("Mine")
        assert type_name(type("x" * 1000, (), {})()) == "x" * 100

    def test_without_numpy_there_are_no_arrays(self, monkeypatch: pytest.MonkeyPatch) -> None:
        array = np.ones(2)
        monkeypatch.delitem(sys.modules, "numpy")
        monkeypatch.delitem(sys.modules, "torch")
        assert encode(array) == Opaque("ndarray")
