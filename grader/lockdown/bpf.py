"""Turn a table of rules for system calls into a classic BPF program for seccomp.

    Rule      = Allow(conditions)    all of them hold: allowed; else EPERM
              | Fail(errno)          always this error
    Condition = OneOf | AtMost       on the lower 32 bits of an argument
              | Null | Without       on all 64 bits of an argument

The program is a chain of fragments. Each fragment either ends in a verdict on every path or
falls through to the next instruction where its condition holds, so fragments can be put one
after the other and no jump ever leaves one. The numbers are searched by halves; a half that is
too long for an 8-bit jump is reached by way of a BPF_JA, whose offset has 32 bits.

Numbers: `linux/bpf_common.h` (opcodes), `linux/seccomp.h` (verdicts, `struct seccomp_data`),
`linux/audit.h` (architectures), `asm/unistd.h` (`__X32_SYSCALL_BIT`).
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Mapping
from typing import Final, NamedTuple, assert_never

from grader.lockdown.syscalls import NUMBERS, Machine

__all__ = [
    "ALLOWED",
    "INSTRUCTION_SIZE",
    "Allow",
    "AtMost",
    "Condition",
    "Fail",
    "Instruction",
    "Null",
    "OneOf",
    "Program",
    "Rule",
    "Without",
    "assemble",
    "pack",
]

LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
JUMP: Final = 0x05  # BPF_JMP | BPF_JA
JUMP_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
JUMP_GREATER: Final = 0x25  # BPF_JMP | BPF_JGT | BPF_K
JUMP_AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
JUMP_ANY_BIT: Final = 0x45  # BPF_JMP | BPF_JSET | BPF_K
RETURN: Final = 0x06  # BPF_RET | BPF_K

KILL_PROCESS: Final = 0x80000000
FAIL: Final = 0x00050000  # SECCOMP_RET_ERRNO; the lower 16 bits are the errno
ALLOWED: Final = 0x7FFF0000

NUMBER_OFFSET: Final = 0
ARCHITECTURE_OFFSET: Final = 4
ARGUMENTS_OFFSET: Final = 16
X32_BIT: Final = 0x40000000

ARCHITECTURES: Final = {Machine.X86_64: 0xC000003E, Machine.AARCH64: 0xC00000B7}

LONGEST_JUMP: Final = 255
INSTRUCTION_SIZE: Final = 8  # sizeof(struct sock_filter)
LONGEST_PROGRAM: Final = 4096  # BPF_MAXINSNS


# named tuples, not dataclasses: these are made at every start, and cost a tenth of the time
class Instruction(NamedTuple):
    """`struct sock_filter`: what to do, how far to jump if true or false, the operand."""

    code: int
    if_true: int
    if_false: int
    operand: int


Program = tuple[Instruction, ...]


class OneOf(NamedTuple):
    """The argument, of which the kernel reads 32 bits, is one of these."""

    argument: int
    values: tuple[int, ...]


class AtMost(NamedTuple):
    """The argument, of which the kernel reads 32 bits, is no more than this (unsigned)."""

    argument: int
    most: int


class Null(NamedTuple):
    """All 64 bits of the argument are zero."""

    argument: int


class Without(NamedTuple):
    """None of these bits of the 64 of the argument is set."""

    argument: int
    bits: int


Condition = OneOf | AtMost | Null | Without


class Allow(NamedTuple):
    """Allow the call where every condition holds; no condition means always."""

    conditions: tuple[Condition, ...] = ()


class Fail(NamedTuple):
    """Let the call fail with this errno."""

    error: int


Rule = Allow | Fail

EVERYTHING_ELSE: Final = Fail(errno.EPERM)


def assemble(
    rules: Mapping[str, Rule], machine: Machine, *, otherwise: Rule = EVERYTHING_ELSE
) -> Program:
    """Return the program that enforces the rules on a machine, and `otherwise` on the rest.

    A name that no machine has is a KeyError: a slip in the table must not pass in silence.
    """
    spans = _spans(_by_number(rules, machine), otherwise)
    program = (*_architecture(machine), *_search(spans))
    if len(program) > LONGEST_PROGRAM:
        raise ValueError(f"a program of {len(program)} instructions is too long for seccomp")
    return program


def pack(program: Program) -> bytes:
    """Return the program as the array of `struct sock_filter` that the kernel reads."""
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)


def _architecture(machine: Machine) -> Program:
    """Kill on any other calling convention (int 0x80, 32-bit Arm, x32): its numbers differ."""
    native = (
        _load(ARCHITECTURE_OFFSET),
        Instruction(JUMP_EQUAL, 1, 0, ARCHITECTURES[machine]),
        _verdict(KILL_PROCESS),
        _load(NUMBER_OFFSET),
    )
    if machine is not Machine.X86_64:
        return native
    return (*native, Instruction(JUMP_AT_LEAST, 0, 1, X32_BIT), _verdict(KILL_PROCESS))


def _spans(numbered: Mapping[int, Rule], otherwise: Rule) -> list[tuple[int, Program]]:
    """Cut the numbers into spans that share a fragment: (first number, fragment)."""
    bounds = sorted({0, *numbered, *(number + 1 for number in numbered)})
    spans: list[tuple[int, Program]] = []
    for first in bounds:
        fragment = _fragment(numbered.get(first, otherwise))
        if not spans or spans[-1][1] != fragment:
            spans.append((first, fragment))
    return spans


def _by_number(rules: Mapping[str, Rule], machine: Machine) -> dict[int, Rule]:
    known = frozenset[str]().union(*NUMBERS.values())
    if unknown := rules.keys() - known:
        raise KeyError(f"no machine has the system calls {sorted(unknown)}")
    numbers = NUMBERS[machine]
    return {numbers[name]: rule for name, rule in rules.items() if name in numbers}


def _search(spans: list[tuple[int, Program]]) -> Program:
    """Find the span of the loaded number by halves; ends in a verdict on every path."""
    if len(spans) == 1:
        return spans[0][1]
    middle = len(spans) // 2
    below, above = _search(spans[:middle]), _search(spans[middle:])
    pivot = spans[middle][0]
    if len(below) <= LONGEST_JUMP:
        return (Instruction(JUMP_AT_LEAST, len(below), 0, pivot), *below, *above)
    near = Instruction(JUMP_AT_LEAST, 0, 1, pivot)
    return (near, Instruction(JUMP, 0, 0, len(below)), *below, *above)


def _fragment(rule: Rule) -> Program:
    match rule:
        case Fail(error):
            return (_verdict(FAIL | error),)
        case Allow(conditions):
            guards = (step for condition in conditions for step in _guard(condition))
            return (*guards, _verdict(ALLOWED))
        case _:
            assert_never(rule)


def _guard(condition: Condition) -> Program:
    """Return steps that fall through where the condition holds and refuse where it does not."""
    match condition:
        case OneOf(argument, values):
            return (_load(_lower(argument)), *_comparisons(values), REFUSE)
        case AtMost(argument, most):
            return (_load(_lower(argument)), Instruction(JUMP_GREATER, 0, 1, most), REFUSE)
        case Null(argument):
            return _halves(argument, Instruction(JUMP_EQUAL, 1, 0, 0))
        case Without(argument, bits):
            lower, upper = bits & 0xFFFFFFFF, bits >> 32
            return (
                *(_load(_lower(argument)), Instruction(JUMP_ANY_BIT, 0, 1, lower), REFUSE),
                *(_load(_upper(argument)), Instruction(JUMP_ANY_BIT, 0, 1, upper), REFUSE),
            )
        case _:
            assert_never(condition)


def _comparisons(values: tuple[int, ...]) -> Program:
    """Jump over the refusal that follows where the loaded word is one of the values."""
    if len(values) > LONGEST_JUMP:
        raise ValueError(f"{len(values)} values are too many for one condition")
    return tuple(
        Instruction(JUMP_EQUAL, len(values) - index, 0, value) for index, value in enumerate(values)
    )


def _halves(argument: int, test: Instruction) -> Program:
    return (
        *(_load(_lower(argument)), test, REFUSE),
        *(_load(_upper(argument)), test, REFUSE),
    )


def _load(offset: int) -> Instruction:
    return Instruction(LOAD, 0, 0, offset)


def _verdict(value: int) -> Instruction:
    return Instruction(RETURN, 0, 0, value)


def _lower(argument: int) -> int:
    return ARGUMENTS_OFFSET + 8 * argument  # both machines are little-endian


def _upper(argument: int) -> int:
    return _lower(argument) + 4


REFUSE: Final = _verdict(FAIL | errno.EPERM)
