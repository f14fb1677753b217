"""Files in the user's cache folder that are believed only where they are whole and ours.

    file = magic | keyed BLAKE2b of the rest (32) | the rest

The keyed hash is made with a secret that lies beside the files, readable by its owner alone: a file
that was torn, or put there by someone else, does not verify. Safe to write from two processes.
"""

from __future__ import annotations

import contextlib
import os
import stat
from hashlib import blake2b
from pathlib import Path
from typing import Final

__all__ = ["MAC_BYTES", "Damaged", "SealedFolder", "default_folder"]

MAC_BYTES: Final = 32
SECRET_BYTES: Final = 32


class Damaged(Exception):
    """A file that was torn, or is not ours."""


def default_folder() -> Path:
    """Return the user's cache folder: GRADER_CACHE, else XDG_CACHE_HOME, else ~."""
    named = os.environ.get("GRADER_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "grader"


class SealedFolder:
    """Reads and writes files of one kind, which `magic` tells from others."""

    def __init__(self, folder: Path, magic: bytes) -> None:
        self.folder = folder
        self._magic = magic
        self._secret: bytes | None = None

    def read(self, name: str) -> bytes:
        """Return what a file holds; raises OSError, or Damaged where it does not verify."""
        content = (self.folder / name).read_bytes()
        start = len(self._magic) + MAC_BYTES
        if not content.startswith(self._magic) or len(content) < start:
            raise Damaged(name)
        body = content[start:]
        import hmac  # late, as it brings a library of its own

        try:
            sound = hmac.compare_digest(content[len(self._magic) : start], self.mac(body))
        except OSError:  # without its secret nothing can be believed
            sound = False
        if not sound:
            raise Damaged(name)
        return body

    def write(self, name: str, body: bytes) -> None:
        """Write a file whole or not at all; raises OSError where that cannot be."""
        path = self.folder / name
        temporary = path.with_name(f".{name}.{os.getpid()}.{_token()}")
        try:
            content = self._magic + self.mac(body) + body
            with open(temporary, "xb", opener=_private) as stream:
                stream.write(content)
            temporary.replace(path)  # the other writer's file is as good as ours
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise

    def mac(self, body: bytes) -> bytes:
        """Return the keyed hash of a body; raises OSError where the secret cannot be had."""
        if self._secret is None:
            self._secret = _owner_secret(self.folder)
        return blake2b(body, key=self._secret, digest_size=MAC_BYTES).digest()


def _owner_secret(folder: Path) -> bytes:
    """Return the owner's secret, made on first use; raises OSError where that cannot be."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "secret"
    if not path.exists():
        _make_secret(path)
    if not _is_sound(path):
        path.unlink()
        _make_secret(path)
    return path.read_bytes()


def _is_sound(path: Path) -> bool:
    """Say whether a secret is whole and ours: an empty or a known one would let others sign."""
    found = path.lstat()
    ours = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    return ours and stat.S_ISREG(found.st_mode) and found.st_size == SECRET_BYTES


def _make_secret(path: Path) -> None:
    temporary = path.with_name(f".secret.{os.getpid()}.{_token()}")
    try:
        with open(temporary, "xb", opener=_private) as stream:
            stream.write(os.urandom(SECRET_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)  # unlike replace, the first of two writers wins
    finally:
        temporary.unlink(missing_ok=True)


def _token() -> str:
    return os.urandom(4).hex()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
