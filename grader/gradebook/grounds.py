"""What a judgement rests on: the address of a result, and the reason where a score changes.

    submission + problem (public, reference, secret, mistakes) + seed + versions + isolation
        -> Grounds -> digest, under which the result is kept

Two judgements on the same grounds give the same result, so the second is never made.
"""

from __future__ import annotations

import platform
from hashlib import blake2b
from pathlib import PurePath
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

import grader
from grader.answers import key_digest, torch_version
from grader.problem import Problem
from grader.submission import Submission

__all__ = [
    "Grounds",
    "ProblemGrounds",
    "Versions",
    "differences",
    "digest_of",
    "problem_grounds",
    "source_digest",
]

FORMAT: Final = "grader-result-1"
WORDS: Final = {
    "submission": "a new submission",
    "public": "the problem's public part changed",
    "reference": "the reference changed",
    "secret": "the secret cases changed",
    "mistakes": "the known mistakes changed",
    "key": "the cases changed",
    "seed": "another seed",
    "torch": "another version of torch",
    "numpy": "another version of NumPy",
    "python": "another version of Python",
    "grader": "another version of the grader",
    "isolation": "another isolation",
}
"""How a log says which of the grounds is another."""


class Versions(Struct, frozen=True):
    """The programs that a judgement depends on."""

    grader: str
    torch: str
    numpy: str
    python: str

    @classmethod
    def here(cls) -> Versions:
        """Return the versions installed here, importing none of them."""
        from importlib.metadata import version

        return cls(
            grader=grader.__version__,
            torch=torch_version() or "none",
            numpy=version("numpy"),
            python=platform.python_version(),
        )


class ProblemGrounds(Struct, frozen=True):
    """What of a judgement belongs to the problem and the seed, each part as a hash."""

    slug: str
    key: str
    public: str
    reference: str
    secret: str
    mistakes: str
    seed: int


class Grounds(Struct, frozen=True):
    """All that a judgement rests on; equal grounds, equal results.

    Gradebooks of years ago hold these: a field that is added needs a default.
    """

    submission: str
    key: str
    public: str
    reference: str
    secret: str
    mistakes: str
    seed: int
    torch: str
    numpy: str
    python: str
    grader: str
    isolation: str


def problem_grounds(problem: Problem, seed: int, versions: Versions) -> ProblemGrounds:
    """Return the hashes of a problem's parts; any change of the problem changes one of them."""
    return ProblemGrounds(
        slug=problem.slug,
        key=key_digest(problem, seed, versions.torch),
        public=_hash(replace(problem.file, reference=""), problem.limits),
        reference=_hash(problem.file.reference),
        secret="" if problem.secret_groups is None else _hash(problem.secret_groups),
        mistakes=_hash(problem.mistakes, problem.knobs),
        seed=seed,
    )


def digest_of(
    submission: Submission, problem: ProblemGrounds, versions: Versions, isolation: str
) -> tuple[str, Grounds]:
    """Return the address of a submission's result, and what it is made of."""
    grounds = Grounds(
        submission=source_digest(submission),
        key=problem.key,
        public=problem.public,
        reference=problem.reference,
        secret=problem.secret,
        mistakes=problem.mistakes,
        seed=problem.seed,
        torch=versions.torch,
        numpy=versions.numpy,
        python=versions.python,
        grader=versions.grader,
        isolation=isolation,
    )
    return _hash(FORMAT, problem.slug, grounds), grounds


def source_digest(submission: Submission) -> str:
    """Return the hash of a source and its file name: two students' copies have the same.

    Folders are left out, as they are where it is judged: they may hold a student's name.
    """
    return _hash(PurePath(submission.label).name, submission.source)


def differences(old: Grounds, new: Grounds) -> tuple[str, ...]:
    """Return in words which grounds are other ones."""
    before, after = asdict(old), asdict(new)
    names = [name for name in WORDS if before[name] != after[name]]
    if len(names) > 1 and "key" in names:
        names.remove("key")  # the hash over several of the others
    return tuple(WORDS[name] for name in names)


def _hash(*parts: object) -> str:
    content = msgspec.msgpack.encode(parts, order="sorted")
    return blake2b(content, digest_size=20).hexdigest()
