"""Whatever a child or a student wrote is read without a crash, a hang or a lie believed."""

from __future__ import annotations

import random

import pytest
from fuzz.mutators import MUTATORS, mutate_frame
from fuzz.seeds import replies, seeds
from fuzz.subjects import EXPECTED, SUBJECTS, read, report_on
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.outcome import Frame, Raised, Returned
from grader.values import Array, Mapping, Opaque, Sequence, Value
from grader.wire import Loaded, Reply, TooLarge, pack

FAST = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PER_SUBJECT = {"wire": 600, "report": 500, "link": 100, "yaml": 60, "key_file": 150}

texts = st.text(max_size=40) | st.sampled_from(["::error::x", "##[error]x", "item 1", "item x, y"])
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | texts
    | st.builds(Opaque, texts)
    | st.builds(
        Array,
        st.sampled_from(["ndarray", "tensor", "scalar"]),
        st.sampled_from(["bool", "int8", "uint8"]),
        st.sampled_from([(8,), (2, 4), (2, 2, 2), (1, 1, 8, 1)]),
        st.just(bytes(8)),
    )
    | st.builds(
        Array,
        st.just("ndarray"),
        st.just("float16"),
        st.sampled_from([(0,), (0, 3, 3), (3, 0), (10**6, 0, 4), (0, 10**6)]),
    ),
    lambda inner: (
        st.builds(Sequence, st.sampled_from(["list", "tuple"]), st.lists(inner).map(tuple))
        | st.builds(Mapping, st.dictionaries(texts | st.sampled_from(["dx", "b", "n"]), inner))
    ),
    max_leaves=12,
)
frames = st.lists(st.builds(Frame, st.integers(-(2**63), 2**63), texts)).map(tuple)
names = st.lists(texts, max_size=5).map(tuple)


def answers(value: st.SearchStrategy[Value]) -> st.SearchStrategy[Reply]:
    return (
        st.builds(Returned, value, names, names)
        | st.builds(Raised, texts, texts, frames, names, names, value)
        | st.builds(Loaded, st.just(value=False), names)
        | st.builds(TooLarge, texts)
    )


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_seed_is_read(name: str) -> None:
    for seed in list(seeds(name))[:40]:
        SUBJECTS[name](seed)


@pytest.mark.parametrize("name", SUBJECTS)
def test_any_bytes_are_read(name: str) -> None:
    @FAST
    @given(st.binary(max_size=400))
    def law(data: bytes) -> None:
        SUBJECTS[name](data)

    law()


@pytest.mark.parametrize("name", SUBJECTS)
def test_what_is_nearly_sound_is_read(name: str) -> None:
    """Changes that keep the grammar get further than noise; the same ones in every run."""
    chance = random.Random(name)
    starts = list(seeds(name))
    change = MUTATORS.get(name) or (lambda data, _: flipped(data, chance))
    if name == "wire":
        change = lambda data, chance: mutate_frame(b"\0" + data, chance)[1:]  # noqa: E731
    for _ in range(PER_SUBJECT.get(name, 100)):
        SUBJECTS[name](change(chance.choice(starts), chance))


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


@settings(FAST, max_examples=200)
@given(answers(values), st.integers(0, len(EXPECTED) - 1))
def test_any_reply_can_be_reported(reply: Reply, number: int) -> None:
    report_on(reply, number)


@settings(FAST, max_examples=150)
@given(answers(values))
def test_a_reply_crosses_unchanged(reply: Reply) -> None:
    assert pack(read(pack(reply)) or reply) == pack(reply)
    assert read(pack(reply)) is not None


def test_the_seeds_hold_every_kind_of_reply() -> None:
    assert {type(reply) for reply in replies()} >= {Returned, Raised, Loaded, TooLarge}
