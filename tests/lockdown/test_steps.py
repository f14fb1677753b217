"""The steps of a lockdown one by one, with the kernel's part played by the test."""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Callable
from typing import NoReturn

import pytest

from grader import lockdown
from grader.lockdown import (
    Isolation,
    Layer,
    Limits,
    harden_parent,
    identity,
    landlock,
    libc,
    limits,
    lock_down,
    probes,
    seccomp,
    supported,
    surroundings,
    ties,
)

pytestmark = pytest.mark.skipif(not supported(), reason="the sandbox is for Linux")

STEPS: dict[Layer, tuple[object, str]] = {
    Layer.SURROUNDINGS: (surroundings, "apply"),
    Layer.RLIMITS: (limits, "apply"),
    Layer.UNPRIVILEGED: (identity, "drop_privileges"),
    Layer.UNDUMPABLE: (ties, "hide"),
    Layer.ORPHAN_PROOF: (ties, "die_with"),
    Layer.NO_NEW_PRIVS: (ties, "gain_nothing"),
    Layer.LANDLOCK: (landlock, "apply"),
    Layer.SECCOMP: (seccomp, "apply"),
}
LIMITS = Limits(memory_megabytes=64, cpu_seconds=3, keep_fds=(1, 5))


def failing(code: int) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return fail


class Kernel:
    """Answers system calls from a table and remembers them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **answers: int | Exception) -> None:
        self.answers = answers
        self.calls: list[tuple[object, ...]] = []
        monkeypatch.setattr(libc, "call", self.call)
        monkeypatch.setattr(libc, "prctl", lambda *arguments: self.call("prctl", *arguments))

    def call(self, name: str, *arguments: int) -> int:
        self.calls.append((name, *arguments))
        answer = self.answers.get(name, 0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Layer]:
    """Replace every step by a note that it was taken."""
    steps: list[Layer] = []
    for layer, (module, name) in STEPS.items():
        monkeypatch.setattr(module, name, lambda *_, _layer=layer, **__: steps.append(_layer))
    monkeypatch.setattr(landlock, "abi", lambda: 7)
    return steps


class TestLockDown:
    def test_takes_every_step_in_order(self, taken: list[Layer]) -> None:
        isolation = lock_down(LIMITS)
        assert taken == list(Layer)
        assert isolation == Isolation(tuple(Layer), (), (), 7)
        assert str(isolation) == "seccomp+landlock+rlimits"

    @pytest.mark.parametrize("broken", Layer)
    def test_reports_a_step_that_fails_and_takes_the_others(
        self, broken: Layer, taken: list[Layer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        module, name = STEPS[broken]
        monkeypatch.setattr(module, name, failing(errno.EPERM))
        isolation = lock_down(LIMITS)
        assert taken == [layer for layer in Layer if layer is not broken]
        assert isolation.layers == tuple(taken)
        (missing,) = isolation.missing
        assert missing.startswith(f"{broken}: Operation not permitted; ")
        assert (isolation.landlock_abi is None) == (broken is Layer.LANDLOCK)

    def test_an_older_landlock_is_noted(
        self, taken: list[Layer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(landlock, "abi", lambda: 3)
        isolation = lock_down(LIMITS)
        assert len(taken) == len(isolation.layers)
        (note,) = isolation.notes
        assert "ABI 3" in note
        assert "TCP, device ioctls, signals" in note

    def test_elsewhere_it_holds_nothing_and_says_so(
        self, taken: list[Layer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(lockdown, "this_machine", lambda: None)
        isolation = lock_down(LIMITS)
        assert (taken, str(isolation)) == ([], "none")
        assert len(isolation.missing) == len(Layer)

    def test_the_parent_hides_and_says_whether_it_could(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kernel = Kernel(monkeypatch)
        assert harden_parent()
        assert kernel.calls == [("prctl", ties.PR_SET_DUMPABLE, 0)]
        Kernel(monkeypatch, prctl=PermissionError())
        assert not harden_parent()


class TestLandlock:
    @pytest.mark.parametrize(
        ("version", "fields"),
        [
            (1, (0x1FFF,)),
            (2, (0x3FFF,)),
            (3, (0x7FFF,)),
            (4, (0x7FFF, 3)),
            (5, (0xFFFF, 3)),
            (6, (0xFFFF, 3, 3)),
            (7, (0xFFFF, 3, 3)),
            (99, (0xFFFF, 3, 3)),
        ],
    )
    def test_handles_all_that_an_abi_knows(self, version: int, fields: tuple[int, ...]) -> None:
        ruleset = landlock.ruleset(version)
        assert struct.unpack(f"={len(fields)}Q", ruleset) == fields

    @pytest.mark.parametrize("code", [errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM])
    def test_may_be_absent(self, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
        Kernel(monkeypatch, landlock_create_ruleset=OSError(code, ""))
        assert landlock.abi() is None
        with pytest.raises(OSError, match="does not offer it"):
            landlock.apply(None)

    def test_closes_its_ruleset(self, monkeypatch: pytest.MonkeyPatch) -> None:
        handle = os.open(os.devnull, os.O_RDONLY)
        kernel = Kernel(monkeypatch, landlock_create_ruleset=handle)
        landlock.apply(6)
        assert kernel.calls[-1] == ("landlock_restrict_self", handle, 0)
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.close(handle)


class TestLimits:
    @pytest.fixture
    def now(self, monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[int, int]]:
        import resource

        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        table: dict[int, tuple[int, int]] = {}
        monkeypatch.setattr(resource, "getrlimit", lambda kind: table.get(kind, unlimited))
        monkeypatch.setattr(resource, "setrlimit", table.__setitem__)
        return table

    def test_are_hard_and_soft(self, now: dict[int, tuple[int, int]]) -> None:
        import resource

        before = limits.size_in_bytes()
        limits.apply(LIMITS)
        assert all(soft == hard for soft, hard in now.values())
        assert now[resource.RLIMIT_CPU] == (3, 3)
        assert now[resource.RLIMIT_FSIZE] == (0, 0)
        assert now[resource.RLIMIT_NOFILE] == (64, 64)
        assert now[resource.RLIMIT_AS][0] >= before + 64 * 2**20

    def test_never_rise(self, now: dict[int, tuple[int, int]]) -> None:
        import resource

        now[resource.RLIMIT_NOFILE] = (10, 20)
        now[resource.RLIMIT_STACK] = (resource.RLIM_INFINITY, 4096)
        limits.apply(LIMITS)
        assert now[resource.RLIMIT_NOFILE] == (10, 10)
        assert now[resource.RLIMIT_STACK] == (4096, 4096)

    def test_no_time_at_all_is_a_second(self, now: dict[int, tuple[int, int]]) -> None:
        import resource

        limits.apply(Limits(memory_megabytes=1, cpu_seconds=0))
        assert now[resource.RLIMIT_CPU] == (1, 1)  # 0 would kill at the first tick

    def test_a_refusal_is_an_os_error(
        self, now: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import resource

        def refuse(*_: object) -> NoReturn:
            raise ValueError("not allowed to raise maximum limit")

        monkeypatch.setattr(resource, "setrlimit", refuse)
        with pytest.raises(PermissionError, match="RLIMIT_CPU"):
            limits.apply(LIMITS)
        assert now == {}

    def test_without_proc_the_others_still_hold(
        self, now: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import resource

        monkeypatch.setattr(limits, "size_in_bytes", failing(errno.ENOENT))
        with pytest.raises(FileNotFoundError):
            limits.apply(LIMITS)
        assert resource.RLIMIT_AS not in now
        assert now[resource.RLIMIT_NPROC] == (0, 0)


class TestIdentity:
    @pytest.fixture
    def users(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """Play root: the last of the list is who the process is."""
        users = [0]
        monkeypatch.setattr(os, "getresuid", lambda: (users[-1],) * 3)
        monkeypatch.setattr(os, "setresuid", lambda *ids: users.append(ids[0]))
        monkeypatch.setattr(os, "setresgid", lambda *_: None)
        monkeypatch.setattr(os, "setgroups", lambda _: None)
        monkeypatch.setattr(identity, "can_kill", lambda: True)
        monkeypatch.setattr(identity, "capabilities", lambda: 0)
        return users

    def test_root_becomes_a_user_of_its_own(
        self, users: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kernel = Kernel(monkeypatch)
        identity.drop_privileges()
        assert users == [0, identity.FIRST_UNUSED + os.getpid()]
        assert "capset" in [call[0] for call in kernel.calls]

    def test_or_nobody_where_only_a_few_are_mapped(
        self, users: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def only_few(*ids: int) -> None:
            if ids[0] > 65535:
                raise OSError(errno.EINVAL, "")
            users.append(ids[0])

        Kernel(monkeypatch)
        monkeypatch.setattr(os, "setresuid", only_few)
        identity.drop_privileges()
        assert users == [0, identity.NOBODY]

    def test_root_that_stays_is_reported(
        self, users: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Kernel(monkeypatch)
        monkeypatch.setattr(os, "setresgid", failing(errno.EPERM))
        with pytest.raises(PermissionError, match="still root"):
            identity.drop_privileges()
        assert users == [0]

    def test_capabilities_that_stay_are_reported(
        self, users: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Kernel(monkeypatch, capset=PermissionError(), prctl=PermissionError())
        monkeypatch.setattr(identity, "capabilities", lambda: 1 << 21)
        with pytest.raises(PermissionError, match="0x200000 are still held"):
            identity.drop_privileges()
        assert len(users) == 2

    def test_capabilities_are_those_of_the_status_file(self) -> None:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
            lines = dict(line.split(":", 1) for line in status)
        held = int(lines["CapEff"], 16) | int(lines["CapPrm"], 16)
        assert identity.capabilities() == held
        assert identity.can_kill() == bool(held & 1 << 5)


class TestSurroundings:
    @pytest.mark.parametrize(
        ("kept", "closed"),
        [
            ((), [(0, 2**31 - 1)]),
            ((0, 1, 2), [(3, 2**31 - 1)]),
            ((5, 1, 5), [(0, 0), (2, 4), (6, 2**31 - 1)]),
        ],
    )
    def test_closes_what_lies_between(
        self,
        kept: tuple[int, ...],
        closed: list[tuple[int, int]],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        kernel = Kernel(monkeypatch)
        surroundings.close_all_but(kept)
        assert [call[1:3] for call in kernel.calls] == closed

    def test_closes_one_by_one_where_it_must(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import resource

        Kernel(monkeypatch, close_range=OSError(errno.ENOSYS, ""))
        loops: list[tuple[int, int]] = []
        monkeypatch.setattr(os, "closerange", lambda *bounds: loops.append(bounds))
        monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 1024))
        surroundings.close_all_but((3,))
        assert loops == [(0, 3), (4, 256)]


class TestTies:
    def test_a_child_whose_parent_is_gone_ends(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kernel = Kernel(monkeypatch)
        ended: list[int] = []
        monkeypatch.setattr(os, "_exit", ended.append)
        ties.die_with(os.getppid())
        assert ended == []
        ties.die_with(os.getppid() + 1)
        assert ended == [1]
        assert kernel.calls == [("prctl", ties.PR_SET_PDEATHSIG, 9)] * 2


class TestSeccomp:
    def test_goes_by_way_of_seccomp(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kernel = Kernel(monkeypatch)
        seccomp.apply()
        assert [call[0] for call in kernel.calls] == ["seccomp"]

    def test_or_prctl_where_a_container_hides_that(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kernel = Kernel(monkeypatch, seccomp=OSError(errno.ENOSYS, ""))
        seccomp.apply(executable_memory=True)
        assert [call[0] for call in kernel.calls] == ["seccomp", "prctl"]

    def test_a_thread_that_cannot_follow_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Kernel(monkeypatch, seccomp=4711)
        with pytest.raises(OSError, match="4711"):
            seccomp.apply()


class TestLibc:
    def test_calls_by_name(self) -> None:
        assert libc.call("getpid") == os.getpid()

    def test_fails_as_python_does(self) -> None:
        with pytest.raises(OSError, match="Bad file descriptor"):
            libc.call("close", -1)

    def test_a_call_that_the_machine_lacks(self) -> None:
        with pytest.raises(OSError, match="no system call frobnicate"):
            libc.call("frobnicate")

    def test_prctl(self) -> None:
        name = bytearray(16)
        libc.prctl(seccomp.PR_GET_NAME, libc.address(name))
        with open("/proc/self/comm", "rb") as comm:  # noqa: PTH123
            assert name.rstrip(b"\0") == comm.read().rstrip(b"\n")


class TestProbes:
    def test_name_what_gets_through(self, monkeypatch: pytest.MonkeyPatch) -> None:
        attacks = {"works": lambda: None, "is stopped": failing(errno.EPERM)}
        monkeypatch.setattr(probes, "attacks", lambda: attacks)
        Kernel(monkeypatch, mount=OSError(errno.EFAULT, ""), open=PermissionError(errno.EPERM, ""))
        through = probes.run_probes()
        assert "works" in through
        assert "is stopped" not in through
        assert "system call mount 0" in through
        assert "system call open 0" not in through

    def test_expect_executable_memory_only_where_it_was_asked_for(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        attacks = {probes.EXECUTABLE[0]: lambda: None}
        monkeypatch.setattr(probes, "attacks", lambda: attacks)
        monkeypatch.setattr(probes, "doors", lambda: iter(()))
        assert probes.run_probes() == (probes.EXECUTABLE[0],)
        assert probes.run_probes(executable_memory=True) == ()
