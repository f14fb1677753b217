"""The answer key that a folder of exercises may bring along: exercises/SLUG/answers.key.

    file = MAGIC | BLAKE2b of the problem, the seed and the rest (32) | msgpack of the AnswerKey

It holds the public cases, torch's answers to them and what the known mistakes do there: numbers
and sentences, never code. With it a student needs no torch and is told a known mistake by name.
It is as public as the statement beside it: who changes it misleads nobody else, since whoever
has the solutions makes a key of their own.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

import msgspec

from grader.answers.key import AnswerKey
from grader.problem import Problem

__all__ = ["RELEASED", "read_released", "write_released"]

RELEASED: Final = "answers.key"
MAGIC: Final = b"grader-public-key-1\n"
DIGEST_BYTES: Final = 32

_decoder = msgspec.msgpack.Decoder(AnswerKey)


def write_released(problem: Problem, seed: int, key: AnswerKey) -> bytes:
    """Return the file; ValueError for a key that holds anything of a secret case."""
    if problem.secret_groups is not None or any(case.secret for case in key.cases):
        raise ValueError(f"the key of {problem.slug} holds secret cases")
    body = msgspec.msgpack.encode(key)
    return MAGIC + _digest(problem, seed, body) + body


def read_released(problem: Problem, seed: int, content: bytes) -> AnswerKey | None:
    """Return the key in a file, or None where it is torn or for another problem or seed."""
    start = len(MAGIC) + DIGEST_BYTES
    body = content[start:]
    if content[:start] != MAGIC + _digest(problem, seed, body):
        return None
    try:
        return _decoder.decode(body)
    except msgspec.DecodeError:  # another version of the grader wrote it
        return None


def _digest(problem: Problem, seed: int, body: bytes) -> bytes:
    """Return what ties a key to the problem as students see it: a changed one needs a new key."""
    asked = msgspec.msgpack.encode((problem.slug, problem.file, seed), order="sorted")
    whole = blake2b(asked, digest_size=DIGEST_BYTES).digest() + body
    return blake2b(whole, digest_size=DIGEST_BYTES).digest()
