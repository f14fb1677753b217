"""The process that runs one submission: it receives source and inputs, and returns raw arrays.

    Load  -> read the source  -> Checked       (nothing of the student's has run yet)
             run the module   -> Loaded | Raised
    Call  -> call the function -> Returned | Raised | TooLarge        again and again

It holds no answers, points or verdicts: whatever the submission does to this process, there is
nothing here to find.
"""

from __future__ import annotations

import mmap
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

from msgspec import msgpack, structs

from grader.calling import CALL_FILE, CALL_NAMES, compile_call, is_stepwise
from grader.child.guard import guard_functions, watch_operators
from grader.child.reading import read
from grader.child.trace import frames_in, in_words, message_of, plain
from grader.outcome import Raised, Returned
from grader.values import Array, Mapping, Value, ValueTooLarge, decode, encode, type_name
from grader.wire import (
    HEADER,
    Call,
    Checked,
    Load,
    Loaded,
    Order,
    Reply,
    TooLarge,
    WireError,
    frame_lengths,
    order_of,
    pack,
)

__all__ = ["MODULE_NAME", "serve"]

MODULE_NAME: Final = "submission"
MAX_NAMES: Final = 20
RESERVE_BYTES: Final = 4 * 1024 * 1024

Read = Callable[[int], bytes]
Write = Callable[[memoryview], int]


def serve(read: Read, write: Write) -> None:
    """Answer the grader's orders until it closes its end.

    `read(n)` returns at most n bytes, none at the end; `write(data)` returns how many it took.
    """
    orders = _orders(read)
    load = next(orders, None)
    if not isinstance(load, Load):
        return
    worker = _Worker(load, lambda reply: _write(write, pack(reply)))
    if not worker.load():
        return
    for order in orders:
        if isinstance(order, Call):
            worker.answer(order)


class _Worker:
    """One submission, loaded once and called many times."""

    def __init__(self, load: Load, send: Callable[[Reply], None]) -> None:
        self._load = load
        self._send = send
        self._used: list[str] = []
        self._reserve = mmap.mmap(-1, RESERVE_BYTES)  # to tell of a MemoryError with; untouched
        self._module = types.ModuleType(MODULE_NAME)
        self._module.__file__ = load.label

    def load(self) -> bool:
        """Read and run the source; say whether calls can follow."""
        try:
            code, found = read(self._load)
        except BaseException as error:  # noqa: BLE001 - any failure to parse is the student's
            self._send(Checked(unchanged=False, violations=()))
            self._send(self._raised(in_words(error)))
            return False
        self._send(found)
        guard_functions(self._load.forbid, self._used)
        sys.modules[MODULE_NAME] = self._module
        try:
            with watch_operators(self._load.forbid, self._used):
                exec(code, self._module.__dict__)  # noqa: S102 - this is what the child is for
        except BaseException as error:  # noqa: BLE001 - SystemExit and friends included
            _flush()
            self._send(self._raised(error))
            return False
        _flush()
        self._send(self._loaded())
        return True

    def answer(self, call: Call) -> None:
        """Call the function once and send what happened."""
        self._used.clear()
        inputs = decode(call.inputs)
        assert isinstance(inputs, dict)
        parts: dict[str, Value] = {}
        try:
            with watch_operators(self._load.forbid, self._used):
                value = self._run(call.code, inputs, parts)
            reply: Reply = Returned(value, _mutated(call.inputs, inputs), tuple(self._used))
        except ValueTooLarge as error:
            reply = TooLarge(str(error))
        except BaseException as error:  # noqa: BLE001 - SystemExit and friends included
            reply = self._raised(error, Mapping(parts))
            reply = structs.replace(reply, mutated=_mutated(call.inputs, inputs))
        _flush()
        self._reply(reply)

    def _run(self, code: str, inputs: dict[str, Any], parts: dict[str, Value]) -> Value:
        function = getattr(self._module, self._load.function)
        run = compile_call(code, _scope() | {self._load.function: function} | inputs)
        if not is_stepwise(run):
            return encode(run())
        steps: Any = run()
        for name, value in steps:
            parts[name] = encode(value, 1)
        return Mapping(parts)

    def _reply(self, reply: Reply) -> None:
        try:
            self._send(reply)
        except WireError as error:
            self._send(TooLarge(str(error)))

    def _loaded(self) -> Loaded:
        held = self._module.__dict__
        if callable(held.get(self._load.function)):
            return Loaded(defines=True)
        named = [name for name, thing in held.items() if type(name) is str and callable(thing)]
        names = [plain(name) for name in named if not name.startswith("_")]
        return Loaded(defines=False, names=tuple(names[:MAX_NAMES]))

    def _raised(self, error: BaseException, parts: Value = None) -> Raised:
        out_of_memory = issubclass(type(error), MemoryError)
        if out_of_memory:
            self._reserve.close()
        frames = frames_in(error, self._load.label)
        outside = () if frames else frames_in(error, CALL_FILE)
        return Raised(
            "MemoryError" if out_of_memory else type_name(error),
            message_of(error),
            frames,
            forbidden=tuple(self._used),
            parts=parts,
            call_line=outside[-1].line if outside else 0,
        )


def _scope() -> dict[str, object]:
    """Return what a call may name besides the function and its inputs."""
    scope = dict(CALL_NAMES)
    for name, module in (
        ("np", "numpy"),
        ("torch", "torch"),
        ("nn", "torch.nn"),
        ("F", "torch.nn.functional"),
    ):
        if module in sys.modules:
            scope[name] = sys.modules[module]
    return scope


def _mutated(before: Value, after: dict[str, Any]) -> tuple[str, ...]:
    """Name the inputs that no longer hold what was sent."""
    assert isinstance(before, Mapping)
    return tuple(name for name, value in before.items.items() if not _holds(after[name], value))


def _holds(thing: object, value: Value) -> bool:
    """Say whether a thing still is what was sent: byte for byte, for NaN is not equal to itself."""
    try:
        now = encode(thing, 1)
        if isinstance(value, Array):
            return now == value
        return msgpack.encode(now) == msgpack.encode(value)
    except BaseException:  # noqa: BLE001 - whatever it is now, it is not what was sent
        return False


def _flush() -> None:
    for name in ("stdout", "stderr"):
        with suppress(BaseException):  # the submission may have closed or deleted it
            getattr(sys, name).flush()


def _orders(read: Read) -> Iterator[Order]:
    while True:
        header = _exactly(read, HEADER.size)
        if header is None:
            return
        meta, data = frame_lengths(header)
        frame = _exactly(read, meta + data) or b""
        yield order_of(frame[:meta], frame[meta:])


def _exactly(read: Read, count: int) -> bytes | None:
    """Return exactly `count` bytes, or None at the end of the stream."""
    chunk = read(count)
    if len(chunk) == count:
        return chunk
    chunks = bytearray(chunk)
    while chunk and len(chunks) < count:
        chunk = read(count - len(chunks))
        chunks += chunk
    return bytes(chunks) if len(chunks) == count else None


def _write(write: Write, data: bytes) -> None:
    rest = memoryview(data)  # slicing bytes would copy 64 MB again and again
    while rest:
        rest = rest[write(rest) :]
