"""Keys on disk: what was written is found; what was torn, forged or hidden is made again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small_problem import SQUARES, mistake, small_problem

import grader
from grader.answers import AnswerKey, KeyStore, KnownMistake, default_folder, key_digest
from grader.answers.store import MAGIC
from grader.cases import Case
from grader.outcome import Frame, Raised, Returned, TimedOut
from grader.pack_file import Group
from grader.sealed import MAC_BYTES
from grader.values import Mapping, Opaque, Sequence, Value, encode

DIGEST = "a" * 40
PARTS: Value = Mapping({"y": encode(np.arange(3.0)), "n": 3, "more": Sequence("tuple", (1, None))})
KEY = AnswerKey(
    cases=(Case(0, 0, secret=False, inputs={"x": encode(np.ones((2, 0)))}, call="f(x)"),),
    expected=(PARTS,),
    mistakes=(
        KnownMistake("flip", "You flipped.", (Returned(float("inf"), ("x",)),)),
        KnownMistake("crash", "It crashes.", (Raised("E", "m", (Frame(3, "f"),), parts=PARTS),)),
        KnownMistake("hang", "It hangs.", (TimedOut(2.0),)),
        KnownMistake("odd", "Odd.", (Returned(Opaque("set"), forbidden=("np.pad",)),)),
    ),
)


class Shelf:
    """A store in a folder, with the notes it gave."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes: list[str] = []
        self.store = KeyStore(folder, self.notes.append)

    @property
    def path(self) -> Path:
        return self.folder / f"{DIGEST}.key"

    def again(self) -> Shelf:
        """Return the shelf as the next process sees it."""
        return Shelf(self.folder)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "cache" / "deep")


@pytest.fixture
def stored(shelf: Shelf) -> Shelf:
    """Return a shelf on which KEY was put by an earlier process."""
    shelf.store.write(DIGEST, KEY)
    assert shelf.notes == []
    return shelf.again()


def test_what_was_written_is_read(stored: Shelf) -> None:
    assert stored.store.read(DIGEST) == KEY
    assert stored.notes == []


def test_what_was_never_written_is_no_news(shelf: Shelf) -> None:
    assert shelf.store.read(DIGEST) is None
    assert shelf.notes == []


def test_nobody_else_may_read_the_keys(stored: Shelf) -> None:
    for path in stored.folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path
    assert stored.folder.stat().st_mode & 0o077 == 0


def test_writing_leaves_nothing_beside_the_key(stored: Shelf) -> None:
    stored.store.write(DIGEST, KEY)
    assert {path.name for path in stored.folder.iterdir()} == {f"{DIGEST}.key", "secret"}


def assert_made_again(shelf: Shelf) -> None:
    assert shelf.store.read(DIGEST) is None
    (note,) = shelf.notes
    assert str(shelf.path) in note
    assert "made again" in note
    shelf.store.write(DIGEST, KEY)
    assert shelf.again().store.read(DIGEST) == KEY


def size_of_a_key() -> int:
    import msgspec

    return len(MAGIC) + MAC_BYTES + len(msgspec.msgpack.encode(KEY))


SIZE = size_of_a_key()
EDGES = [0, 1, len(MAGIC) - 1, len(MAGIC), len(MAGIC) + MAC_BYTES - 1, len(MAGIC) + MAC_BYTES]


@pytest.mark.parametrize("length", sorted({*EDGES, *range(0, SIZE, 37), SIZE - 1}))
def test_a_torn_file_is_made_again(stored: Shelf, length: int) -> None:
    content = stored.path.read_bytes()
    assert len(content) == SIZE
    stored.path.write_bytes(content[:length])
    assert_made_again(stored)


@pytest.mark.parametrize("place", sorted({*EDGES, *range(0, SIZE, 41), SIZE - 1}))
def test_a_changed_byte_is_noticed(stored: Shelf, place: int) -> None:
    content = bytearray(stored.path.read_bytes())
    content[place] ^= 1
    stored.path.write_bytes(content)
    assert_made_again(stored)


def test_bytes_after_the_end_are_noticed(stored: Shelf) -> None:
    stored.path.write_bytes(stored.path.read_bytes() + b"\x00")
    assert_made_again(stored)


def test_a_key_signed_with_anothers_secret_is_not_ours(stored: Shelf, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other")
    other.store.write(DIGEST, replace(KEY, expected=(0,)))
    stored.path.write_bytes(other.path.read_bytes())
    assert_made_again(stored)


@pytest.mark.parametrize("secret", [b"", b"short", b"x" * 31, b"x" * 65, b"x" * 5000])
def test_a_secret_that_is_none_is_replaced(stored: Shelf, secret: bytes) -> None:
    path = stored.folder / "secret"
    path.write_bytes(secret)
    assert_made_again(stored)
    assert len(path.read_bytes()) == 32
    assert path.read_bytes() != secret


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no user ids")
@pytest.mark.parametrize("planted", ["someone else's", "a link"])
def test_a_planted_secret_signs_nothing(
    stored: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    path = stored.folder / "secret"
    if planted == "a link":
        known = tmp_path / "known"
        path.rename(known)
        path.symlink_to(known)
        assert_made_again(stored)
        assert not path.is_symlink()
    else:
        user = os.geteuid() + 1
        monkeypatch.setattr(os, "geteuid", lambda: user)
        before = path.read_bytes()
        assert Shelf(stored.folder).store.read(DIGEST) is None
        assert path.read_bytes() != before


def test_a_key_that_is_signed_but_no_key_is_made_again(stored: Shelf) -> None:
    body = b"\xc0"
    mac = stored.store._sealed.mac(body)
    stored.path.write_bytes(MAGIC + mac + body)
    assert_made_again(stored)


def test_a_key_that_cannot_be_read_is_made_again_with_a_note(stored: Shelf) -> None:
    stored.path.unlink()
    stored.path.mkdir()
    assert stored.store.read(DIGEST) is None
    assert "cannot be read" in stored.notes[0]
    stored.store.write(DIGEST, KEY)
    assert "could not be kept" in stored.notes[1]


def test_a_secret_that_cannot_be_read_costs_the_cache_alone(stored: Shelf) -> None:
    (stored.folder / "secret").unlink()
    (stored.folder / "secret").mkdir()
    assert stored.store.read(DIGEST) is None
    stored.store.write(DIGEST, KEY)
    assert len(stored.notes) == 2


def test_a_file_in_place_of_the_folder_costs_the_cache_alone(shelf: Shelf) -> None:
    shelf.folder.parent.parent.mkdir(exist_ok=True)
    shelf.folder.parent.write_bytes(b"")
    assert shelf.store.read(DIGEST) is None
    shelf.store.write(DIGEST, KEY)
    assert len(shelf.notes) == 2
    assert all(note.endswith(("again", ")")) for note in shelf.notes)
    assert all("Not a directory" in note for note in shelf.notes)


def test_a_full_disk_leaves_nothing_behind(stored: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    stored.store.write("b" * 40, KEY)
    assert "No space left" in stored.notes[0]
    assert {path.name for path in stored.folder.iterdir()} == {f"{DIGEST}.key", "secret"}


WRITER = """
import sys
from pathlib import Path
from grader.answers import AnswerKey, KeyStore

notes = []
for number in range(100):
    digest = f"{number % 5:040x}"
    store = KeyStore(Path(sys.argv[1]), notes.append)
    store.write(digest, AnswerKey((), tuple(range(1000))))
    key = store.read(digest)
    assert key is not None and len(key.expected) == 1000, notes
assert not notes, notes
"""


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    command = [sys.executable, "-c", WRITER, str(folder)]
    writers = [
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
        for _ in range(3)
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors
    assert {path.name for path in folder.iterdir()} == {
        "secret",
        *(f"{number:040x}.key" for number in range(5)),
    }


PROBLEM = small_problem(mistake("squares", SQUARES))
DRAWN_TWICE = (Group(name="drawn", repeat=2, inputs={"x": "nonzero_integers(4)"}),)


def digest(**changes: Any) -> str:
    problem = replace(PROBLEM, **changes.pop("problem", {}))
    return key_digest(problem, changes.pop("seed", 0), changes.pop("torch", "2.13.0"))


@pytest.mark.parametrize(
    "changes",
    [
        {"seed": 1},
        {"torch": "2.14.0"},
        {"torch": "none"},
        {"problem": {"slug": "triple"}},
        {"problem": {"file": replace(PROBLEM.file, reference="3 * x")}},
        {"problem": {"file": replace(PROBLEM.file, groups=[*PROBLEM.file.groups, *DRAWN_TWICE])}},
        {"problem": {"secret_groups": DRAWN_TWICE}},
        {"problem": {"secret_groups": None}},
        {"problem": {"mistakes": ()}},
        {"problem": {"mistakes": (mistake("squares", SQUARES + "\n"),)}},
        {"problem": {"mistakes": (mistake("square", SQUARES),)}},
        {"problem": {"limits": replace(PROBLEM.limits, memory=64)}},
    ],
)
def test_all_that_a_key_depends_on_is_in_its_name(changes: dict[str, Any]) -> None:
    assert digest(**changes) != digest()


def test_the_version_of_the_grader_is_in_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest()
    monkeypatch.setattr(grader, "__version__", "999")
    assert digest() != before


@given(st.integers())
def test_a_name_is_the_same_every_time_and_fit_for_a_file(seed: int) -> None:
    seed %= 2**63
    assert digest(seed=seed) == digest(seed=seed)
    assert digest(seed=seed).isalnum()


def test_the_folder_is_the_one_that_was_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("GRADER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "grader"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder() == tmp_path / ".cache" / "grader"
