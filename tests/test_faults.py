"""What goes wrong around the grader: processes killed, disks full, Ctrl-C, a reader that leaves.

The full figures are those of benchmarks/load.py, which the first test runs in small.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jobs import children_of, descriptors, job
from small_pack import ACCEPTED, WritePack

from grader.errors import SandboxLost
from grader.execute import execute
from grader.load import open_pack
from grader.lockdown import supported
from grader.outcome import Returned
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict

pytestmark = pytest.mark.skipif(not supported(), reason="the sandbox is for Linux")

LOAD = Path(__file__).parents[1] / "benchmarks" / "load.py"
ROOT = os.name == "posix" and os.geteuid() == 0
LOOP = "def double(x):\n    while True:\n        pass\n"


@pytest.fixture
def sandboxes() -> Iterator[Sandboxes]:
    with Sandboxes() as all_kinds:
        yield all_kinds


@pytest.fixture
def folder(write_pack: WritePack) -> Path:
    return write_pack({"double.py": ACCEPTED})


def start(folder: Path, *options: str, **named: str) -> subprocess.Popen[str]:
    """Start `grader run`; its processes have this folder in their command lines."""
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "grader", "run", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "GRADER_CACHE": str(folder / "cache"), **named},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder: Path, *options: str, **named: str) -> tuple[int, str, str]:
    process = start(folder, *options, **named)
    output, errors = process.communicate(timeout=120)
    return process.returncode, output, errors


def marked(folder: Path) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(folder).encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:  # it ended in between
            continue
    return found


def all_gone(folder: Path) -> bool:
    deadline = time.monotonic() + 10
    while marked(folder) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not marked(folder)


def hidden_files(folder: Path) -> list[str]:
    """Return what a writer that was stopped half-way would leave."""
    return [path.name for path in folder.rglob(".*") if path.is_file()]


def zygote() -> int:
    (found,) = [pid for pid in children_of(os.getpid()) if is_zygote(pid)]
    return found


def is_zygote(pid: int) -> bool:
    return b"grader.child.zygote" in Path(f"/proc/{pid}/cmdline").read_bytes()


class TestLoad:
    @pytest.mark.slow
    def test_nothing_leaks_and_nothing_is_orphaned(self) -> None:
        done = subprocess.run(
            [sys.executable, LOAD, "--submissions", "100", "--kills", "12"],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def test_a_failed_start_leaks_no_descriptor(self, sandboxes: Sandboxes) -> None:
        assert execute(sandboxes.start("numpy"), job("def f(x): return x")).failure is None
        lost = sandboxes.start("numpy")
        os.kill(zygote(), signal.SIGKILL)
        before = descriptors()
        for _ in range(20):
            with pytest.raises(SandboxLost):
                execute(lost, job("def f(x): return x"))
        assert descriptors() == before


class TestALostSandbox:
    def test_is_replaced(self, sandboxes: Sandboxes) -> None:
        first = sandboxes.start("numpy")
        assert sandboxes.start("numpy") is first
        old = zygote()
        os.kill(old, signal.SIGKILL)
        with pytest.raises(SandboxLost):
            execute(first, job("def f(x): return x"))
        second = sandboxes.start("numpy")
        assert execute(second, job("def f(x): return x")).outcomes == (Returned(0),)
        assert zygote() != old

    def test_costs_the_submission_nothing(self, folder: Path, sandboxes: Sandboxes) -> None:
        session = prepared(folder, sandboxes)
        os.kill(zygote(), signal.SIGKILL)
        assert judged(session) is Verdict.ACCEPTED

    def test_twice_is_a_judge_error_in_words(
        self, folder: Path, sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = prepared(folder, sandboxes)

        def start_and_kill(kind: object, start: object = sandboxes.start) -> object:
            sandbox = start(kind)  # type: ignore[operator]
            os.kill(zygote(), signal.SIGKILL)
            return sandbox

        monkeypatch.setattr(sandboxes, "start", start_and_kill)
        result = session.judge.judge(session.problem("double"), submission())
        assert result.verdict is Verdict.JUDGE_ERROR
        assert result.failure is not None
        assert "the sandbox process" in result.failure.says + result.failure.fix
        monkeypatch.undo()
        assert judged(session) is Verdict.ACCEPTED

    def test_a_killed_child_costs_nothing_either(self, folder: Path, sandboxes: Sandboxes) -> None:
        session = prepared(folder, sandboxes)
        victims = []

        def kill_first(pid: int) -> None:
            victims.append(pid)
            if len(victims) == 1:
                os.kill(pid, signal.SIGKILL)

        sandbox = sandboxes.start("numpy")
        spawn = sandbox.spawn

        def spawn_and_kill(request: object) -> object:
            child = spawn(request)  # type: ignore[arg-type]
            kill_first(child.pid)
            return child

        sandbox.spawn = spawn_and_kill  # type: ignore[method-assign, assignment]
        assert judged(session) is Verdict.ACCEPTED
        assert len(victims) > 1


def prepared(folder: Path, sandboxes: Sandboxes) -> Session:
    session = Session(open_pack(folder / "exercises", None), sandboxes)
    session.prepare(["double"])
    return session


def judged(session: Session) -> Verdict:
    return session.judge.judge(session.problem("double"), submission()).verdict


def submission() -> Submission:
    return Submission("double", "double.py", ACCEPTED.encode())


class TestStopped:
    @pytest.mark.parametrize("seconds", [0.1, 0.4, 2.0])
    def test_ctrl_c(self, folder: Path, seconds: float) -> None:
        (folder / "double.py").write_text(LOOP)
        process = start(folder, "double.py")
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        begin = time.monotonic()
        _, errors = process.communicate(timeout=60)
        if seconds > 0.1:  # before that Python itself is starting
            assert (process.returncode, errors.strip()) == (130, "stopped")
        assert time.monotonic() - begin < 5
        assert all_gone(folder)

    def test_a_reader_that_leaves(self, folder: Path) -> None:
        process = start(folder, "double.py")
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        process.stderr.close()
        assert process.wait(60) in (0, 1)
        assert all_gone(folder)

    def test_the_grader_killed(self, folder: Path) -> None:
        (folder / "double.py").write_text(LOOP)
        process = start(folder, "double.py")
        deadline = time.monotonic() + 20
        while len(marked(folder)) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
        process.communicate()
        assert all_gone(folder)


class TestAFullDisk:
    @pytest.fixture
    def full(self, folder: Path) -> Iterator[Path]:
        """Return a folder in which no byte can be written any more."""
        path = folder / "full"
        path.mkdir()
        mounted = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(path)]
        if not ROOT or subprocess.run(mounted, capture_output=True, check=False).returncode:
            pytest.skip("needs the right to mount")
        try:
            (path / "old.json").write_text("old")
            with suppress_full(), (path / "rest").open("wb", buffering=0) as rest:
                while True:
                    rest.write(bytes(4096))
            yield path
        finally:
            subprocess.run(["umount", str(path)], check=True)

    def test_under_the_report(self, full: Path, folder: Path) -> None:
        for name in ("new.json", "old.json"):
            output = str(full / name)
            status, _, errors = run(folder, "double.py", "--format", "json", "-o", output)
            assert (status, errors) == (2, f"{output} cannot be written: No space left on device\n")
        assert sorted(path.name for path in full.iterdir()) == ["old.json", "rest"]
        assert (full / "old.json").read_text() == "old"

    def test_under_the_cache(self, full: Path, folder: Path) -> None:
        options = ("double.py", "--solutions", "solutions")
        status, output, _ = run(folder, *options, GRADER_CACHE=str(full / "cache"))
        assert status == 0
        assert "score 10 of 10" in output
        assert "note: the answer key could not be kept in " in output
        assert "(No space left on device)" in output
        assert hidden_files(full) == []

    def test_under_the_output(self, folder: Path) -> None:
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "grader", "run", "double.py"],
                cwd=folder,
                env={**os.environ, "GRADER_CACHE": str(folder / "cache")},
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                timeout=60,
                check=False,
            )
        assert done.returncode == 2
        assert done.stderr == "grader: the output: No space left on device\n"

    def test_a_device_is_written_to_not_replaced(self, folder: Path) -> None:
        pipe = folder / "pipe"
        os.mkfifo(pipe)
        process = start(folder, "double.py", "--format", "json", "-o", str(pipe))
        report = json.loads(pipe.read_text())
        process.communicate(timeout=60)
        assert process.returncode == 0
        assert report["problems"][0]["verdict"] == "accepted"
        assert pipe.is_fifo()


class suppress_full:  # noqa: N801 - as contextlib spells it
    """Go on where the disk is full."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        return isinstance(error, OSError)


class TestTheCache:
    OPTIONS = ("double.py", "--solutions", "solutions")

    def test_in_no_folder(self, folder: Path) -> None:
        (folder / "file").touch()
        status, output, _ = run(folder, *self.OPTIONS, GRADER_CACHE=str(folder / "file" / "cache"))
        assert status == 0
        assert "score 10 of 10" in output
        assert "note: the answer key could not be kept in " in output

    @pytest.mark.parametrize("damage", ["torn", "flipped", "empty", "a folder"])
    def test_damaged(self, folder: Path, damage: str) -> None:
        assert run(folder, *self.OPTIONS)[0] == 0
        (key,) = (folder / "cache").glob("*.key")
        content = key.read_bytes()
        if damage == "a folder":
            key.unlink()
            key.mkdir()
        else:
            middle = len(content) // 2
            flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
            key.write_bytes({"torn": content[:middle], "flipped": flipped, "empty": b""}[damage])
        status, output, _ = run(folder, *self.OPTIONS)
        assert status == 0
        assert "score 10 of 10" in output
        assert f"note: the answer key {key} " in output
        assert "made again" in output
        assert hidden_files(folder) == []
