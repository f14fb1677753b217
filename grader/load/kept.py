"""What was read of a pack before, found again by the bytes it was read from; no YAML is read then.

Only what had no fault is kept. Whatever reading depends on is in the fingerprint: the files, their
names, the course's defaults, this Python and this code; anything else is read as ever.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

import grader
from grader.sealed import Damaged, SealedFolder, default_folder

__all__ = ["Note", "Origin", "kept", "silent"]

MAGIC: Final = b"grader-pack-1\n"
DIGEST_BYTES: Final = 20
SOURCES: Final = ("accepted", "wrong_answer")
READ: Final = (".py", ".yaml")

Note = Callable[[str], None]
T = TypeVar("T", bound=Struct)


def silent(_: str) -> None:
    """Tell nobody."""


class Origin(Struct, frozen=True):
    """Where something is read from: its files, and what else decides how they are read."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...] = ()
    besides: object = None


def kept(kind: type[T], origin: Origin, read: Callable[[], T], note: Note = silent) -> T:
    """Return what was kept of this origin, else what `read` returns, which is then kept.

    Whatever `read` raises is raised, so a fault reads the same with and without what is kept.
    """
    try:
        fingerprint = _fingerprint(kind, origin)
    except OSError:  # a file is missing or unreadable: reading it says so best
        return read()
    shelf = SealedFolder(default_folder(), MAGIC)
    name = f"{_digest(kind.__name__, *map(_place, (*origin.files, *origin.folders)))}.pack"
    found = _found(shelf, name, fingerprint, note)
    if found is not None:
        try:
            return msgspec.msgpack.decode(found, type=kind)
        except msgspec.DecodeError:
            note(f"{shelf.folder / name} is of another version; the pack is read again")
    thing, body = _as_it_comes_back(read())
    with suppress(OSError):  # a full or read-only disk costs nothing but time
        if body and _fingerprint(kind, origin) == fingerprint:  # nothing was written meanwhile
            shelf.write(name, fingerprint + body)
    return thing


def _as_it_comes_back(thing: T) -> tuple[T, bytes]:
    """Return a thing as it is when it has been kept, and what to keep; nothing if it differs.

    A default of 10 comes back as 10.0, and an answer key's name is made from such numbers.
    """
    try:
        body = msgspec.msgpack.encode(thing)
        back = msgspec.msgpack.decode(body, type=type(thing))
    except (msgspec.MsgspecError, OverflowError, TypeError, RecursionError):
        return thing, b""
    return (back, body) if back == thing else (thing, b"")


def _found(shelf: SealedFolder, name: str, fingerprint: bytes, note: Note) -> bytes | None:
    """Return what is kept under a name, if it was read from the same."""
    try:
        content = shelf.read(name)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        why = f"({error.strerror})"
        note(f"what is kept in {shelf.folder} cannot be read {why}; the pack is read again")
        return None
    except Damaged:
        note(f"{shelf.folder / name} is damaged or not ours; the pack is read again")
        return None
    return content[DIGEST_BYTES:] if content[:DIGEST_BYTES] == fingerprint else None


def _fingerprint(kind: type[Struct], origin: Origin) -> bytes:
    parts: list[str | bytes] = [
        grader.__version__,
        sys.version,
        kind.__name__,
        repr(origin.besides),
        *_code(),
    ]
    parts.append(os.fspath(Path.cwd()))  # faults and arguments name their files from here
    for path in (*origin.files, *(path for folder in origin.folders for path in _inside(folder))):
        read = path.suffix in READ and path.is_file()
        parts += [os.fspath(path), path.read_bytes() if read else b""]
    return bytes.fromhex(_digest(*parts))


def _inside(folder: Path) -> Iterator[Path]:
    """Yield everything in a folder of solutions that reading looks at, if only at its name."""
    for path in sorted(folder.iterdir()):
        yield path
        if path.name in SOURCES:
            yield from sorted(path.glob("*.py"))


@cache
def _code() -> tuple[str, ...]:
    """Return what changes when this package does, as it does where it is being worked on."""
    here = Path(__file__).parent
    found: list[str] = []
    for folder in (here, here.parent):
        with os.scandir(folder) as entries:
            found += (
                f"{entry.name} {entry.stat().st_mtime_ns}"
                for entry in entries
                if entry.name.endswith(".py")
            )
    return tuple(sorted(found))


def _place(path: Path) -> str:
    return os.fspath(path.absolute())


def _digest(*parts: str | bytes) -> str:
    return _hashed(part.encode() if isinstance(part, str) else part for part in parts)


def _hashed(parts: Iterable[bytes]) -> str:
    found = blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.hexdigest()
