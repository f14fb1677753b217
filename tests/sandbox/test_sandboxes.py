"""Zygotes and their children as processes: started, lost, killed, and never left behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jobs import children_of, descriptors, job

from grader.errors import JudgeFault
from grader.execute import execute
from grader.launch import import_path, launch
from grader.lockdown import supported
from grader.outcome import Died, Outcome, Raised, Returned
from grader.sandbox import Sandboxes
from grader.sandbox.forked import ForkingSandbox
from grader.sandbox.plain import PlainSandbox
from grader.sandbox.sandboxes import PLAIN
from grader.spawning import Spawn

pytestmark = pytest.mark.skipif(not supported(), reason="the sandbox is for Linux")

ROOT = os.name == "posix" and os.geteuid() == 0
REPOSITORY = Path(__file__).parents[2]
SPAWN = Spawn(memory_megabytes=64, cpu_seconds=5)
ANSWERS = job("def f(x): return x\n", (7,))


@pytest.fixture
def sandbox() -> Iterator[ForkingSandbox]:
    forking = ForkingSandbox(launch("numpy"))
    yield forking
    forking.close()


def gone(pid: int, seconds: float = 5) -> bool:
    """Say whether a process ends (or is but a zombie of somebody else's) within the time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


class TestZygote:
    def test_a_closed_sandbox_leaves_nothing(self) -> None:
        children, open_ones = children_of(os.getpid()), descriptors()
        forking = ForkingSandbox(launch("numpy"))
        assert execute(forking, ANSWERS).outcomes == (Returned(7),)
        forking.spawn(SPAWN).end()
        forking.close()
        forking.close()
        assert children_of(os.getpid()) == children
        assert descriptors() == open_ones

    def test_closing_before_it_is_ready(self) -> None:
        children, open_ones = children_of(os.getpid()), descriptors()
        ForkingSandbox(launch("numpy")).close()
        assert children_of(os.getpid()) == children
        assert descriptors() == open_ones

    def test_closing_ends_the_children_too(self) -> None:
        forking = ForkingSandbox(launch("numpy"))
        child = forking.spawn(SPAWN)
        assert children_of(forking._pid) == {child.pid}
        forking.close()
        assert gone(child.pid)
        with pytest.raises(JudgeFault):
            child.end()

    def test_a_killed_zygote_is_a_judge_fault_in_words(self, sandbox: ForkingSandbox) -> None:
        assert execute(sandbox, ANSWERS).outcomes == (Returned(7),)
        os.kill(sandbox._pid, signal.SIGKILL)
        before = descriptors()
        for _ in range(2):
            with pytest.raises(JudgeFault, match="sandbox"):
                execute(sandbox, ANSWERS)
        assert descriptors() == before

    def test_a_zygote_killed_between_two_calls(self, sandbox: ForkingSandbox) -> None:
        pid = sandbox._pid

        def until(index: int, outcome: Outcome) -> bool:
            assert (index, outcome) == (0, Returned(1))
            os.kill(pid, signal.SIGKILL)
            return False

        before = descriptors()
        with pytest.raises(JudgeFault, match="sandbox"):
            execute(sandbox, job("import time\ndef f(x): return x\n", (1, 2)), until)
        assert descriptors() == before

    def test_many_threads_at_once(self, sandbox: ForkingSandbox) -> None:
        done: dict[int, tuple[Outcome, ...]] = {}
        source = "import os\ndef f(x):\n    if x % 3 == 0: os._exit(x)\n    return x\n"

        def work(number: int) -> None:
            for turn in range(4):
                inputs = range(10 * number + turn + 1, 10 * number + turn + 4)
                done[10 * number + turn] = execute(sandbox, job(source, inputs)).outcomes

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(done) == 32
        for start, outcomes in done.items():
            assert outcomes == tuple(
                Died(None, x) if x % 3 == 0 else Returned(x) for x in range(start + 1, start + 4)
            )
        assert children_of(sandbox._pid) == set()

    def test_it_knows_nothing_of_our_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GRADER_TEST_SECRET", "1")
        forking = ForkingSandbox(launch("numpy"))
        try:
            forking.spawn(SPAWN).end()  # it has started
            environment = Path(f"/proc/{forking._pid}/environ")
            if ROOT:
                assert b"SECRET" not in environment.read_bytes()
            else:
                with pytest.raises(PermissionError):
                    environment.read_bytes()
        finally:
            forking.close()

    def test_what_lies_in_the_current_folder_is_not_imported(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("numpy", "json", "sitecustomize", "usercustomize", "msgspec"):
            (tmp_path / f"{name}.py").write_text("raise SystemExit('code of the student ran')\n")
        monkeypatch.chdir(tmp_path)
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        assert str(tmp_path) not in import_path()
        forking = ForkingSandbox(launch("numpy"))
        try:
            assert execute(forking, ANSWERS).outcomes == (Returned(7),)
        finally:
            forking.close()

    def test_two_submissions_know_nothing_of_each_other(self, sandbox: ForkingSandbox) -> None:
        first = job("import numpy, statistics\nnumpy.mine = statistics.mine = 1\ndef f(x): pass\n")
        execute(sandbox, first)
        second = job(
            "import sys, numpy\n"
            "def f(x): return [hasattr(numpy, 'mine'), 'statistics' in sys.modules]\n"
        )
        (outcome,) = execute(sandbox, second).outcomes
        assert isinstance(outcome, Returned)
        assert "True" not in str(outcome.value)


class TestSandboxes:
    def test_one_sandbox_a_kind(self) -> None:
        with Sandboxes() as sandboxes:
            assert sandboxes.start("numpy") is sandboxes.start("numpy")

    def test_one_that_was_started_in_advance_is_used(self) -> None:
        launched = launch("numpy")
        with Sandboxes(launched) as sandboxes:
            forking = sandboxes.start("numpy")
            assert isinstance(forking, ForkingSandbox)
            assert forking._pid == launched.pid

    def test_the_self_test_names_the_layers(self) -> None:
        with Sandboxes() as sandboxes:
            protection = sandboxes.protection()
        assert protection.isolation == "seccomp+landlock+rlimits"
        assert protection.missing == ()
        assert str(protection) == "seccomp+landlock+rlimits"

    def test_without_a_sandbox_it_says_so(self) -> None:
        with Sandboxes(plain=True) as sandboxes:
            assert isinstance(sandboxes.start("numpy"), PlainSandbox)
            assert sandboxes.protection() == PLAIN
        assert str(PLAIN).startswith("none")
        assert PLAIN.missing

    def test_after_leaving_nothing_is_left(self) -> None:
        children, open_ones = children_of(os.getpid()), descriptors()
        with Sandboxes() as sandboxes:
            sandboxes.protection()
            execute(sandboxes.start("numpy"), ANSWERS)
        assert children_of(os.getpid()) == children
        assert descriptors() == open_ones


class TestPlain:
    def test_it_serves_and_is_gone(self) -> None:
        children, open_ones = children_of(os.getpid()), descriptors()
        plain = PlainSandbox("numpy")
        source = "import sys\ndef f(x):\n    print('out')\n    return [x, 1 / x]\n"
        done = execute(plain, job(source, (2, 0)))
        plain.close()
        assert isinstance(done.outcomes[0], Returned)
        assert isinstance(done.outcomes[1], Raised)
        assert done.printed == (b"out\n", b"out\n")
        assert children_of(os.getpid()) == children
        assert descriptors() == open_ones

    def test_closing_ends_what_still_runs(self) -> None:
        plain = PlainSandbox("numpy")
        child = plain.spawn(SPAWN)
        plain.close()
        assert gone(child.pid)
        child._control.close()
        child._output.close()
        child._selector.close()

    def test_no_interpreter_is_a_judge_fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "executable", "/no/such/python")
        before = descriptors()
        with pytest.raises(JudgeFault, match="No such file"):
            PlainSandbox("numpy").spawn(SPAWN)
        assert descriptors() == before


SCRIPT = """
    import json, os, sys, threading, time
    sys.path[:0] = {paths!r}
    from jobs import children_of, descriptors, job
    from grader.execute import execute
    from grader.launch import launch
    from grader.sandbox import Sandboxes
    from grader.sandbox.forked import ForkingSandbox
    from grader.spawning import Spawn
"""


def script(body: str) -> list[str]:
    """Return the arguments that run a body in an interpreter of its own."""
    paths = [str(REPOSITORY / "tests"), str(REPOSITORY)]
    code = textwrap.dedent(SCRIPT.format(paths=paths)) + textwrap.dedent(body)
    return [sys.executable, "-c", code]


class TestOtherProcesses:
    def test_with_the_grader_die_its_zygote_and_its_children(self) -> None:
        body = """
            forking = ForkingSandbox(launch("numpy"))
            def work():
                execute(forking, job("def f(x):\\n    while True: pass\\n", time_limit=60))
            threading.Thread(target=work, daemon=True).start()
            while not children_of(forking._pid): time.sleep(0.01)
            time.sleep(0.2)
            print(json.dumps([forking._pid, *children_of(forking._pid)]), flush=True)
            time.sleep(60)
        """
        with subprocess.Popen(script(body), stdout=subprocess.PIPE) as grader:
            assert grader.stdout is not None
            pids = json.loads(grader.stdout.readline())
            assert len(pids) == 2
            assert not any(gone(pid, 0.05) for pid in pids)
            grader.kill()
        assert all(gone(pid) for pid in pids)

    def test_an_interrupt_of_the_terminal_reaches_the_grader_alone(self) -> None:
        body = """
            forking = ForkingSandbox(launch("numpy"))
            forking.spawn(Spawn(memory_megabytes=64, cpu_seconds=5)).end()
            try:
                print("ready", flush=True)
                time.sleep(60)
            except KeyboardInterrupt:
                done = execute(forking, job("def f(x): return x\\n", (7,)))
                print(done.outcomes[0].value, flush=True)
            forking.close()
        """
        with subprocess.Popen(
            script(body), stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as grader:
            assert grader.stdout is not None
            assert grader.stdout.readline() == "ready\n"
            os.killpg(grader.pid, signal.SIGINT)
            assert grader.stdout.read() == "7\n"

    def test_as_a_plain_user(self) -> None:
        """All of it once more without root; the right to read files is for the interpreter's."""
        source = """
import os, time
def f(x):
    if x == 0: os._exit(3)
    if x == 1: time.sleep(100)
    if x == 2: return bytes(10**12)
    if x == 3: open("/etc/passwd")
    if x == 4: os.kill(os.getppid(), 9)
    if x == 5: os.write(3, b"garbage and more of it")
    return x
"""
        body = f"""
            source = {source!r}
            with Sandboxes() as sandboxes:
                level = str(sandboxes.protection())
                forking = sandboxes.start("numpy")
                before = descriptors()
                done = execute(forking, job(source, range(8), time_limit=0.5))
                left = [len(children_of(forking._pid)), descriptors() == before]
            kinds = [type(outcome).__name__ for outcome in done.outcomes]
            print(json.dumps([os.geteuid(), level, kinds, left]))
        """
        drop = []
        if ROOT:
            setpriv = shutil.which("setpriv")
            if setpriv is None:
                pytest.skip("nothing here to become a plain user with")
            right = "-all,+dac_read_search"
            drop = [setpriv, "--reuid", "1000", "--regid", "1000", "--clear-groups"]
            drop += ["--inh-caps", right, "--ambient-caps", right, "--bounding-set", right]
        done = subprocess.run(
            [*drop, *script(body)], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        user, level, kinds, left = json.loads(done.stdout)
        assert user != 0
        assert level == "seccomp+landlock+rlimits"
        assert kinds == [
            *("Died", "TimedOut", "MemoryExceeded", "Raised", "Raised", "Garbled"),
            *("Returned", "Returned"),
        ]
        assert left == [0, True]
