"""The grader's end of one child, with this test at the other end."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from conversation import call, load
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.outcome import Returned
from grader.sandbox.link import KEPT_OUTPUT, MAX_OUTPUT, Child, Flood, Gone, Noise, Silence
from grader.spawning import Ended, Spawn
from grader.values import MAX_BYTES, encode
from grader.wire import HEADER, MAGIC, MAX_META, Call, Loaded, Reply, frame_lengths, order_of, pack

REPLY = Returned(encode([1, np.ones(3)]))


@dataclass
class FakeSandbox:
    """Where a child comes from that is no process."""

    ended: list[tuple[int, float]] = field(default_factory=list)

    def spawn(self, request: Spawn) -> Child:
        raise NotImplementedError

    def end(self, pid: int, grace_seconds: float) -> Ended:
        self.ended.append((pid, grace_seconds))
        return Ended(signal=9, status=None, killed=True)

    def close(self) -> None:
        raise NotImplementedError


class OtherEnd:
    """What a child has of the connection."""

    def __init__(self) -> None:
        self.sandbox = FakeSandbox()
        ours, self.control = socket.socketpair()
        output, self.output = socket.socketpair()
        self.child = Child(self.sandbox, 4711, ours, output)

    def close(self) -> None:
        self.control.close()
        self.output.close()


@pytest.fixture
def other() -> Iterator[OtherEnd]:
    end = OtherEnd()
    yield end
    end.close()
    if not end.sandbox.ended:
        end.child.end()


class TestReceiving:
    def test_replies_come_one_by_one_and_in_order(self, other: OtherEnd) -> None:
        replies: list[Reply] = [REPLY, Loaded(defines=True), Returned(None)]
        other.control.sendall(b"".join(map(pack, replies)))
        assert [other.child.receive(1) for _ in replies] == replies
        assert other.child.receive(0) == Silence()

    def test_a_reply_may_come_in_pieces(self, other: OtherEnd) -> None:
        def trickle() -> None:
            frame = pack(REPLY)
            for place in range(0, len(frame), 7):
                other.control.sendall(frame[place : place + 7])
                time.sleep(0.001)

        thread = threading.Thread(target=trickle)
        thread.start()
        assert other.child.receive(5) == REPLY
        thread.join()

    def test_a_large_reply_is_put_together(self, other: OtherEnd) -> None:
        large = Returned(encode(np.arange(500_000.0)))
        thread = threading.Thread(target=other.control.sendall, args=(pack(large),))
        thread.start()
        assert other.child.receive(5) == large
        thread.join()

    def test_silence_takes_as_long_as_it_may(self, other: OtherEnd) -> None:
        begin = time.monotonic()
        assert other.child.receive(0.1) == Silence()
        assert 0.1 <= time.monotonic() - begin < 0.5

    def test_half_a_reply_is_silence(self, other: OtherEnd) -> None:
        other.control.sendall(pack(REPLY)[:-1])
        assert other.child.receive(0.05) == Silence()

    def test_last_words_are_heard_before_the_end(self, other: OtherEnd) -> None:
        other.control.sendall(pack(REPLY))
        other.output.sendall(b"bye")
        other.close()
        assert other.child.receive(1) == REPLY
        assert other.child.receive(1) == Gone()
        assert other.child.take_output() == b"bye"

    def test_half_a_reply_and_the_end_is_the_end(self, other: OtherEnd) -> None:
        other.control.sendall(pack(REPLY)[:-1])
        other.control.close()
        assert other.child.receive(1) == Gone()

    @pytest.mark.parametrize(
        "noise",
        [
            b"x" * HEADER.size,
            HEADER.pack(MAGIC, MAX_META + 1, 0),
            HEADER.pack(MAGIC, 0, MAX_BYTES + 1),
            HEADER.pack(MAGIC, 2**32 - 1, 2**32 - 1),
            HEADER.pack(MAGIC, 0, 0),
            HEADER.pack(MAGIC, 3, 0) + b"abc",
            pack(load("x = 1\n")),
            pack(call()),
        ],
    )
    def test_what_is_no_reply_is_noise(self, other: OtherEnd, noise: bytes) -> None:
        other.control.sendall(noise)
        received = other.child.receive(1)
        assert isinstance(received, Noise)
        assert received.what

    @settings(max_examples=50)
    @given(st.binary(min_size=1, max_size=100))
    def test_any_bytes_are_told_apart_from_replies(self, noise: bytes) -> None:
        other = OtherEnd()
        other.control.sendall(noise)
        other.close()
        assert isinstance(other.child.receive(1), Noise | Gone)
        other.child.end()

    def test_lengths_that_lie_within_the_caps_take_no_memory_in_advance(
        self, other: OtherEnd
    ) -> None:
        other.control.sendall(HEADER.pack(MAGIC, MAX_META, MAX_BYTES) + b"x")
        assert other.child.receive(0.05) == Silence()
        assert len(other.child._pending) == HEADER.size + 1

    def test_surplus_is_what_nobody_asked_for(self, other: OtherEnd) -> None:
        assert not other.child.has_surplus()
        other.control.sendall(pack(REPLY) * 2)
        assert other.child.receive(1) == REPLY
        assert other.child.has_surplus()
        assert other.child.receive(1) == REPLY
        assert not other.child.has_surplus()
        other.control.sendall(b"x")
        assert other.child.has_surplus()

    def test_the_end_is_no_surplus(self, other: OtherEnd) -> None:
        other.control.close()
        assert not other.child.has_surplus()


class TestSending:
    def test_an_order_arrives_as_it_was(self, other: OtherEnd) -> None:
        order = call(np.ones(3))
        assert other.child.send(order, 1)
        frame = other.control.recv(1 << 16)
        meta, data = frame_lengths(frame[: HEADER.size])
        body = frame[HEADER.size :]
        assert order_of(body[:meta], body[meta : meta + data]) == order

    def test_nobody_reads(self, other: OtherEnd) -> None:
        begin = time.monotonic()
        assert not other.child.send(call(np.ones(1_000_000)), 0.1)
        assert 0.1 <= time.monotonic() - begin < 0.5

    def test_nobody_is_there(self, other: OtherEnd) -> None:
        other.control.close()
        assert not other.child.send(call(np.ones(1_000_000)), 1)
        assert other.child.receive(1) == Gone()

    def test_a_child_that_prints_before_it_reads_is_not_waited_for_in_vain(
        self, other: OtherEnd
    ) -> None:
        large = call(np.ones(1_000_000))

        def print_then_read() -> None:
            other.output.sendall(b"y" * 1_000_000)  # more than a socket takes in
            got = 0
            while got < len(pack(large)):
                got += len(other.control.recv(1 << 20))

        thread = threading.Thread(target=print_then_read)
        thread.start()
        assert other.child.send(large, 5)
        thread.join()

    def test_calls_answer_to_the_call_type_alone(self) -> None:
        assert Call.__struct_config__.tag == "call"


class TestOutput:
    def test_it_is_collected_until_it_is_taken(self, other: OtherEnd) -> None:
        other.output.sendall(b"one\n")
        other.control.sendall(pack(REPLY))
        other.child.receive(1)
        assert other.child.take_output() == b"one\n"
        assert other.child.take_output() == b""

    def test_64_kb_of_it_are_kept(self, other: OtherEnd) -> None:
        def shout() -> None:
            other.output.sendall(b"y" * (3 * KEPT_OUTPUT))
            other.control.sendall(pack(REPLY))

        thread = threading.Thread(target=shout)
        thread.start()
        assert other.child.receive(5) == REPLY
        thread.join()
        assert other.child.take_output() == b"y" * KEPT_OUTPUT

    def test_8_mb_are_a_flood_even_with_a_reply(self, other: OtherEnd) -> None:
        def flood() -> None:
            other.output.sendall(b"y" * MAX_OUTPUT)
            other.control.sendall(pack(REPLY))
            other.output.sendall(b"y")

        thread = threading.Thread(target=flood)
        thread.start()
        first = other.child.receive(5)
        thread.join()
        assert first in (REPLY, Flood())
        assert other.child.receive(0.2) in (Flood(), Silence())
        assert other.child._printed_bytes <= MAX_OUTPUT + (1 << 16)
        assert len(other.child.take_output()) == KEPT_OUTPUT

    def test_a_closed_output_is_no_end(self, other: OtherEnd) -> None:
        other.output.close()
        assert other.child.receive(0.05) == Silence()
        other.control.sendall(pack(REPLY))
        assert other.child.receive(1) == REPLY


class TestEnding:
    @pytest.mark.parametrize("grace", [False, True])
    def test_an_end_closes_both_ways_and_asks_the_sandbox(
        self, other: OtherEnd, *, grace: bool
    ) -> None:
        ended = other.child.end(grace=grace)
        assert ended == Ended(signal=9, status=None, killed=True)
        ((pid, seconds),) = other.sandbox.ended
        assert pid == 4711
        assert (seconds > 0) == grace
        assert other.control.recv(1) == b""
        assert other.output.recv(1) == b""
