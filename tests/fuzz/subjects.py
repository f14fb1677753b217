"""What is fuzzed: one function a reader, from bytes to nothing, that fails where a law is broken.

    wire         a reply that decodes says the same when it is encoded again
    link         a child's stream, in any pieces, gives the same replies
    report       whatever a child replies, the reports can be printed and are clean and short
    source       reading a source ends in a tree or in an error that the child tells of
    yaml         a pack gives problems or faults with a place
    expression   an expression gives a thing or a ValueError
    key_file     a key that was touched is no key

Each is used twice: by Hypothesis in the suite, by atheris in `targets/`.
"""

from __future__ import annotations

import os
import socket
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from hygiene import faults_in
from msgspec import msgpack
from msgspec.structs import replace
from small_pack import SMALL_PACK
from small_problem import small_problem

from grader.answers import AnswerKey, KeyStore, KnownMistake
from grader.cases import Case
from grader.cases.expression import MAX_LENGTH
from grader.cases.vocabulary import SeededDraw, evaluate
from grader.checkers import agree
from grader.child.policy import check_source
from grader.child.reading import parse, same
from grader.errors import PackError
from grader.execute import Execution, Missing
from grader.judging.judgement import judgement
from grader.load import check_pack, load_problem
from grader.outcome import Garbled, Outcome, OutputExceeded, Raised, Returned
from grader.pack_file import Returns, Tolerance
from grader.problem import Problem
from grader.render.json_report import json_report
from grader.render.text import problem_text, summary_text
from grader.report import ProblemResult, Report
from grader.sandbox import Child, Gone, Noise, Received
from grader.spawning import Ended, Spawn
from grader.submission import Submission
from grader.values import Array, Mapping, Sequence, Value
from grader.wire import (
    HEADER,
    Checked,
    Loaded,
    Reply,
    TooLarge,
    WireError,
    frame_lengths,
    pack,
    reply_of,
)

__all__ = [
    "SUBJECTS",
    "expression",
    "key_file",
    "link",
    "report",
    "report_on",
    "source",
    "wire",
    "yaml",
]

MAX_TEXT = 200_000
MAX_JSON = 2_000_000


def wire(frame: bytes) -> None:
    reply = read(frame)
    if reply is None:
        return
    again = read(pack(reply))
    assert again is not None
    assert pack(again) == pack(reply)
    assert msgpack.encode(again) == msgpack.encode(reply)  # == on structs would call NaN unequal


def read(frame: bytes) -> Reply | None:
    """Return the reply in a frame, as the grader reads it."""
    if len(frame) < HEADER.size:
        return None
    try:
        meta, data = frame_lengths(frame[: HEADER.size])
        body = frame[HEADER.size :]
        return reply_of(body[:meta], body[meta : meta + data])
    except WireError:
        return None


class NoSandbox:
    """Stands where children come from."""

    def spawn(self, request: Spawn) -> Child:
        raise NotImplementedError

    def end(self, pid: int, grace_seconds: float) -> Ended:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def link(data: bytes) -> None:
    """Take the first bytes as the places where the stream is cut."""
    cuts, stream = data[:8], data[8:]
    assert received(stream, cuts) == received(stream, b"")


def received(stream: bytes, cuts: bytes) -> list[bytes]:
    """Return what comes out at the grader's end of a child's stream."""
    ours, its = socket.socketpair()
    ours_too, its_output = socket.socketpair()
    with ours, its, ours_too, its_output:
        child = Child(NoSandbox(), 0, ours, ours_too)
        got = list(_received(child, its, _pieces(stream, cuts)))
        child._selector.close()
    return [msgpack.encode(one) for one in got]


def _received(child: Child, end: socket.socket, pieces: list[bytes]) -> Iterator[Received]:
    end.setblocking(False)  # noqa: FBT003 - the socket's own way of saying it
    for piece in pieces:
        rest = piece
        while rest:
            try:
                rest = rest[end.send(rest) :]
            except BlockingIOError:
                child._fill()
        child._fill()
    end.shutdown(socket.SHUT_WR)
    while True:
        one = child.receive(5)
        yield one
        if isinstance(one, Gone | Noise):
            return


def _pieces(stream: bytes, cuts: bytes) -> list[bytes]:
    pieces = []
    for cut in cuts:
        pieces.append(stream[:cut])
        stream = stream[cut:]
    return [*pieces, stream]


ARRAY = Array("ndarray", "float64", (2, 2), bytes(32))
LINE = Array("ndarray", "int64", (3,), bytes(24))
EXPECTED: tuple[tuple[Value, Returns], ...] = (
    (ARRAY, Returns(type="ndarray")),
    (replace(ARRAY, kind="tensor"), Returns(type="tensor", dtype="float64")),
    (Array("ndarray", "bool", (), b"\1"), Returns(type="ndarray")),
    (Array("ndarray", "complex128", (1, 1, 2), bytes(32)), Returns(type="ndarray")),
    (2.5, Returns(type="float")),
    (7, Returns(type="int")),
    ("text", Returns(type="str")),
    (None, Returns(type="none")),
    (True, Returns(type="bool")),
    (Sequence("tuple", (1, 2)), Returns(type="pair")),
    (Sequence("list", (LINE, "a", Sequence("list", (1.0,)))), Returns(type="list")),
    (Mapping({"dx": ARRAY, "b": Sequence("tuple", (LINE,)), "n": 1}), Returns(type="any")),
)
SOURCE = b"def double(x):\n    return x\n"


def report(data: bytes) -> None:
    """Judge what a child replies, a byte saying to which question, and print the result."""
    if not data:
        return
    reply = read(data[1:])
    if reply is not None:
        report_on(reply, data[0])


def report_on(reply: Reply, number: int) -> None:
    expected, returns = EXPECTED[number % len(EXPECTED)]
    problem, key = _problem(number % len(EXPECTED))
    submission = Submission("double", "\x1b[31mmine\u202e.py", SOURCE)
    outcome = _outcome(reply)
    if isinstance(outcome, Returned | Raised):
        agree(outcome, key.mistakes[0].outcomes[0], Tolerance())
    if isinstance(reply, Loaded):
        execution = Execution(failure=Missing("double", reply.names))
    elif isinstance(reply, Checked):
        execution = Execution(failure=outcome, violations=reply.violations[:1])
    elif number & 0x80:
        execution = Execution(failure=outcome if not isinstance(outcome, Returned) else None)
        execution = execution if execution.failure else Execution(unchanged=True)
    else:
        printed = b"\x1b]0;title\x07\r::error::x\n##[error]y\xff\xfe" * 100
        execution = Execution(
            outcomes=(outcome, outcome), printed=(printed, printed), seconds=(0.1, 0.1)
        )
    acts = execution.outcomes
    result = judgement(problem, submission, key, execution, acts)
    check_report(result)
    assert returns == problem.file.returns
    if result.score == result.max_score:
        assert isinstance(outcome, Returned)
        assert outcome.mutated == outcome.forbidden == ()
        assert agree(outcome, Returned(expected), Tolerance()) or isinstance(expected, Array | int)


def check_report(result: ProblemResult) -> None:
    """Fail where a result cannot be printed as it should be."""
    whole = Report((result,), "seccomp")
    text = problem_text(result) + summary_text(whole)
    assert len(text) < MAX_TEXT
    assert not faults_in(_unstyled(text), longest=3_000)
    data = json_report(whole)
    assert len(data) < MAX_JSON
    assert not faults_in(data, longest=3_000)


def _unstyled(text: str) -> str:
    from click import unstyle

    return unstyle(text)


@lru_cache
def _problem(number: int) -> tuple[Problem, AnswerKey]:
    expected, returns = EXPECTED[number]
    problem = small_problem(returns=returns)
    cases = tuple(
        Case(group=group, index=0, secret=bool(group), inputs={"x": LINE}) for group in (0, 1)
    )
    known = KnownMistake("other", "says other", (Returned(0), Raised("ValueError", "")))
    return problem, AnswerKey(cases, (expected, expected), (known,))


def _outcome(reply: Reply) -> Outcome:
    match reply:
        case Returned() | Raised():
            return reply
        case TooLarge(what):
            return OutputExceeded(f"it returned {what}")
        case _:
            return Garbled(f"a reply out of turn: {type(reply).__name__}")


def source(data: bytes) -> None:
    """Read a source as the child does; nothing of it runs."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parse(data, "mine.py")
            compile(tree, "mine.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError, UnicodeError):
        return
    same(tree, parse(b"def double(x): ...", "mine.py"))
    try:
        found = check_source(tree, ("numpy",), ("np.convolve", "as_strided", "aten.convolution"))
    except RecursionError:
        return
    assert all(violation.line >= 0 and violation.what for violation in found)


@contextmanager
def _pack(files: dict[str, bytes]) -> Iterator[Path]:
    base = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112
    with tempfile.TemporaryDirectory(dir=base) as folder:
        for name, text in {**{k: v.encode() for k, v in SMALL_PACK.items()}, **files}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        yield Path(folder)


NAMES = ("exercises/double/problem.yaml", "solutions/double/secret.yaml", "exercises/course.yaml")


def yaml(data: bytes) -> None:
    """Load a pack of which one file, as the first byte says, is the rest of the data."""
    if not data:
        return
    with _pack({NAMES[data[0] % len(NAMES)]: data[1:]}) as folder:
        exercises, solutions = folder / "exercises", folder / "solutions"
        faults = check_pack(exercises, solutions)
        assert all(fault.path.name and str(fault) for fault in faults)
        if data[0] % len(NAMES) == 2:
            return
        try:
            load_problem("double", exercises, solutions)
        except PackError as error:
            found = error.faults
        else:
            found = ()
        assert bool(found) == bool(faults)


def expression(data: bytes) -> None:
    """Evaluate an expression; powers and long numbers are left out: they only take long."""
    text = data.decode("utf-8", "replace")
    digits = max((len(word) for word in _numbers(text)), default=0)
    if "**" in text or digits > 3 or len(text) > MAX_LENGTH + 10:
        return
    if sum(text.count(word) for word in ("for", "range", "*")) > 2:
        return
    try:
        evaluate(text, {"H": 3, "x": [1, 2]}, SeededDraw(0))
    except ValueError:
        return


def _numbers(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "_" else " " for c in text).split()


class Keys:
    """A folder with one sound key."""

    def __init__(self) -> None:
        base = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112
        self.folder = tempfile.TemporaryDirectory(dir=base)
        self.store = KeyStore(Path(self.folder.name), lambda _: None)
        self.key = _problem(0)[1]
        self.store.write("sound", self.key)
        self.content = Path(self.folder.name, "sound.key").read_bytes()

    def read(self, content: bytes) -> AnswerKey | None:
        Path(self.folder.name, "other.key").write_bytes(content)
        return self.store.read("other")


@lru_cache
def keys() -> Keys:
    return Keys()


def key_file(data: bytes) -> None:
    """Take the data as a whole key file, and as changes to a sound one."""
    held = keys()
    assert held.read(data) is None or data == held.content
    changed = bytearray(held.content)
    for at, byte in zip(data[::2], data[1::2], strict=False):
        changed[at * 7 % len(changed)] ^= byte
    assert (held.read(bytes(changed)) is None) == (bytes(changed) != held.content)
    cut = held.content[: len(data) % len(held.content)]
    assert held.read(cut) is None


SUBJECTS: dict[str, Callable[[bytes], None]] = {
    "wire": wire,
    "link": link,
    "report": report,
    "source": source,
    "yaml": yaml,
    "expression": expression,
    "key_file": key_file,
}
