"""An answer key that comes along with a pack, so that its problems are judged without torch.

    exercises/SLUG/answers.key     the public cases: for students, as public as the statement
    solutions/SLUG/answers.key     all cases: for a machine that grades, as secret as secret.yaml

    file = MAGIC | BLAKE2b of the problem, the seed and the rest (32) | msgpack of the AnswerKey

It holds cases, torch's answers and what the known mistakes do: numbers and sentences, never code.
It is trusted as the folder that it lies in is: nobody's own grading is changed by a student who
changes the public one.
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
    """Return the file; ValueError for a public one that holds anything of a secret case."""
    if problem.secret_groups is None and any(case.secret for case in key.cases):
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
    """Return what ties a key to a problem: all of it that whoever reads the key has as well."""
    private: tuple[object, ...] = ()
    if problem.secret_groups is not None:
        private = (problem.secret_groups, problem.mistakes, problem.knobs)
    asked = msgspec.msgpack.encode((problem.slug, problem.file, seed, *private), order="sorted")
    whole = blake2b(asked, digest_size=DIGEST_BYTES).digest() + body
    return blake2b(whole, digest_size=DIGEST_BYTES).digest()
