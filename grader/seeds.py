"""Which cases a student gets: the same for all, or drawn for each from a secret.

    secret, student, problem  -- HMAC-SHA256 -->  variant 1 of N  -- HMAC-SHA256 -->  seed

Without the secret nobody can tell which variant is whose, nor draw one. With it and the names the
same seeds come out again, on any machine and in any year.
"""

from __future__ import annotations

import hmac
import os
import stat
import sys
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from grader.clean import clean
from grader.errors import UsageError

__all__ = ["OneForAll", "PerStudent", "Seeds", "read_secret"]

LEAST_BYTES: Final = 32
MOST_BYTES: Final = 4096
MAKE: Final = "python -c 'import secrets; print(secrets.token_hex(32))'"


class Seeds(Protocol):
    """Says which seed draws the cases of a student's problem; each is at least 0."""

    def seed(self, student: str, slug: str) -> int:
        """Return the seed."""

    def __str__(self) -> str:
        """Return how the seeds are chosen, for the log; never the secret."""


class OneForAll(Struct, frozen=True):
    """Everybody gets the same cases."""

    number: int

    def seed(self, student: str, slug: str) -> int:  # noqa: ARG002 - the same for all
        """Return the seed."""
        return self.number

    def __str__(self) -> str:
        return str(self.number)


class PerStudent(Struct, frozen=True):
    """Each student gets one of `variants` draws of each problem; with 0, a draw of their own."""

    secret: bytes
    variants: int

    def seed(self, student: str, slug: str) -> int:
        """Return the seed: 63 bits, so that a database holds it too."""
        own = self._number("student", slug, student)
        return self._number("variant", slug, str(own % self.variants)) if self.variants else own

    def __str__(self) -> str:
        return f"per student, {self.variants or 'unlimited'} variants"

    def __repr__(self) -> str:
        return f"PerStudent({self})"  # a traceback must not hold the secret

    def _number(self, *words: str) -> int:
        text = b"".join(b"%d:%b" % (len(word), word) for word in map(_bytes, words))
        return int.from_bytes(hmac.digest(self.secret, text, sha256)[:8], "big") >> 1


def read_secret(path: Path, kept_from: tuple[Path, ...]) -> bytes:
    """Return the secret in a file; UsageError where it is not one that stays secret.

    It must lie in none of the folders `kept_from` and in no git work tree: those are shared.
    """
    shown = clean(str(path))
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UsageError(f"{shown} is no regular file; {how_to_make(path)}")
        secret = path.read_bytes().strip() if found.st_size <= MOST_BYTES else b""
    except FileNotFoundError:
        raise UsageError(f"no secret {shown}; {how_to_make(path)}") from None
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}") from None
    _check_place(path, kept_from)
    if os.name == "posix" and found.st_mode & 0o077:
        raise UsageError(f"{shown} can be read by other users; run: chmod 600 {shown}")
    if found.st_size > MOST_BYTES:
        raise UsageError(f"{shown} is over {MOST_BYTES} bytes; {how_to_make(path)}")
    if len(secret) < LEAST_BYTES:
        raise UsageError(
            f"{shown} holds {len(secret)} bytes, of which at least {LEAST_BYTES} are needed; "
            + how_to_make(path)
        )
    if len(set(secret)) < 8:
        raise UsageError(f"{shown} can be guessed; {how_to_make(path)}")
    return secret


def how_to_make(path: Path) -> str:
    """Return the line that makes a secret which nobody else can read."""
    if sys.platform == "win32":
        return f"make one: {MAKE} > {path}"
    return f"make one: (umask 077; {MAKE} > {path})"


def _check_place(path: Path, kept_from: tuple[Path, ...]) -> None:
    place = path.resolve()
    for folder in kept_from:
        if place.is_relative_to(folder.resolve()):
            raise UsageError(
                f"{path} lies in {folder}, which others get to see; move the secret out of it, "
                "to your home folder, say"
            )
    tree = next((one for one in place.parents if (one / ".git").exists()), None)
    if tree is not None:
        raise UsageError(
            f"{path} lies in the git work tree {tree}, where one commit would publish it; move "
            "the secret out of it, to your home folder, say"
        )


def _bytes(word: str) -> bytes:
    return word.encode("utf-8", "surrogateescape")
