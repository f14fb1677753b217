"""The filter programs of both machines, run in a small interpreter of classic BPF."""

from __future__ import annotations

import struct
from typing import assert_never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.lockdown import bpf, seccomp
from grader.lockdown.bpf import Allow, AtMost, Condition, Fail, Null, OneOf, Program, Rule, Without
from grader.lockdown.syscalls import NUMBERS, Machine

EPERM, ENOSYS = bpf.FAIL | 1, bpf.FAIL | 38
ALLOW, KILL = bpf.ALLOWED, bpf.KILL_PROCESS
OTHER_ARCHITECTURES = {
    "i386": 0x40000003,
    "arm": 0x40000028,
    "aarch64": 0xC00000B7,
    "x86_64": 0xC000003E,
    "riscv64": 0xC00000F3,
    "none": 0,
}
WIDEST = 2**64 - 1
# where rules change their mind, and the same in the upper half
EDGES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 15, 16, 22, 128, 1024, 1030, 0x5401, 0x5412]
WORDS = st.sampled_from(EDGES + [edge << 32 for edge in EDGES]) | st.integers(0, WIDEST)
SIX = st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS, WORDS)


def run(program: Program, data: bytes) -> int:
    """Run a program on a `struct seccomp_data` as net/core/filter.c would; return its verdict."""
    accumulator = 0
    counter = 0
    while True:
        code, if_true, if_false, operand = program[counter]
        counter += 1
        match code:
            case bpf.LOAD:
                assert operand % 4 == 0  # seccomp refuses others
                (accumulator,) = struct.unpack_from("<I", data, operand)
            case bpf.RETURN:
                return operand
            case bpf.JUMP:
                counter += operand
            case bpf.JUMP_EQUAL:
                counter += if_true if accumulator == operand else if_false
            case bpf.JUMP_GREATER:
                counter += if_true if accumulator > operand else if_false
            case bpf.JUMP_AT_LEAST:
                counter += if_true if accumulator >= operand else if_false
            case bpf.JUMP_ANY_BIT:
                counter += if_true if accumulator & operand else if_false
            case _:
                pytest.fail(f"opcode {code:#x} is not one that the assembler writes")


def verdict(
    program: Program, machine: Machine, number: int, arguments: tuple[int, ...] = (0,) * 6
) -> int:
    architecture = bpf.ARCHITECTURES[machine]
    data = struct.pack("<IIQ6Q", number & 0xFFFFFFFF, architecture, 0x7F0000000000, *arguments)
    return run(program, data)


def holds(condition: Condition, arguments: tuple[int, ...]) -> bool:
    """Say what a condition means, without BPF."""
    value = arguments[condition.argument]
    match condition:
        case OneOf(_, values):
            return value % 2**32 in values
        case AtMost(_, most):
            return value % 2**32 <= most
        case Null():
            return value == 0
        case Without(_, bits):
            return value & bits == 0
        case _:
            assert_never(condition)


def meaning(rule: Rule, arguments: tuple[int, ...]) -> int:
    match rule:
        case Fail(error):
            return bpf.FAIL | error
        case Allow(conditions):
            return ALLOW if all(holds(one, arguments) for one in conditions) else EPERM
        case _:
            assert_never(rule)


@pytest.fixture(params=list(Machine), ids=str)
def machine(request: pytest.FixtureRequest) -> Machine:
    return Machine(request.param)


def the_filter(machine: Machine, *, executable_memory: bool = False) -> Program:
    return seccomp.program(machine, executable_memory=executable_memory)


def test_every_number_has_the_verdict_of_its_rule(machine: Machine) -> None:
    rules = seccomp.rules(executable_memory=False)
    names = {number: name for name, number in NUMBERS[machine].items()}
    program = the_filter(machine)
    for number in (*range(2048), 0x3FFFFFFF):
        rule = rules.get(names.get(number, ""), Fail(1))
        assert verdict(program, machine, number) == meaning(rule, (0,) * 6), number


@given(st.sampled_from(list(Machine)), st.sampled_from(sorted(seccomp.BY_ARGUMENT)), SIX)
def test_arguments_are_read_as_the_rules_mean_them(
    machine: Machine, name: str, arguments: tuple[int, ...]
) -> None:
    rule = seccomp.rules(executable_memory=False)[name]
    number = NUMBERS[machine][name]
    assert verdict(the_filter(machine), machine, number, arguments) == meaning(rule, arguments)


def test_only_the_listed_calls_are_ever_allowed(machine: Machine) -> None:
    names = {number: name for name, number in NUMBERS[machine].items()}
    program = the_filter(machine)
    numbers = range(1024)
    allowed = {names[one] for one in numbers if verdict(program, machine, one) == ALLOW}
    listed = set(seccomp.ALWAYS.split()) | set(seccomp.BY_ARGUMENT) | {"mmap", "mprotect"}
    by_other_arguments = {"clone3", "ioctl", "prctl"}  # zeros are not among what they allow
    assert allowed == (listed - by_other_arguments) & set(NUMBERS[machine])


@pytest.mark.parametrize("name", OTHER_ARCHITECTURES)
@pytest.mark.parametrize("number", [0, 1, 60, 1000])
def test_another_architecture_is_killed(machine: Machine, name: str, number: int) -> None:
    architecture = OTHER_ARCHITECTURES[name]
    data = struct.pack("<IIQ6Q", number, architecture, 0, *(0,) * 6)
    killed = run(the_filter(machine), data) == KILL
    assert killed == (architecture != bpf.ARCHITECTURES[machine])


@pytest.mark.parametrize("number", [0x40000000, 0x40000001, 0x400001FF, 0x80000000, 0xFFFFFFFF])
def test_x32_is_killed(number: int) -> None:
    assert verdict(the_filter(Machine.X86_64), Machine.X86_64, number) == KILL


@pytest.mark.parametrize("number", [0x40000000, 0xFFFFFFFF])
def test_aarch64_has_no_x32(number: int) -> None:
    assert verdict(the_filter(Machine.AARCH64), Machine.AARCH64, number) == EPERM


def test_clone3_is_not_there(machine: Machine) -> None:
    assert verdict(the_filter(machine), machine, NUMBERS[machine]["clone3"]) == ENOSYS


@pytest.mark.parametrize("name", ["mmap", "mprotect"])
def test_executable_memory_is_a_choice(machine: Machine, name: str) -> None:
    number, execute = NUMBERS[machine][name], (0, 4096, 5, 0, 0, 0)
    assert verdict(the_filter(machine), machine, number, execute) == EPERM
    program = the_filter(machine, executable_memory=True)
    assert verdict(program, machine, number, execute) == ALLOW


def test_a_pointer_of_which_the_lower_half_is_zero_is_no_null(machine: Machine) -> None:
    number, arguments = NUMBERS[machine]["prlimit64"], (0, 7, 0x7F00_0000_0000_0000, 0, 0, 0)
    assert verdict(the_filter(machine), machine, number, arguments) == EPERM


CONDITIONS = st.one_of(
    st.builds(
        OneOf,
        st.integers(0, 5),
        st.lists(st.integers(0, 2**32 - 1) | st.sampled_from(EDGES), min_size=1, max_size=40).map(
            tuple
        ),
    ),
    st.builds(AtMost, st.integers(0, 5), st.integers(0, 2**32 - 1)),
    st.builds(Null, st.integers(0, 5)),
    st.builds(Without, st.integers(0, 5), st.integers(0, WIDEST)),
)
RULES = st.dictionaries(
    st.sampled_from(sorted(NUMBERS[Machine.X86_64])),
    st.builds(Fail, st.integers(0, 4095))
    | st.builds(Allow, st.lists(CONDITIONS, max_size=3).map(tuple)),
    max_size=25,
)


@given(st.sampled_from(list(Machine)), RULES, RULES.map(lambda some: next(iter(some), "read")), SIX)
def test_any_table_means_what_it_says(
    machine: Machine, rules: dict[str, Rule], name: str, arguments: tuple[int, ...]
) -> None:
    program = bpf.assemble(rules, machine)
    for one in {*rules, name} & set(NUMBERS[machine]):
        expected = meaning(rules.get(one, Fail(1)), arguments)
        assert verdict(program, machine, NUMBERS[machine][one], arguments) == expected


def test_long_fragments_are_reached_by_long_jumps(machine: Machine) -> None:
    values = tuple(range(0, 500, 2))
    names = sorted(NUMBERS[machine])[:8]
    rules: dict[str, Rule] = {name: Allow((OneOf(1, values), Null(0))) for name in names}
    program = bpf.assemble(rules, machine)
    assert any(step.code == bpf.JUMP and step.operand > bpf.LONGEST_JUMP for step in program)
    for name in names:
        for value in (0, 1, 498, 499, 500):
            arguments = (0, value, 0, 0, 0, 0)
            expected = meaning(rules[name], arguments)
            assert verdict(program, machine, NUMBERS[machine][name], arguments) == expected


def test_jumps_stay_inside_the_program(machine: Machine) -> None:
    program = the_filter(machine)
    assert program[-1].code == bpf.RETURN
    for index, step in enumerate(program):
        if step.code not in (bpf.LOAD, bpf.RETURN):
            furthest = max(step.if_true, step.if_false, step.operand * (step.code == bpf.JUMP))
            assert index + 1 + furthest < len(program)


def test_a_slip_in_the_table_is_an_error(machine: Machine) -> None:
    with pytest.raises(KeyError, match="raed"):
        bpf.assemble({"raed": Allow()}, machine)


def test_a_name_of_the_other_machine_is_passed_over() -> None:
    rules = {"dup2": Allow()}
    assert "dup2" not in NUMBERS[Machine.AARCH64]
    program = bpf.assemble(rules, Machine.AARCH64)
    assert verdict(program, Machine.AARCH64, 33) == EPERM


def test_the_kernel_takes_no_more_than_4096_instructions(machine: Machine) -> None:
    values = tuple(range(250))
    names = sorted(NUMBERS[machine])[:40:2]
    rules = {name: Allow((OneOf(index % 6, values),)) for index, name in enumerate(names)}
    with pytest.raises(ValueError, match="too long"):
        bpf.assemble(rules, machine)


def test_one_condition_takes_no_more_than_255_values(machine: Machine) -> None:
    with pytest.raises(ValueError, match="too many"):
        bpf.assemble({"read": Allow((OneOf(0, tuple(range(256))),))}, machine)


def test_packed_as_the_kernel_reads_it(machine: Machine) -> None:
    program = the_filter(machine)
    code = bpf.pack(program)
    assert len(code) == len(program) * bpf.INSTRUCTION_SIZE
    assert tuple(struct.iter_unpack("=HBBI", code)) == program
