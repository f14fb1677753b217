"""One job in real children: whatever a call does, it costs that call and nothing else."""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
import pytest
from conversation import STUB
from jobs import children_of, descriptors, job

from grader.execute import Execution, Missing, execute
from grader.execute import run as execute_module
from grader.launch import launch
from grader.lockdown import supported
from grader.outcome import (
    Died,
    Frame,
    Garbled,
    MemoryExceeded,
    Outcome,
    OutputExceeded,
    Raised,
    Returned,
    Skipped,
    TimedOut,
)
from grader.sandbox.forked import ForkingSandbox
from grader.sandbox.link import KEPT_OUTPUT, MAX_OUTPUT
from grader.sandbox.plain import PlainSandbox
from grader.spawning import PRELOADED
from grader.values import Array, encode
from grader.wire import HEADER, MAGIC, Checked, Loaded, Probed, Violation, pack

pytestmark = pytest.mark.skipif(not supported(), reason="the sandbox is for Linux")

Run = Callable[..., Execution]
SHORT: Final = 0.3


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ForkingSandbox]:
    forking = ForkingSandbox(launch("numpy"))
    yield forking
    forking.close()


@pytest.fixture(scope="module")
def zygote(sandbox: ForkingSandbox) -> int:
    return sandbox._pid


@pytest.fixture
def run(sandbox: ForkingSandbox, zygote: int) -> Iterator[Run]:
    """Run a job; nothing of it may be left: no process, no zombie, no descriptor."""
    execute(sandbox, job("def f(x): return x\n"))
    before = descriptors()
    yield lambda *args, **more: execute(sandbox, job(*args, **more))
    assert children_of(zygote) == set()
    assert descriptors() == before


@pytest.fixture(scope="module")
def run_torch() -> Iterator[Run]:
    """Run a job of a torch problem."""
    forking = ForkingSandbox(launch("torch"))
    yield lambda source, **more: execute(
        forking, job(source, packages=("torch",), memory=512, time_limit=10, **more)
    )
    forking.close()


@pytest.fixture
def run_plain() -> Iterator[Run]:
    """Run a job without a sandbox; nothing of it may be left."""
    plain = PlainSandbox("numpy")
    children, open_ones = children_of(os.getpid()), descriptors()
    yield lambda *args, **more: execute(plain, job(*args, **more))
    assert children_of(os.getpid()) == children
    assert descriptors() == open_ones
    plain.close()


def attack(body: str) -> str:
    """Return a submission that does this when it is called with 0, and answers otherwise."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return (
        "import ctypes, os, signal, sys, time\nimport numpy as np\n"
        f"def attack():\n{lines}\n"
        "def f(x):\n    if x == 0:\n        return attack()\n    return x\n"
    )


def send(*frames: bytes) -> str:
    """Return the statement that writes bytes to where replies belong."""
    return f"os.write(3, {b''.join(frames)!r})"


def forged(length: int, body: bytes = b"") -> bytes:
    return HEADER.pack(MAGIC, length, 0) + body


RETURNED, LOADED = pack(Returned(5)), pack(Loaded(defines=True))
VERDICT = b"\x82\xa4type\xa8accepted\xa6points\x0a"
COSTS_ITS_CALL: dict[str, tuple[str, type[Outcome]]] = {
    "exit": ("os._exit(0)", Died),
    "exit with a status": ("os._exit(3)", Died),
    "SystemExit": ("sys.exit()", Raised),
    "KeyboardInterrupt": ("raise KeyboardInterrupt", Raised),
    "segfault": ("ctypes.string_at(0)", Died),
    "abort": ("os.abort()", Died),
    "stack overflow": (
        "sys.setrecursionlimit(10**9)\ndef g(_): return list(map(g, [0]))\ng(0)",
        Died,
    ),
    "endless loop": ("while True: pass", TimedOut),
    "endless loop in C": ("sum(iter(int, 1))", TimedOut),
    "sleep": ("time.sleep(1000)", TimedOut),
    "a loop that ignores signals": (
        (
            "for number in range(1, 65):\n"
            "    try: signal.signal(number, signal.SIG_IGN)\n"
            "    except (OSError, ValueError): pass\n"
            "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
            "while True: pass"
        ),
        TimedOut,
    ),
    "a loop that catches everything": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        TimedOut,
    ),
    "reading the next order": ("os.read(3, 1000)", TimedOut),
    "one huge object": ("return bytes(10**12)", MemoryExceeded),
    "one huge array": ("return np.ones(10**10)", MemoryExceeded),
    "a growing list": ("x = []\nwhile True: x.append(bytes(100_000))", MemoryExceeded),
    "small objects": (
        "global kept\nkept = []\nwhile True: kept.append([0] * 500)",
        MemoryExceeded,
    ),
    "mapped memory": ("import mmap\nmmap.mmap(-1, 10**12)", Raised),
    "an array of 40 GB": ("return np.broadcast_to(1.0, (50_000, 100_000))", OutputExceeded),
    "too many items": ("return [0] * 20_000", OutputExceeded),
    "too much text": ("return 'x' * 20_000", OutputExceeded),
    "a nested value": ("x = []\nfor _ in range(50): x = [x]\nreturn x", OutputExceeded),
    "printing without end": ("while True: print('x' * 1000)", OutputExceeded),
    "errors without end": ("while True: sys.stderr.write('x' * 1000)", OutputExceeded),
    "bytes without end": ("while True: os.write(1, b'x' * 100_000)", OutputExceeded),
    "garbage for a reply": (send(b"garbage, and more of it"), Garbled),
    "a verdict for a reply": (send(forged(len(VERDICT), VERDICT)), Garbled),
    "an empty frame": (send(forged(0)), Garbled),
    "a length over the cap": (send(HEADER.pack(MAGIC, 2**32 - 1, 0)), Garbled),
    "data over the cap": (send(HEADER.pack(MAGIC, 5, 2**32 - 1)), Garbled),
    "half a header": (f"{send(MAGIC)}\ntime.sleep(1000)", TimedOut),
    "half a frame": (f"{send(forged(1000, b'x'))}\ntime.sleep(1000)", TimedOut),
    "a frame that takes the true reply in": (send(forged(15)), Garbled),
    "replies without end": (f"while True: {send(LOADED * 100)}", Garbled),
    "Loaded for a reply": (send(LOADED), Garbled),
    "Checked for a reply": (send(pack(Checked(unchanged=False, violations=()))), Garbled),
    "Probed for a reply": (send(pack(Probed("all", (), ()))), Garbled),
    "closing the connection": ("os.close(3)", Died),
    "closing the connection and waiting": ("os.close(3)\ntime.sleep(1000)", Garbled),
    "closing all there is": ("os.closerange(0, 64)\nwhile True: pass", Garbled),
    "replies sent elsewhere": ("os.dup2(1, 3)", Died),
}


class TestEveryFailureCostsItsCall:
    @pytest.mark.parametrize("name", COSTS_ITS_CALL)
    def test_and_the_next_is_judged_by_a_fresh_child(self, run: Run, name: str) -> None:
        body, kind = COSTS_ITS_CALL[name]
        done = run(attack(body), (7, 0, 8), time_limit=SHORT if kind is TimedOut else 3)
        before, attacked, after = done.outcomes
        assert (before, after) == (Returned(7), Returned(8))
        caught = name == "stack overflow" and sys.version_info >= (3, 12)  # Python does it itself
        assert isinstance(attacked, Raised if caught else kind), attacked

    @pytest.mark.parametrize(
        ("body", "death"),
        [
            ("os._exit(0)", Died(None, 0)),
            ("os._exit(3)", Died(None, 3)),
            ("ctypes.string_at(0)", Died(signal.SIGSEGV, None)),
        ],
    )
    def test_how_it_died_is_told(self, run: Run, body: str, death: Died) -> None:
        assert run(attack(body)).outcomes == (death,)

    def test_what_it_had_printed_is_kept(self, run: Run) -> None:
        for end in ("os._exit(0)", "ctypes.string_at(0)", "while True: pass", "1 / 0"):
            body = f"print('so far', flush=True)\n{end}"
            assert run(attack(body), time_limit=SHORT).printed == (b"so far\n",)

    def test_memory_is_what_the_problem_gives(self, run: Run) -> None:
        body = "return np.ones(25_000_000).sum()"  # 200 MB
        assert isinstance(run(attack(body), memory=256).outcomes[0], Returned)
        assert run(attack(body), memory=128).outcomes == (MemoryExceeded(128),)

    def test_the_largest_value_crosses(self, run: Run) -> None:
        (outcome,) = run(attack("return np.ones(8_000_000)"), memory=512, time_limit=5).outcomes
        assert isinstance(outcome, Returned)
        assert isinstance(outcome.value, Array)
        assert outcome.value.shape == (8_000_000,)
        (outcome,) = run(attack("return np.ones(9_000_000)"), memory=512).outcomes
        assert isinstance(outcome, OutputExceeded)


class TestForgedReplies:
    """A forged reply is only what the submission says; it can spoil nothing but its own calls."""

    def test_a_reply_before_the_reply(self, run: Run) -> None:
        body = f"{send(RETURNED)}\ntime.sleep(0.05)\nreturn 6"
        done = run(attack(body), (0, 7, 7, 7))
        assert done.outcomes[0] == Returned(5)
        # which of its later calls the late reply spoils depends on the moment it comes
        assert set(map(type, done.outcomes)) <= {Returned, Garbled}
        assert run(attack(body), (7,)).outcomes == (Returned(7),)

    @pytest.mark.parametrize("extra", [RETURNED, LOADED, b"garbage", forged(100)[:5]])
    def test_more_than_one_reply(self, run: Run, extra: bytes) -> None:
        body = f"{send(RETURNED, extra)}\nos._exit(0)"
        done = run(attack(body), (0, 7, 8))
        assert done.outcomes == (
            Returned(5),
            Garbled("a reply that nobody asked for"),
            Returned(8),
        )

    def test_a_reply_and_then_silence(self, run: Run) -> None:
        done = run(attack(f"{send(RETURNED)}\ntime.sleep(1000)"), (0, 7, 8), time_limit=SHORT)
        assert done.outcomes == (Returned(5), TimedOut(SHORT), Returned(8))

    def test_a_value_before_any_call(self, run: Run) -> None:
        done = run(f"import os\n{send(RETURNED)}\ndef f(x): return x\n", (1, 2))
        assert done.failure == Garbled("a value before any call")
        assert done.outcomes == ()

    def test_loaded_and_loaded_again(self, run: Run) -> None:
        done = run(f"import os\n{send(LOADED)}\ndef f(x): return x\n", (1, 2))
        assert done.failure is None
        assert set(done.outcomes) <= {
            Garbled("a reply that nobody asked for"),
            Garbled("a reply out of turn: Loaded"),
        }

    def test_a_rule_that_was_broken_stays_broken(self, run: Run) -> None:
        clean = pack(Checked(unchanged=False, violations=()))
        done = run(f"import torch\nimport os\n{send(clean, LOADED)}\ndef f(x): return x\n")
        assert [rule.line for rule in done.violations] == [1]

    @pytest.mark.parametrize("frame", [b"garbage, and more", forged(2**31), forged(0)])
    def test_garbage_at_import(self, run: Run, frame: bytes) -> None:
        done = run(f"import os\n{send(frame)}\ndef f(x): return x\n")
        assert isinstance(done.failure, Garbled)


class TestLoading:
    def test_an_unchanged_stub_is_not_run(self, run: Run) -> None:
        done = run(STUB.replace("# your code here", "# hm"), (1, 2))
        assert done == Execution(unchanged=True)

    def test_a_missing_function(self, run: Run) -> None:
        done = run("def g(x): pass\n", (1, 2))
        assert done == Execution(failure=Missing("f", ("g",)))

    def test_a_syntax_error(self, run: Run) -> None:
        done = run("def f(x)\n")
        assert isinstance(done.failure, Raised)
        assert done.failure.frames == (Frame(1, ""),)

    @pytest.mark.parametrize(
        ("source", "failure"),
        [
            ("import os\nos._exit(4)\n", Died(None, 4)),
            ("import ctypes\nctypes.string_at(0)\n", Died(signal.SIGSEGV, None)),
            ("x = bytearray(10**12)\n", MemoryExceeded(256)),
            ("while True: print('x' * 1000)\n", OutputExceeded("it printed more than 8 MB")),
        ],
    )
    def test_a_failure_at_import_is_told_once(
        self, run: Run, source: str, failure: Outcome
    ) -> None:
        assert run(source, (1, 2)) == Execution(failure=failure)

    def test_an_import_without_end(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(execute_module, "LOAD_SECONDS", SHORT)
        done = run("while True: pass\n", (1, 2), time_limit=0.1)
        assert done == Execution(failure=TimedOut(SHORT))

    def test_a_patient_problem_is_patient_with_imports(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(execute_module, "LOAD_SECONDS", 0.1)
        assert run("while True: pass\n", time_limit=SHORT) == Execution(failure=TimedOut(SHORT))

    @pytest.mark.parametrize("late", ["raise ValueError", "del f"])
    def test_a_submission_that_loads_only_once(self, run: Run, late: str) -> None:
        source = (
            "import time\ndef f(x):\n    time.sleep(x)\n    return x\n"
            f"if time.time() > {time.time() + SHORT - 0.05}:\n    {late}\n"
        )
        done = run(source, (9, 0, 0), time_limit=SHORT)
        skipped = Skipped("the submission did not load")
        assert done.outcomes == (TimedOut(SHORT), skipped, skipped)

    def test_violations_come_with_the_outcomes(self, run: Run) -> None:
        source = "import numpy as np\ndef f(x):\n    return 3\n    np.convolve(x, x)\n"
        done = run(source, forbid=("np.convolve",))
        assert done.violations == (Violation(4, "uses convolve, which would give the answer away"),)
        assert done.outcomes == (Returned(3),)

    @pytest.mark.parametrize(
        "source",
        [
            b"# -*- coding: cp1252 -*-\r\ndef f(x):\r\n    return 'caf\xe9'\r\n",
            b"# -*- coding: latin-1 -*-\ndef f(x):\n    return 'caf\xe9'\n",
            "\ufeffdef f(x):\n    return 'café'\n".encode(),
        ],
    )
    def test_sources_as_editors_write_them(self, run: Run, source: bytes) -> None:
        assert run(source).outcomes == (Returned("café"),)

    def test_all_values_of_a_job_together_have_a_limit(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(execute_module, "MAX_KEPT", 3_000_000)
        source = "import numpy as np\ndef f(x): return np.ones(x)\n"
        done = run(source, (100_000, 100_000, 1, 200_000))
        kinds = [type(outcome) for outcome in done.outcomes]
        assert kinds == [Returned, Returned, Returned, OutputExceeded]


class TestTime:
    SLEEPS = "import time\ndef f(x):\n    time.sleep(x)\n    return x\n"

    def test_two_timeouts_end_their_group_alone(self, run: Run) -> None:
        inputs, groups = (9, 0, 9, 0, 9, 0, 0), (0, 0, 0, 0, 0, 1, 1)
        done = run(self.SLEEPS, inputs, groups=groups, time_limit=SHORT)
        skipped = Skipped("timeouts in this group")
        assert done.outcomes == (
            TimedOut(SHORT),
            Returned(0),
            TimedOut(SHORT),
            skipped,
            skipped,
            Returned(0),
            Returned(0),
        )
        assert done.seconds[3:5] == (0.0, 0.0)

    def test_a_job_has_a_time_budget(self, run: Run) -> None:
        begin = time.monotonic()
        done = run(self.SLEEPS, (9,) * 5, time_limit=SHORT, time_budget=0.5)
        assert time.monotonic() - begin < 2
        assert done.outcomes[:2] == (TimedOut(SHORT), TimedOut(SHORT))
        assert done.outcomes[2:] == (Skipped("time budget used up"),) * 3

    def test_seconds_are_measured_from_outside(self, run: Run) -> None:
        lying = "import time\ntime.perf_counter = time.monotonic = lambda: 0.0\n"
        done = run(lying + self.SLEEPS, (0.0, 0.1))
        assert done.seconds[0] < 0.1 <= done.seconds[1] < 0.5

    def test_a_timeout_takes_its_time_and_little_more(self, run: Run) -> None:
        done = run(self.SLEEPS, (9,), time_limit=SHORT)
        assert SHORT <= done.seconds[0] < SHORT + 0.3

    def test_the_kernel_ends_a_child_that_used_up_its_processor_time(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(execute_module, "LOAD_SECONDS", 0.2)
        monkeypatch.setattr(execute_module, "SLACK_SECONDS", -1)  # so that it comes first
        source = "def f(x):\n    while True: pass\n"
        done = run(source, time_limit=1.9, time_budget=0.1)
        assert isinstance(done.outcomes[0], TimedOut | Skipped)

    def test_a_child_that_does_not_read_is_timed_out(self, run: Run) -> None:
        large = np.ones(1_000_000)  # more than a socket takes in
        source = (
            "class Late:\n    def __del__(self):\n        while True: pass\n"
            "def f(x):\n    if x.size == 1:\n        import gc\n"
            "        globals()['late'] = Late()\n"
            "        import signal; signal.signal(signal.SIGALRM, lambda *_: globals().pop('late'))"
            "; signal.setitimer(signal.ITIMER_REAL, 0.001)\n        return 1\n    return 2\n"
        )
        done = run(source, (np.ones(1), large, large), time_limit=SHORT)
        assert isinstance(done.outcomes[0], Returned | TimedOut)
        assert isinstance(done.outcomes[1], Returned | TimedOut)
        assert done.outcomes[2] == Returned(2)

    def test_enough_is_enough(self, sandbox: ForkingSandbox) -> None:
        seen: list[int] = []

        def until(index: int, outcome: Outcome) -> bool:
            seen.append(index)
            return outcome == Returned(2)

        done = execute(sandbox, job("def f(x): return x\n", (1, 2, 3)), until)
        assert done.outcomes == (Returned(1), Returned(2))
        assert seen == [0, 1]


class TestOutput:
    def test_what_each_call_printed_is_kept_apart(self, run: Run) -> None:
        source = (
            "import sys\nprint('hello')\ndef f(x):\n    print(x, file=sys.stderr)\n    return x\n"
        )
        done = run(source, (1, 2))
        assert done.printed == (b"hello\n1\n", b"2\n")

    def test_the_first_64_kb_of_it_are(self, run: Run) -> None:
        source = "def f(x):\n    print('y' * x)\n    return x\n"
        done = run(source, (1_000_000, 3))
        assert done.outcomes == (Returned(1_000_000), Returned(3))
        assert [len(printed) for printed in done.printed] == [KEPT_OUTPUT, 4]

    def test_8_mb_in_all_are_too_much(self, run: Run) -> None:
        source = "def f(x):\n    print('y' * x)\n    return x\n"
        done = run(source, (MAX_OUTPUT // 3,) * 4)
        kinds = [type(outcome) for outcome in done.outcomes]
        assert kinds == [Returned, Returned, OutputExceeded, Returned]

    def test_what_it_prints_is_never_a_reply(self, run: Run) -> None:
        source = f"import os\ndef f(x):\n    os.write(1, {RETURNED!r})\n    return 6\n"
        done = run(source)
        assert done.outcomes == (Returned(6),)
        assert done.printed == (RETURNED,)

    def test_any_bytes_may_be_printed(self, run: Run) -> None:
        source = "import os\ndef f(x):\n    os.write(1, bytes(range(256)))\n    print('\\ud800')\n"
        assert run(source).printed == (bytes(range(256)) + b"?\n",)

    def test_closing_the_output_is_nobodys_loss(self, run: Run) -> None:
        source = "import os\ndef f(x):\n    os.close(1); os.close(2)\n    return x\n"
        assert run(source, (1, 2)).outcomes[0] == Returned(1)


class TestWhatIsThere:
    def test_every_listed_module_can_be_imported(self, run: Run) -> None:
        missing = []
        for name in sorted(PRELOADED):
            lines = [f"import {name}"]
            if "." in name:
                package, _, leaf = name.rpartition(".")
                lines += [f"from {package} import {leaf}", f"if 1: import {name} as other"]
            lines += [f"def f(x): return __import__('sys').modules['{name}'] is not None"]
            done = run("\n".join(lines))
            if done.outcomes != (Returned(value=True),):
                missing.append((name, done.failure))
        assert missing == []

    @pytest.mark.parametrize(
        "source",
        [
            "def f(x):\n    import statistics\n    return statistics.mean([x])\n",
            "def f(x):\n    y = x; import statistics; return statistics.mean([y])\n",
            (
                "import importlib\ndef f(x):\n"
                "    return importlib.import_module('statistics').mean([x])\n"
            ),
            "def f(x): return __import__('statistics').mean([x])\n",
            "from statistics import (\n    mean,\n)\ndef f(x): return mean([x])\n",
            "import os, statistics as s\ndef f(x): return s.mean([x])\n",
            (
                "try:\n\timport statistics\nexcept ImportError:\n\tpass\n"
                "def f(x): return statistics.mean([x])\n"
            ),
        ],
        ids=range(7),
    )
    def test_however_the_import_is_written(self, run: Run, source: str) -> None:
        assert run(source, (3,)).outcomes == (Returned(3),)

    @pytest.mark.parametrize(
        "part",
        [
            "np.testing.assert_allclose(1, 1)",
            "np.ma.array([1])",
            "np.polynomial.Polynomial([1])",
            "np.random.default_rng(0).random()",
            "np.fft.fft([1])",
            "np.linalg.det([[1]])",
            "np.lib.stride_tricks.as_strided(np.ones(2))",
            "np.typing.NDArray",
            "np.array2string(np.ones((100, 100)))",
            "np.float64(1) / 0",
            "np.einsum('ij,jk->ik', np.ones((2, 2)), np.ones((2, 2)), optimize=True)",
            "np.median(np.ones(3)), np.percentile(np.ones(3), 50), np.unique(np.ones(3))",
            "np.pad(np.ones(2), 1, mode='reflect'), np.kron(np.ones(2), np.ones(2))",
            "np.polyfit([1, 2], [1, 2], 1)",
            "np.info, np.nditer(np.ones(2)), np.vectorize(abs)(np.ones(2)), np.roots([1, 2])",
        ],
    )
    def test_numpy_works_locked(self, run: Run, part: str) -> None:
        (outcome,) = run(f"import numpy as np\ndef f(x):\n    {part}\n    return 1\n").outcomes
        assert outcome == Returned(1)

    @pytest.mark.parametrize("name", ["torch", "scipy", "yaml", "tkinter"])
    def test_other_modules_are_missing_in_words(self, run: Run, name: str) -> None:
        done = run(f"import {name}\ndef f(x): return x\n")
        assert isinstance(done.failure, Raised)
        assert done.failure.type_name == "ModuleNotFoundError"
        assert name in done.failure.message

    @pytest.mark.parametrize(
        "body",
        [
            "import socket\nsocket.socket()",
            "open('/etc/passwd')",
            "open('/tmp/x', 'w')",
            "os.fork()",
            "os.kill(os.getppid(), 9)",
            "os.listdir('/')",
            "import threading\nthreading.Thread(target=print).start()",
        ],
    )
    def test_what_is_locked_fails_cleanly(self, run: Run, body: str) -> None:
        done = run(attack(body), (0, 7))
        assert isinstance(done.outcomes[0], Raised)
        assert done.outcomes[1] == Returned(7)

    def test_answers_are_nowhere_to_be_found(self, run: Run) -> None:
        source = (
            "import gc, os, sys\n"
            "def f(x):\n"
            "    return [dict(os.environ), sys.argv[1:2] and 1, 'yaml' in sys.modules,\n"
            "            [n for n in sys.modules if n.startswith('grader.')\n"
            "             and n.split('.')[1] in ('load', 'answers', 'checkers', 'problem')]]\n"
        )
        (outcome,) = run(source).outcomes
        assert isinstance(outcome, Returned)
        assert outcome.value == encode([{}, 1, False, []])

    def test_what_is_imported_late_is_guarded_too(self, run: Run) -> None:
        source = "import numpy as np\ndef f(x):\n    return getattr(np.fft, 'f' + 'ft')([1])\n"
        (outcome,) = run(source, forbid=("np.fft.fft",)).outcomes
        assert isinstance(outcome, Raised)
        assert outcome.forbidden == ("fft",)
        assert isinstance(run(source).outcomes[0], Returned)  # the control

    def test_what_reading_cannot_see_is_met(self, run: Run) -> None:
        source = "import numpy as np\ndef f(x):\n    return vars(np)['con' + 'volve'](x, x)\n"
        done = run(source, (np.ones(2),), forbid=("np.convolve",))
        assert done.violations == ()
        assert isinstance(done.outcomes[0], Raised)
        assert done.outcomes[0].forbidden == ("convolve",)

    def test_a_search_through_memory_finds_no_original(self, run: Run) -> None:
        source = (
            "import gc, sys\nimport numpy as np\n"
            "def f(x):\n"
            "    kind = type(np.dot)\n"
            "    seen = gc.get_objects() + [v for m in list(sys.modules.values())\n"
            "                               for v in list(getattr(m, '__dict__', {}).values())]\n"
            "    seen += [r for s in seen for r in gc.get_referents(s)]\n"
            "    for thing in seen:\n"
            "        if type(thing) is kind and thing.__name__ == 'convolve':\n"
            "            return thing(x, x)\n"
            "    return 'nothing'\n"
        )
        (outcome,) = run(source, (np.ones(2),), forbid=("np.convolve",), time_limit=10).outcomes
        assert outcome == Returned("nothing")
        (outcome,) = run(source, (np.ones(2),), time_limit=10).outcomes
        assert isinstance(outcome, Returned)
        assert isinstance(outcome.value, Array), "the control: unguarded, it is found"


class TestValues:
    @pytest.mark.parametrize(
        "thing",
        [
            *(1, True, None, 2.5, math.inf, "text", [1, (2, 3)], {"a": [None]}),
            *(np.ones((2, 3)), np.zeros((0, 2), "i8"), np.array(1.5), np.float32(2), np.bool_(1)),
        ],
        ids=repr,
    )
    def test_inputs_cross_there_and_back(self, run: Run, thing: Any) -> None:
        assert run("def f(x): return x\n", (thing,)).outcomes == (Returned(encode(thing)),)

    def test_mutated_inputs_are_named(self, run: Run) -> None:
        done = run("def f(x):\n    x[0] = 9\n    return 1\n", (np.zeros(2),))
        assert done.outcomes == (Returned(1, mutated=("x",)),)


class TestTorch:
    HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"

    @pytest.mark.parametrize(
        "body",
        [
            "return nn.Conv2d(3, 8, 3)(torch.ones(2, 3, 32, 32))",
            "return F.conv2d(torch.ones(1, 1, 4, 4).double(), torch.ones(1, 1, 2, 2).double())",
            "return torch.ones(64, 64) @ torch.ones(64, 64)",
            (
                "c = nn.Conv2d(1, 1, 2); c(torch.ones(1, 1, 4, 4)).sum().backward()\n"
                "    return c.weight.grad"
            ),
            "return torch.ones(2, dtype=torch.bfloat16) * len(repr(torch.ones(3) / 3))",
            "return torch.einsum('ij,jk->ik', torch.ones(2, 2), torch.ones(2, 2))",
            (
                "p = nn.Parameter(torch.ones(2)); o = torch.optim.SGD([p], 0.1)\n"
                "    p.sum().backward(); o.step(); o.zero_grad(); return p"
            ),
            "return F.unfold(F.pad(torch.ones(1, 1, 4, 4), (1, 1, 1, 1)), 2)",
            "with torch.inference_mode(): return F.max_pool2d(torch.ones(1, 1, 4, 4), 2)",
        ],
    )
    @pytest.mark.parametrize("forbid", [(), ("aten.none",)], ids=["alone", "watched"])
    def test_torch_works_locked_and_prints_nothing(
        self, run_torch: Run, body: str, forbid: tuple[str, ...]
    ) -> None:
        done = run_torch(f"{self.HEAD}def f(x):\n    {body}\n", forbid=forbid)
        assert isinstance(done.outcomes[0], Returned), done.outcomes[0]
        assert done.printed == (b"",)

    def test_a_forbidden_operator_is_met(self, run_torch: Run) -> None:
        source = (
            f"{self.HEAD}def f(x):\n    w = torch.ones(1, 1, 2, 2)\n    return F.conv2d(w, w)\n"
        )
        (outcome,) = run_torch(source, forbid=("aten.convolution",)).outcomes
        assert isinstance(outcome, Raised)
        assert outcome.forbidden == ("convolution",)
        assert outcome.frames == (Frame(6, "f"),)
        assert isinstance(run_torch(source).outcomes[0], Returned)

    def test_a_crash_costs_its_call(self, run_torch: Run) -> None:
        source = (
            "import os, torch\ndef f(x):\n    if x == 0: os._exit(1)\n    return torch.tensor(x)\n"
        )
        first, second = run_torch(source, inputs=(0, 1)).outcomes
        assert first == Died(None, 1)
        assert isinstance(second, Returned)


class TestPlain:
    """The same without a sandbox: honest about time, crashes and replies, nothing more."""

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            ("return 5", Returned),
            ("1 / 0", Raised),
            ("os._exit(3)", Died),
            ("ctypes.string_at(0)", Died),
            ("while True: pass", TimedOut),
            ("os.closerange(3, 64); time.sleep(1000)", Garbled),
            ("while True: print('x' * 1000)", OutputExceeded),
            ("return np.broadcast_to(1.0, (50_000, 100_000))", OutputExceeded),
        ],
    )
    def test_a_failure_costs_its_call(self, run_plain: Run, body: str, kind: type[Outcome]) -> None:
        done = run_plain(attack(body), (0, 7), time_limit=SHORT if kind is TimedOut else 5)
        assert isinstance(done.outcomes[0], kind), done.outcomes[0]
        assert done.outcomes[1] == Returned(7)

    def test_it_prints_and_reads_nothing_from_us(self, run_plain: Run) -> None:
        source = "import sys\ndef f(x):\n    print('here')\n    return sys.stdin.read()\n"
        done = run_plain(source)
        assert done.outcomes == (Returned(""),)
        assert done.printed == (b"here\n",)

    def test_its_environment_is_small(self, run_plain: Run, monkeypatch: Any) -> None:
        monkeypatch.setenv("GRADER_TEST_SECRET", "1")
        source = "import os\ndef f(x): return 'GRADER_TEST_SECRET' in os.environ\n"
        assert run_plain(source).outcomes == (Returned(value=False),)
