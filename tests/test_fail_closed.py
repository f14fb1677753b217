"""A layer that is missing stops a run with secrets, or is told in every report.

Each run is the real command, started where something was taken away (without.py).
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_pack import ACCEPTED, SMALL_PACK

from grader.errors import JudgeFault, SandboxUnavailable
from grader.load import open_pack
from grader.lockdown import landlock, supported
from grader.sandbox import Protection, Sandboxes, sandboxes
from grader.session import Session

WITHOUT = Path(__file__).with_name("without.py")
ROOT = os.name == "posix" and os.geteuid() == 0
WHOLE = "seccomp+landlock+rlimits"

pytestmark = [
    pytest.mark.skipif(not supported(), reason="the sandbox is for Linux"),
    pytest.mark.skipif(platform.machine() != "x86_64", reason="the filters are for x86_64"),
    pytest.mark.skipif(supported() and not landlock.abi(), reason="it is missing here already"),
]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Return a folder that a plain user may read, with a pack, an answer and a warm cache."""
    path = Path(tempfile.mkdtemp(prefix="grader-"))
    for name, text in {**SMALL_PACK, "double.py": ACCEPTED}.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)
    assert run(path, "nothing", "--solutions", "solutions").returncode == 0
    for one in (path, *path.rglob("*")):
        one.chmod(0o777 if one.is_dir() else 0o666)
    yield path
    shutil.rmtree(path)


def run(folder: Path, what: str, *options: str) -> subprocess.CompletedProcess[str]:
    return python(folder, what, "-m", "grader", "run", "double.py", *options)


def python(folder: Path, what: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, WITHOUT, what, *arguments],
        cwd=folder,
        env={**os.environ, "GRADER_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class TestMissing:
    @pytest.mark.parametrize(
        ("what", "layer", "fix"),
        [
            ("landlock", "landlock", "lsm="),
            ("newer-than-5.10", "landlock", "Linux 5.13"),
            ("seccomp", "seccomp", "CONFIG_SECCOMP_FILTER"),
        ],
    )
    def test_stops_a_run_with_secret_cases(
        self, folder: Path, what: str, layer: str, fix: str
    ) -> None:
        done = run(folder, what, "--solutions", "solutions")
        assert (done.returncode, done.stdout) == (3, "")
        assert f"  {layer}: " in done.stderr
        assert fix in done.stderr
        assert "--no-require-sandbox" in done.stderr

    def test_stops_a_run_that_requires_the_sandbox(self, folder: Path) -> None:
        assert run(folder, "landlock", "--require-sandbox").returncode == 3

    @pytest.mark.parametrize("layout", ["text", "json"])
    @pytest.mark.parametrize("what", ["landlock", "seccomp"])
    def test_is_in_the_report_where_it_was_waived(
        self, folder: Path, what: str, layout: str
    ) -> None:
        waived = ("--solutions", "solutions", "--no-require-sandbox", "--format", layout)
        done = run(folder, what, *waived)
        assert done.returncode == 0, done.stderr
        held = "+".join(layer for layer in WHOLE.split("+") if layer != what)
        isolation = f"{held} (not whole: no {what})"
        if layout == "json":
            report = json.loads(done.stdout)
            assert report["isolation"] == isolation
            assert any(note.startswith(f"{what}: ") for note in report["notes"])
        else:
            assert f"isolation: {isolation}\n" in done.stdout
            assert f"note: {what}: " in done.stdout

    def test_is_in_the_report_of_public_cases(self, folder: Path) -> None:
        done = run(folder, "landlock")
        assert done.returncode == 0
        assert "isolation: seccomp+rlimits (not whole: no landlock)\n" in done.stdout

    def test_stops_a_child_that_lacks_what_the_canary_had(self, folder: Path) -> None:
        """Here nobody asked a canary, so every layer has to hold."""
        done = python(folder, "landlock", "-c", UNASKED)
        assert "JudgeFault a child was not locked down as the self-test was (landlock: " in (
            done.stdout
        ), done.stderr


UNASKED = """
from grader.errors import JudgeFault
from grader.execute import Job, PlannedCall, execute
from grader.pack_file import Defaults
from grader.sandbox import Sandboxes
from grader.values import Mapping
from grader.wire import Load
load = Load(b"def f(): return 1", "f.py", "", "f", (), ())
job = Job(load, (PlannedCall(0, "f()", Mapping({})),), Defaults())
with Sandboxes() as sandboxes:
    try:
        print(execute(sandboxes.start("numpy"), job))
    except JudgeFault as fault:
        print("JudgeFault", fault)
"""


class TestEnough:
    @pytest.mark.parametrize("what", ["nothing", "docker", "pidfd", "namespaces"])
    def test_what_the_sandbox_does_without(self, folder: Path, what: str) -> None:
        if what == "docker" and not ROOT:
            pytest.skip("for root")
        done = run(folder, what, "--solutions", "solutions")
        assert done.returncode == 0, done.stderr
        assert f"isolation: {WHOLE}\n" in done.stdout

    @pytest.mark.skipif(not ROOT, reason="only root can become another")
    @pytest.mark.parametrize("what", ["root", "root,namespaces"])
    def test_a_plain_user_has_all_of_it(self, folder: Path, what: str) -> None:
        done = run(folder, what, "--solutions", "solutions", "--require-sandbox")
        assert done.returncode == 0, done.stderr
        assert f"isolation: {WHOLE}\n" in done.stdout


class TestProtection:
    def test_names_what_is_absent(self) -> None:
        assert str(Protection("a+b")) == "a+b"
        assert str(Protection("a", ("b: get it",), ("b", "c"))) == "a (not whole: no b, no c)"
        through = Protection("a+b", ("the self-test got through: fork",))
        assert str(through) == "a+b (not whole: the self-test got through)"

    def test_a_thinner_layer_is_a_note(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        thin = Protection(WHOLE, notes=("landlock ABI 3 leaves TCP to seccomp",))
        monkeypatch.setattr(sandboxes, "_probed", lambda *_: thin)
        with Sandboxes() as all_kinds:
            session = Session(
                open_pack(folder / "exercises", None), all_kinds, require_sandbox=True
            )
            assert str(session.prepare(["double"])) == WHOLE
        assert session.notes == list(thin.notes)

    def test_what_gets_through_stops_the_run(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        leaking = Protection(WHOLE, ("the self-test got through: fork",))
        monkeypatch.setattr(sandboxes, "_probed", lambda *_: leaking)
        with Sandboxes() as all_kinds:
            session = Session(
                open_pack(folder / "exercises", None), all_kinds, require_sandbox=True
            )
            with pytest.raises(SandboxUnavailable, match="got through: fork"):
                session.prepare(["double"])

    def test_the_weakest_of_two_kinds_is_reported(self) -> None:
        strong, weak = (
            Protection(WHOLE),
            Protection("seccomp", ("landlock: get it",), ("landlock",)),
        )
        assert sandboxes._weakest([strong, weak]) == weak

    def test_plain_processes_are_no_sandbox(self, folder: Path) -> None:
        with Sandboxes(plain=True) as all_kinds:
            session = Session(
                open_pack(folder / "exercises", None), all_kinds, require_sandbox=True
            )
            with pytest.raises(SandboxUnavailable, match="needs Linux"):
                session.prepare(["double"])

    @pytest.mark.slow
    def test_both_kinds_are_tested(self) -> None:
        with Sandboxes() as all_kinds:
            protection = all_kinds.protection(("numpy", "torch"))
            assert (str(protection), protection.missing) == (WHOLE, ())

    def test_nothing_starts_after_the_end(self) -> None:
        with Sandboxes() as all_kinds:
            pass
        with pytest.raises(JudgeFault, match="has ended"):
            all_kinds.start("numpy")
