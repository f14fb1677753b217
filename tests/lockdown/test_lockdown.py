"""A locked child, from the inside: nothing gets through, and each layer does its part."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.lockdown import landlock, supported
from grader.lockdown.probes import EXECUTABLE

pytestmark = pytest.mark.skipif(not supported(), reason="the sandbox is for Linux")

SCENARIOS = Path(__file__).with_name("scenarios.py")
ROOT = os.name == "posix" and os.geteuid() == 0
ABSENT = [] if supported() and landlock.abi() else ["landlock"]
LAYERS = [
    *("surroundings", "rlimits", "unprivileged", "undumpable"),
    *("orphan-proof", "no-new-privs", "landlock", "seccomp"),
]
NEEDS_MORE_THAN_A_PLAIN_USER = {
    "become root",
    "read the parent's environment",  # where the parent's user is another, or Yama is strict
    "read the parent's memory",
    "take the parent's descriptor",
    "execute a program",  # before Linux 5.8 the arguments are looked at first
    "lock memory",
}
FILTERED = supported() and "Seccomp:\t0" not in Path("/proc/self/status").read_text()
HIDDEN_BY_CONTAINERS = (
    {"clone3", "read the parent's memory", "take the parent's descriptor"} if FILTERED else set()
)

Run = Callable[..., Any]


@pytest.fixture(params=["root", "plain"])
def run(request: pytest.FixtureRequest) -> Run:
    """Return what runs a scenario as root and as a plain user, in an interpreter of its own."""
    if request.param == "root" and not ROOT:
        pytest.skip("only root can try this as root")
    drop = ["plain"] if ROOT and request.param == "plain" else []
    return lambda name: scenario(name, *drop)


def scenario(name: str, *user: str) -> Any:
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "GRADER_TEST_SECRET": "1",
    }
    done = subprocess.run(
        [sys.executable, "-I", SCENARIOS, name, *user],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def layers_missing(found: dict[str, Any]) -> list[str]:
    return [what.split(":")[0] for what in found["missing"]]


class TestEverything:
    def test_nothing_gets_through(self, run: Run) -> None:
        found = run("everything")
        assert found["result"]["through"] == []
        assert layers_missing(found) == ABSENT
        assert found["layers"] == [layer for layer in LAYERS if layer not in ABSENT]

    def test_root_becomes_nobody(self) -> None:
        if not ROOT:
            pytest.skip("there is nothing to drop")
        result = scenario("everything")["result"]
        assert len(set(result["user"])) == 1
        assert result["user"][0] >= 0x70000000
        assert result["groups"] == []

    def test_every_number_without_a_rule_is_refused(self, run: Run) -> None:
        found = run("every_number")
        assert found["tried"] > 900
        assert found["result"] == []

    def test_executable_memory_opens_nothing_else(self, run: Run) -> None:
        assert run("with_executable_memory")["result"] == []

    @pytest.mark.parametrize("run", ["root"], indirect=True)
    def test_every_attack_works_without_protection(self, run: Run) -> None:
        """A probe with a slip in it would count as a defence."""
        found = run("nothing")
        blocked = set(found["attacks"]) - set(found["through"])
        assert blocked <= HIDDEN_BY_CONTAINERS

    def test_attacks_work_for_a_plain_user_as_well(self) -> None:
        found = scenario("nothing", *(["plain"] if ROOT else []))
        blocked = set(found["attacks"]) - set(found["through"])
        assert blocked <= NEEDS_MORE_THAN_A_PLAIN_USER | HIDDEN_BY_CONTAINERS

    def test_most_doors_are_open_without_protection(self, run: Run) -> None:
        doors = [name for name in run("nothing")["through"] if name.startswith("system call")]
        assert len(doors) > 100

    def test_it_is_quick(self, run: Run) -> None:
        locking, probing = zip(*run("cost"), strict=True)
        # the best of many: the machine may be busy with other tests
        assert min(locking) < 5  # milliseconds; the median was 1.4 where this was written
        assert min(probing) < 10


class TestEachLayerAlone:
    def test_seccomp(self, run: Run) -> None:
        assert set(run("only_seccomp")) == {"find an environment", "reserve a tebibyte"}

    def test_landlock(self, run: Run) -> None:
        found = run("only_landlock")
        if found["abi"] is None:
            pytest.skip("this kernel has no Landlock")
        stopped = {"open a file to read", "open a file to write", "write a new file"}
        stopped |= {"open shared memory", "list a directory", "execute a program"}
        stopped |= {"read the parent's environment", "read the parent's memory"}
        if found["abi"] >= 6:
            stopped |= {"signal the parent", "signal the parent's thread"}
            stopped |= {"signal the parent's group", "queue a signal for the parent"}
            assert (found["before"], found["after"]) == (True, False)
        assert stopped.isdisjoint(found["through"])

    def test_rlimits(self, run: Run) -> None:
        stopped = {"write a new file", "write to memory made a file", "raise a limit"}
        stopped |= {"fork", "fork by its number", "clone", "clone3", "vfork", "start a thread"}
        stopped |= {"reserve a tebibyte", "lock memory"}
        assert stopped.isdisjoint(run("only_rlimits"))

    def test_identity(self, run: Run) -> None:
        found = run("only_identity")
        assert found["capabilities"] == 0
        assert "become root" not in found["through"]
        if set(found["user"]) != {1000} and ROOT:
            stopped = {"signal the parent", "set the parent's limits", "read the parent's memory"}
            assert stopped.isdisjoint(found["through"])


class TestWhereSomethingIsMissing:
    def test_docker(self, run: Run) -> None:
        found = run("in_docker")
        assert layers_missing(found) == ABSENT
        assert found["result"]["through"] == []

    def test_a_root_that_may_not_kill_keeps_its_user(self) -> None:
        if not ROOT:
            pytest.skip("for root")
        found = scenario("in_docker_without_kill")
        assert found["result"]["user"] == [0, 0, 0]
        assert found["result"]["through"] == []
        assert layers_missing(found) == ["unprivileged", *ABSENT]

    def test_no_landlock(self, run: Run) -> None:
        found = run("without_landlock")
        assert found["isolation"] == "seccomp+rlimits"
        assert found["landlock_abi"] is None
        assert found["result"]["through"] == []
        (missing,) = found["missing"]
        assert missing.startswith("landlock: this kernel or container does not offer it; ")
        assert "lsm=" in missing

    def test_no_seccomp(self, run: Run) -> None:
        found = run("without_seccomp")
        assert layers_missing(found) == [*ABSENT, "seccomp"]
        if not ABSENT:
            assert found["isolation"] == "landlock+rlimits"
            assert "open a file to read" not in found["result"]["through"]
        assert "open a TCP socket" in found["result"]["through"]

    def test_no_limits(self, run: Run) -> None:
        found = run("without_prlimit")
        assert layers_missing(found) == ["rlimits", *ABSENT]
        assert found["result"]["through"] == ["reserve a tebibyte"]

    def test_an_older_way_to_seccomp(self, run: Run) -> None:
        found = run("without_the_seccomp_call")
        assert (layers_missing(found), found["result"]["through"]) == (ABSENT, [])

    def test_an_older_way_to_close(self, run: Run) -> None:
        found = run("without_close_range")
        assert (layers_missing(found), found["result"]) == (ABSENT, [0, 1, 2])

    def test_a_user_namespace_with_one_user(self, run: Run) -> None:
        found = run("in_a_user_namespace")
        if "skip" in found:
            pytest.skip(found["skip"])
        assert found["result"]["through"] == []
        assert layers_missing(found) == ["unprivileged", *ABSENT]
        assert found["missing"][0].startswith("unprivileged: still root; ")

    def test_a_user_namespace_of_a_plain_user(self) -> None:
        found = scenario("in_a_user_namespace_as_oneself", *(["plain"] if ROOT else []))
        if "skip" in found:
            pytest.skip(found["skip"])
        assert (layers_missing(found), found["result"]["through"]) == (ABSENT, [])


class TestWhatIsLeft:
    def test_only_the_kept_descriptors(self, run: Run) -> None:
        assert run("descriptors")["result"] == [0, 1, 2, 7, 900]

    def test_no_environment_even_in_memory(self, run: Run) -> None:
        assert run("surroundings_left")["result"] == {
            "in the stack before": True,
            "in the stack": False,
            "in os.environ": {},
            "in getenv": None,
            "directory": "/",
        }

    def test_a_child_dies_with_its_parent(self, run: Run) -> None:
        assert run("orphan") < 5

    def test_an_orphan_ends_at_once(self, run: Run) -> None:
        assert run("orphan_already") == {"exit": 1}

    def test_other_threads_are_locked_too(self, run: Run) -> None:
        assert run("second_thread") == ["PermissionError"]


class TestWhatEndsIt:
    def test_processor_time(self, run: Run) -> None:
        assert run("endless_loop") == {"signal": "SIGKILL"}

    def test_memory_is_an_error_and_the_child_lives_on(self, run: Run) -> None:
        assert run("too_much_memory")["result"] == 200 * 1024 * 1024

    def test_abort_ends_it_though_it_may_send_no_signal(self, run: Run) -> None:
        assert run("aborts") in ({"signal": "SIGSEGV"}, {"signal": "SIGTRAP"})

    @pytest.mark.skipif(platform.machine() != "x86_64", reason="x86_64 speaks three dialects")
    def test_x32(self, run: Run) -> None:
        assert run("speaks_x32") == {"signal": "SIGSYS"}

    @pytest.mark.skipif(platform.machine() != "x86_64", reason="x86_64 speaks three dialects")
    def test_i386(self, run: Run) -> None:
        found = run("speaks_i386")
        if isinstance(found["before"], int):
            assert found["after"] == {"signal": "SIGSYS"}
        else:  # a kernel without it
            assert found["after"]["signal"] in ("SIGSEGV", "SIGSYS")


class TestWorkGoesOn:
    def test_python(self, run: Run) -> None:
        assert run("everyday_python")["result"] == {
            "traceback": "ZeroDivisionError: division by zero",
            "random": True,
            "clocks": True,
            "terminal": False,
            "processors": True,
        }

    def test_what_is_closed_fails_as_python_errors(self, run: Run) -> None:
        expected = dict.fromkeys(["open", "fork", "system", "socket", "kill"], "PermissionError")
        assert run("fails_like_python")["result"] == {**expected, "thread": "RuntimeError"}

    def test_a_module_that_is_not_loaded_is_not_found(self, run: Run) -> None:
        assert run("cannot_import")["result"] == "ModuleNotFoundError"

    def test_numpy(self) -> None:
        result = scenario("numpy_work")["result"]
        assert result.pop("print") == "[["
        assert result.pop("refused") == "MemoryError"
        assert result.pop("large") == 20_000_000
        assert all(result.values())

    @pytest.mark.slow
    def test_torch(self) -> None:
        for found in scenario("torch_work").values():
            assert found["result"] == {"fell": True, "seen": True}


def test_the_probes_that_may_get_through_are_probes() -> None:
    from grader.lockdown.probes import attacks, doors

    names = {*attacks(), *(f"system call {row}" for row, _ in doors())}
    assert set(EXECUTABLE) <= names
