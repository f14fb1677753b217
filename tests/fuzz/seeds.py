"""Where fuzzing starts from: sound frames, the course's own files, a vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fuzz.subjects import ARRAY, EXPECTED, NAMES, keys
from small_pack import SMALL_PACK

from grader.cases.vocabulary import VOCABULARY
from grader.outcome import Frame, Raised, Returned
from grader.values import Mapping, Opaque, Sequence, Value
from grader.wire import Checked, Loaded, Reply, TooLarge, Violation, pack

__all__ = ["replies", "seeds"]

ROOT = Path(__file__).parents[2]


def replies() -> Iterator[Reply]:
    """Yield one reply of each kind, and one for each kind of answer."""
    yield Checked(unchanged=False, violations=(Violation(1, "uses convolve"),))
    yield Loaded(defines=False, names=("doubled",))
    yield TooLarge("an array of shape (1,)")
    yield Raised("ValueError", "text", (Frame(2, "double"),), ("x",), (), Mapping({"a": 1}))
    values: tuple[Value, ...] = (
        *(expected for expected, _ in EXPECTED),
        Opaque("generator"),
        Sequence("list", (ARRAY, 2, "x", None)),
        Mapping({"dx": ARRAY, "item 1": Sequence("list", (1,))}),
    )
    yield from (Returned(value, ("x",) if value is None else ()) for value in values)


def seeds(name: str) -> Iterator[bytes]:
    """Yield the inputs that fuzzing of a subject starts from."""
    match name:
        case "wire":
            yield from map(pack, replies())
        case "link":
            frames = [pack(reply) for reply in replies()]
            yield from (bytes(range(8)) + frame + frames[0] for frame in frames)
        case "report":
            for number in range(len(EXPECTED)):
                yield from (bytes([number]) + pack(reply) for reply in replies())
        case "source":
            for path in sorted(ROOT.glob("solutions/*/*/*.py")):
                yield path.read_bytes()
        case "yaml":
            for number, name_ in enumerate(NAMES):
                yield bytes([number]) + SMALL_PACK[name_].encode()
            yield from (b"\0" + p.read_bytes() for p in ROOT.glob("exercises/*/problem.yaml"))
            yield from (b"\1" + p.read_bytes() for p in ROOT.glob("solutions/*/secret.yaml"))
        case "expression":
            yield from (f"{word}(1, 2)".encode() for word in sorted(VOCABULARY))
            yield b"[integers(0, i) if i else x[-1] for i in range(H)]"
            yield b"choice([zeros(2, H), delta(3, at=1).T]) @ ones(2) - 1 % 2"
        case _:
            yield keys().content
            yield bytes(range(64))
