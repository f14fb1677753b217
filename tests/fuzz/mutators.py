"""Changes that keep the grammar: of a frame's message, of a text's lines and words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any, Final

from msgspec import DecodeError, msgpack

from grader.wire import HEADER, MAGIC

__all__ = ["MUTATORS", "Mutator", "frame_of", "mutate_frame", "mutate_text"]

Mutator = Callable[[bytes, random.Random], bytes]

ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    2**64 - 1,
    -(2**63),
    0.5,
    float("nan"),
    float("inf"),
    -0.0,
    "",
    "::error::x",
    "##[error]x",
    "\x1b[2J\u202e\x00\r\n",
    "x" * 3000,
    "item 3",
    "item x, b",
    "dx",
    "n",
    "ValueError",
    "MemoryError",
    "ForbiddenCall",
    "list",
    "tuple",
    "ndarray",
    "tensor",
    "scalar",
    "bool",
    "int8",
    "float16",
    "float64",
    "complex128",
    "object",
    b"",
    b"\x00" * 8,
    [],
    {},
    [0, 3, 3],
    [2, 2],
    [60_000_000, 0],
    [2**40, 2**40],
    {"type": "array", "kind": "ndarray", "dtype": "float64", "shape": [2, 2]},
    {"type": "array", "kind": "scalar", "dtype": "bool", "shape": []},
    {"type": "sequence", "kind": "list", "items": []},
    {"type": "mapping", "items": {}},
    {"type": "opaque", "type_name": "\x1bX"},
    {"line": 2, "function": "::error::f"},
)
WORDS: Final = (
    rb"null|true|\.nan|\.inf|1e400|-1|0|9999999999999999999|0x1F|1_000|2001-01-01|~|<<|!!python/x"
    rb"|*a|&a b|[|]|{|}|'|\"|- |: |\t|#|%TAG|---|\x00|\xff|\xe2\x80\xae|@|`|'\\x'"
    rb"|groups|inputs|expect|points|repeat|let|call|integers(1, 0)|small_integers(-1)|x.__class__"
    rb"|[[1, 2], [3]]|[i for i in range(3)]|lambda: 1|normal(10**9)|ndarray|tensor|pair|int \| none"
).split(b"|")
TOKEN: Final = re.compile(rb"[A-Za-z_][\w-]*|\d+(?:\.\d+)?|\s+|.", re.DOTALL)


def frame_of(meta: bytes, data: bytes) -> bytes:
    """Return a frame whose header is right."""
    return HEADER.pack(MAGIC, len(meta), len(data)) + meta + data


def mutate_frame(data: bytes, chance: random.Random) -> bytes:
    """Change the message in a frame, which a byte precedes; the header fits the result."""
    if len(data) < 1 + HEADER.size:
        return data
    which, header, body = data[0], data[1 : 1 + HEADER.size], data[1 + HEADER.size :]
    _, length, _ = HEADER.unpack(header)
    try:
        tree = msgpack.decode(body[:length], strict=False)
    except (DecodeError, RecursionError, ValueError):
        return data
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        tree = _changed(tree, chance, 0)
    rest = body[length:]
    if chance.random() < 0.3:
        rest = bytes(chance.choice((0, 1, 8, 24, 32, 96)))
    if chance.random() < 0.2:
        which = chance.randrange(256)
    try:
        return bytes([which]) + frame_of(msgpack.encode(tree), rest)
    except (OverflowError, RecursionError, ValueError):
        return data


def _changed(tree: Any, chance: random.Random, depth: int) -> Any:
    """Return a tree with one place changed, most often a leaf."""
    if depth > 40 or not isinstance(tree, (dict, list)) or not tree or chance.random() < 0.1:
        return chance.choice(ODD) if chance.random() < 0.9 else [tree] * chance.randrange(40)
    if isinstance(tree, dict):
        key = chance.choice(list(tree))
        changed = dict(tree)
        match chance.randrange(8):
            case 0:
                changed.pop(key)
            case 1:
                changed[str(chance.choice(ODD))] = changed[key]
            case _:
                changed[key] = _changed(tree[key], chance, depth + 1)
        return changed
    place = chance.randrange(len(tree))
    items = list(tree)
    match chance.randrange(8):
        case 0:
            items.pop(place)
        case 1:
            items = items[:place] + [items[place]] * chance.randrange(1, 30) + items[place:]
        case _:
            items[place] = _changed(items[place], chance, depth + 1)
    return items


def mutate_text(data: bytes, chance: random.Random) -> bytes:
    """Change words or lines of a text; its first byte is left in place."""
    first, text = data[:1], data[1:]
    for _ in range(chance.choice((1, 1, 2, 3))):
        text = _changed_text(text, chance)
    return first + text


def _changed_text(text: bytes, chance: random.Random) -> bytes:
    parts = TOKEN.findall(text) if chance.random() < 0.6 else text.splitlines(keepends=True)
    if not parts:
        return chance.choice(WORDS)
    place, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    match chance.randrange(6):
        case 0:
            parts.pop(place)
        case 1:
            parts.insert(place, parts[other])
        case 2:
            parts[place], parts[other] = parts[other], parts[place]
        case 3:
            parts.insert(place, chance.choice(WORDS))
        case 4:
            parts[place] = chance.choice(WORDS)
        case _:
            parts[place] = parts[place] * chance.choice((2, 3, 50))
    return b"".join(parts)


MUTATORS: Final[dict[str, Mutator]] = {
    "report": mutate_frame,
    "yaml": mutate_text,
    "expression": lambda data, chance: mutate_text(b"0" + data, chance)[1:],
    "source": lambda data, chance: mutate_text(b"0" + data, chance)[1:],
}
