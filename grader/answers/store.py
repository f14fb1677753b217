"""Answer keys on disk: content-addressed, safe to write from two processes, safe to tear.

    file = MAGIC | keyed BLAKE2b of the rest (32) | msgpack of the AnswerKey

The name is the digest of everything that the key depends on, so a stale key is never found.
The keyed hash is made with a secret that lies beside the keys, readable by its owner alone:
a file that was torn, or put there by someone else, does not verify and is made again.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import stat
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

import grader
from grader.answers.key import AnswerKey
from grader.answers.released import RELEASED, read_released
from grader.problem import Problem

__all__ = ["KeyStore", "default_folder", "key_digest"]

MAGIC: Final = b"grader-key-1\n"
MAC_BYTES: Final = 32
SECRET_BYTES: Final = 32

_decoder = msgspec.msgpack.Decoder(AnswerKey)


def key_digest(problem: Problem, seed: int, torch_version: str) -> str:
    """Return the name of a key: a hash of all that its content depends on."""
    content = msgspec.msgpack.encode(
        (
            MAGIC,
            grader.__version__,
            torch_version,
            seed,
            problem.slug,
            problem.file,
            problem.secret_groups,
            problem.mistakes,
            problem.knobs,
            problem.limits,
        ),
        order="sorted",
    )
    return blake2b(content, digest_size=20).hexdigest()


def default_folder() -> Path:
    """Return the user's cache folder for keys: GRADER_CACHE, else XDG_CACHE_HOME, else ~."""
    named = os.environ.get("GRADER_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "grader"


class KeyStore:
    """A folder of answer keys; `note` is told in a sentence when something was not as it should.

    `exercises` and `solutions` are the folders of a pack that may bring keys of its own.
    """

    def __init__(
        self,
        folder: Path,
        note: Callable[[str], None],
        exercises: Path | None = None,
        solutions: Path | None = None,
    ) -> None:
        self._folder = folder
        self._exercises = exercises
        self._solutions = solutions
        self._note = note
        self._secret: bytes | None = None

    def read(self, digest: str) -> AnswerKey | None:
        """Return the key of that name, or None where there is none that can be trusted."""
        path = self._path(digest)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._note(f"the answer key {path} cannot be read ({error.strerror}); made again")
            return None
        key = self._verified(content)
        if key is None:
            self._note(f"the answer key {path} is damaged or not ours; made again")
        return key

    def released(self, problem: Problem, seed: int) -> AnswerKey | None:
        """Return the key that the pack brings, or None where none fits.

        Where there are solutions it comes from them alone: what students have decides nothing.
        """
        folder = self._exercises if problem.secret_groups is None else self._solutions
        if folder is None:
            return None
        path = folder / problem.slug / RELEASED
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._note(f"{_named(path)} cannot be read ({error.strerror})")
            return None
        key = read_released(problem, seed, content)
        if key is None:
            self._note(
                f"{_named(path)} is damaged or for another version of the problem or seed; not used"
            )
        return key

    def write(self, digest: str, key: AnswerKey) -> None:
        """Store a key; a full or read-only disk costs the cache, not the run."""
        path = self._path(digest)
        body = msgspec.msgpack.encode(key)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        try:
            content = MAGIC + self._mac(body) + body
            with open(temporary, "xb", opener=_private) as stream:
                stream.write(content)
            temporary.replace(path)  # the other writer's file is as good as ours
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            self._note(f"the answer key could not be kept in {self._folder} ({error.strerror})")

    def _verified(self, content: bytes) -> AnswerKey | None:
        start = len(MAGIC) + MAC_BYTES
        if not content.startswith(MAGIC) or len(content) < start:
            return None
        body = content[start:]
        try:
            if not hmac.compare_digest(content[len(MAGIC) : start], self._mac(body)):
                return None
            return _decoder.decode(body)
        except (OSError, msgspec.DecodeError):
            return None

    def _mac(self, body: bytes) -> bytes:
        if self._secret is None:
            self._secret = _owner_secret(self._folder)
        return blake2b(body, key=self._secret, digest_size=MAC_BYTES).digest()

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.key"


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


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
    temporary = path.with_name(f".secret.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with open(temporary, "xb", opener=_private) as stream:
            stream.write(secrets.token_bytes(SECRET_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)  # unlike replace, the first of two writers wins
    finally:
        temporary.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
