"""Calls of secret cases are sent together; that changes nothing but how long it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from jobs import children_of, job

from grader.execute import Execution, execute
from grader.execute.ahead import MOST_BYTES, MOST_CALLS, sent_together
from grader.launch import launch
from grader.lockdown import supported
from grader.outcome import Died, Garbled, Raised, Returned, Skipped, TimedOut
from grader.sandbox.forked import ForkingSandbox

Run = Callable[..., Execution]
on_linux = pytest.mark.skipif(not supported(), reason="the sandbox is for Linux")
ECHO = "def f(x): return x\n"
WAITING = """\
import select

def f(x):
    return len(select.select([3], [], [], 0.2)[0])
"""
"""Says whether anything waits on the descriptor on which calls arrive."""


class TestWhatIsSent:
    def test_public_calls_go_one_by_one(self) -> None:
        calls = job(ECHO, range(5)).calls
        assert sent_together(calls) == calls[:1]

    def test_no_secret_call_goes_while_a_public_one_is_to_come(self) -> None:
        calls = job(ECHO, range(5), public=0).calls
        mixed = (*calls, *job(ECHO, range(1)).calls)
        assert sent_together(mixed) == mixed[:1]

    def test_secret_calls_go_together(self) -> None:
        calls = job(ECHO, range(5), public=1).calls
        assert sent_together(calls[1:]) == calls[1:]

    def test_a_large_input_goes_alone(self) -> None:
        calls = job(ECHO, [np.zeros(MOST_BYTES)] * 2, public=0).calls
        assert sent_together(calls) == calls[:1]

    @pytest.mark.parametrize(
        "thing", [np.zeros(1000), [[0] * 100], {"a": np.zeros(900)}, "text" * 1000]
    )
    def test_what_goes_together_fits_into_a_socket(self, thing: object) -> None:
        calls = job(ECHO, [thing] * 50, public=0).calls
        assert 1 < len(sent_together(calls)) < 50

    def test_there_is_a_most(self) -> None:
        calls = job(ECHO, range(2 * MOST_CALLS), public=0).calls
        assert len(sent_together(calls)) == MOST_CALLS


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ForkingSandbox]:
    forking = ForkingSandbox(launch("numpy"))
    yield forking
    forking.close()


@pytest.fixture
def run(sandbox: ForkingSandbox) -> Iterator[Run]:
    """Run a job of secret calls alone, or with the first few public; no process may be left."""
    yield lambda source, inputs, **more: execute(
        sandbox, job(source, inputs, **{"public": 0, **more})
    )
    assert children_of(sandbox._pid) == set()


@on_linux
class TestSecretInputs:
    def test_none_is_there_while_a_public_call_runs(self, run: Run) -> None:
        done = run(WAITING, [1, 2, 3, 4], public=2)
        assert done.outcomes[:2] == (Returned(0), Returned(0))

    def test_and_the_test_would_see_them(self, run: Run) -> None:
        assert run(WAITING, [1, 2]).outcomes == (Returned(1), Returned(0))


@on_linux
class TestEachCallForItself:
    def test_replies_come_in_order(self, run: Run) -> None:
        inputs = range(3 * MOST_CALLS)
        assert run(ECHO, inputs).outcomes == tuple(map(Returned, inputs))

    def test_large_answers_wait_for_one_another(self, run: Run) -> None:
        source = "import numpy as np\ndef f(x): return np.full(300_000, float(x))\n"
        done = run(source, range(20))
        sizes = [len(one.value.data) for one in done.outcomes]  # type: ignore[union-attr]
        assert sizes == [2_400_000] * 20

    @pytest.mark.parametrize("body", ["os._exit(7)", "os.close(3)\n    while True: pass"])
    def test_a_death_costs_its_own_call(self, run: Run, body: str) -> None:
        source = f"import os\ndef f(x):\n    if x != 2: return x\n    {body}\n"
        outcomes = run(source, range(5)).outcomes
        assert isinstance(outcomes[2], Died | Garbled)
        assert outcomes[:2] + outcomes[3:] == tuple(map(Returned, (0, 1, 3, 4)))

    def test_a_hang_costs_its_own_call(self, run: Run) -> None:
        source = "def f(x):\n    while x == 2: pass\n    return x\n"
        outcomes = run(source, range(4), time_limit=0.3).outcomes
        assert outcomes == (Returned(0), Returned(1), TimedOut(0.3), Returned(3))

    def test_two_hangs_end_their_group(self, run: Run) -> None:
        source = "def f(x):\n    while x < 8: pass\n    return x\n"
        groups = (0, 0, 0, 1)
        outcomes = run(source, [1, 2, 3, 9], groups=groups, time_limit=0.2).outcomes
        assert [type(one) for one in outcomes] == [TimedOut, TimedOut, Skipped, Returned]

    def test_each_call_has_the_whole_time_limit(self, run: Run) -> None:
        source = "import time\ndef f(x):\n    time.sleep(0.25)\n    return x\n"
        done = run(source, range(4), time_limit=0.7)
        assert done.outcomes == tuple(map(Returned, range(4)))

    def test_an_error_is_an_answer(self, run: Run) -> None:
        outcomes = run("def f(x): return 1 // x\n", [1, 0, 1]).outcomes
        assert [type(one) for one in outcomes] == [Returned, Raised, Returned]

    def test_a_reply_too_many_is_taken_for_the_next_and_gains_nothing(self, run: Run) -> None:
        """It is as if the submission had returned that; the last reply is one that nobody reads."""
        source = """\
import sys
from grader.wire import pack
from grader.outcome import Returned
import os
def f(x):
    if x == 0:
        os.write(3, pack(Returned(99)))
    return x
"""
        outcomes = run(source, [0, 1, 2]).outcomes
        assert outcomes == (Returned(99), Returned(0), Returned(1))

    def test_and_in_the_next_batch_it_is_no_reply(self, run: Run) -> None:
        source = """\
import os
from grader.wire import pack
from grader.outcome import Returned
def f(x):
    os.write(3, pack(Returned(99)))
    return x
"""
        outcomes = run(source, range(MOST_CALLS + 1)).outcomes
        assert outcomes[-1] == Garbled("a reply that nobody asked for")

    def test_inputs_sent_ahead_are_not_changed_by_earlier_calls(self, run: Run) -> None:
        source = "def f(x):\n    x += 1\n    return x\n"
        outcomes = run(source, [np.zeros(2), np.zeros(2)]).outcomes
        assert outcomes[0] == outcomes[1]
