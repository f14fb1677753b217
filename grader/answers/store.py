"""Answer keys on disk: content-addressed, safe to write from two processes, safe to tear.

The name is the digest of everything that the key depends on, so a stale key is never found. A file
that was torn, or put there by someone else, is not believed and made again (`grader.sealed`).
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

import grader
from grader.answers.key import AnswerKey
from grader.answers.released import RELEASED, read_released
from grader.problem import Problem
from grader.sealed import Damaged, SealedFolder, default_folder

__all__ = ["KeyStore", "default_folder", "key_digest"]

MAGIC: Final = b"grader-key-1\n"

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
        self._sealed = SealedFolder(folder, MAGIC)
        self._exercises = exercises
        self._solutions = solutions
        self._note = note

    def read(self, digest: str) -> AnswerKey | None:
        """Return the key of that name, or None where there is none that can be trusted."""
        path = self._sealed.folder / _file(digest)
        try:
            return _decoder.decode(self._sealed.read(path.name))
        except FileNotFoundError:
            return None
        except OSError as error:
            self._note(f"the answer key {path} cannot be read ({error.strerror}); made again")
        except (Damaged, msgspec.DecodeError):
            self._note(f"the answer key {path} is damaged or not ours; made again")
        return None

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
        try:
            self._sealed.write(_file(digest), msgspec.msgpack.encode(key))
        except OSError as error:
            folder = self._sealed.folder
            self._note(f"the answer key could not be kept in {folder} ({error.strerror})")


def _file(digest: str) -> str:
    return f"{digest}.key"


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
