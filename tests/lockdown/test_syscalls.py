"""The tables of system calls agree with the kernel's own headers."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.lockdown.syscalls import NUMBERS, Machine, this_machine

INCLUDE = Path("/usr/include")
X86_64_HEADERS = (INCLUDE / "x86_64-linux-gnu/asm/unistd_64.h", INCLUDE / "asm/unistd_64.h")
GENERIC_HEADER = INCLUDE / "asm-generic/unistd.h"
OLD_NAMES = {"newfstatat": "fstatat"}


def numbers_in(header: Path) -> dict[str, int]:
    text = header.read_text(encoding="utf-8")
    defined = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)\b", text)
    return {name: int(number) for name, number in defined}


@pytest.mark.parametrize("name", sorted(NUMBERS[Machine.X86_64]))
def test_x86_64_as_in_the_header(name: str) -> None:
    header = next((path for path in X86_64_HEADERS if path.exists()), None)
    if header is None:
        pytest.skip("no x86_64 kernel headers")
    assert numbers_in(header).get(name) == NUMBERS[Machine.X86_64][name]


@pytest.mark.parametrize("name", sorted(NUMBERS[Machine.X86_64]))
def test_aarch64_as_in_the_header(name: str) -> None:
    if not GENERIC_HEADER.exists():
        pytest.skip("no generic kernel header")
    there = numbers_in(GENERIC_HEADER).get(OLD_NAMES.get(name, name))
    assert there == NUMBERS[Machine.AARCH64].get(name)


@pytest.mark.parametrize("machine", Machine)
def test_no_number_is_used_twice(machine: Machine) -> None:
    numbers = list(NUMBERS[machine].values())
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("name", ["x86_64", "aarch64"])
def test_knows_its_machine(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("os.uname", lambda: SimpleNamespace(machine=name))
    assert this_machine() == name


def test_knows_no_other_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.uname", lambda: SimpleNamespace(machine="riscv64"))
    assert this_machine() is None


def test_a_32_bit_interpreter_is_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    assert this_machine() is None


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_have_no_table(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert this_machine() is None
