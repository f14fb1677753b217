"""A pack that was read before is the same pack, and any change of it is seen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import msgpack
from small_pack import ACCEPTED, COURSE, PROBLEM, SECRET, WRONG, WritePack

from grader.errors import PackError
from grader.load import Pack, open_pack
from grader.load.kept import MAGIC
from grader.problem import Problem
from grader.sealed import SealedFolder

ROOT = Path(__file__).parents[2]
DOUBLE = "double"
SOLUTIONS = "solutions/double"


class Shelf:
    """A pack and the folder in which what was read of it is kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = root / "cache"
        self.notes: list[str] = []

    def pack(self) -> Pack:
        return open_pack(self.root / "exercises", self.root / "solutions")

    def problem(self) -> Problem:
        return self.pack().problem(DOUBLE, self.notes.append)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.cache.glob("*.pack")}

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


@pytest.fixture
def shelf(write_pack: WritePack, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Write a small pack, its cache beside it."""
    shelf = Shelf(write_pack())
    monkeypatch.setenv("GRADER_CACHE", str(shelf.cache))
    return shelf


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the slugs of what is read from YAML from now on."""
    seen: list[str] = []
    read: Callable[[Pack, str], Problem] = Pack._read

    def reading(pack: Pack, slug: str) -> Problem:
        seen.append(slug)
        return read(pack, slug)

    monkeypatch.setattr(Pack, "_read", reading)
    return seen


def test_what_is_kept_is_what_was_read(shelf: Shelf, reads: list[str]) -> None:
    first = shelf.problem()
    again = shelf.problem()
    assert reads == [DOUBLE]
    assert again == first == shelf.pack()._read(DOUBLE)
    assert msgpack.encode(again) == msgpack.encode(first)  # an answer key is named by these bytes
    assert shelf.notes == []


def test_every_exercise_comes_back_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path))
    pack = open_pack(ROOT / "exercises", ROOT / "solutions")
    for slug in pack.slugs:
        assert pack.problem(slug) == pack.problem(slug) == pack._read(slug)
    assert len(list(tmp_path.glob("*.pack"))) == 1 + len(pack.slugs)


def test_a_warm_start_imports_no_yaml(shelf: Shelf) -> None:
    shelf.problem()
    code = (
        "import sys; from pathlib import Path; from grader.load import open_pack\n"
        "open_pack(Path('exercises'), Path('solutions')).problem('double')\n"
        "sys.exit(any(name.partition('.')[0] == 'yaml' for name in sys.modules))"
    )
    relative = [sys.executable, "-c", code]
    for _ in range(2):  # the first finds other paths in the fingerprint
        done = subprocess.run(relative, cwd=shelf.root, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("exercises/double/problem.yaml", PROBLEM.replace("Double it", "Twice")),
        ("exercises/double/problem.yaml", PROBLEM.replace("points: 10", "points: 7")),
        ("exercises/course.yaml", COURSE + "defaults: {time_limit: 7}\n"),
        (f"{SOLUTIONS}/secret.yaml", SECRET.replace("3", "4")),
        (f"{SOLUTIONS}/accepted/plain.py", ACCEPTED + "\n"),
        (f"{SOLUTIONS}/accepted/another.py", ACCEPTED),
        (f"{SOLUTIONS}/wrong_answer/squares.py", WRONG.replace("square", "cube")),
        (f"{SOLUTIONS}/wrong_answer/another.py", WRONG),
    ],
)
def test_a_change_is_seen(shelf: Shelf, name: str, text: str) -> None:
    before = shelf.problem()
    shelf.write(name, text)
    after = shelf.problem()
    assert before != after == shelf.pack()._read(DOUBLE)
    assert len(shelf.files()) == 2  # the course and the problem: the old one is not kept too
    assert shelf.notes == []


def test_a_file_that_is_taken_away_is_seen(shelf: Shelf) -> None:
    shelf.write(f"{SOLUTIONS}/wrong_answer/another.py", WRONG)
    assert len(shelf.problem().mistakes) == 2
    (shelf.root / f"{SOLUTIONS}/wrong_answer/another.py").unlink()
    assert len(shelf.problem().mistakes) == 1


def test_without_solutions_it_is_another_problem(shelf: Shelf) -> None:
    assert shelf.problem().secret_groups is not None
    assert open_pack(shelf.root / "exercises").problem(DOUBLE).secret_groups is None
    assert shelf.problem().secret_groups is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("exercises/double/problem.yaml", PROBLEM.replace("title", "titel")),
        ("exercises/double/problem.yaml", PROBLEM.replace("2 * x", "2 * y")),
        (f"{SOLUTIONS}/secret.yaml", "groups: ["),
        (f"{SOLUTIONS}/wrong_answer/another.py", "def double(x): pass\n"),
        (f"{SOLUTIONS}/knob.py", ACCEPTED),
    ],
)
def test_a_fault_reads_the_same_each_time(shelf: Shelf, name: str, text: str) -> None:
    shelf.problem()
    shelf.write(name, text)
    said = []
    for _ in range(2):
        with pytest.raises(PackError) as caught:
            shelf.problem()
        said.append(str(caught.value))
    with pytest.raises(PackError) as caught:
        shelf.pack()._read(DOUBLE)
    assert said == [str(caught.value)] * 2


def test_a_missing_file_is_told_as_ever(shelf: Shelf) -> None:
    shelf.problem()
    (shelf.root / "exercises/double/problem.yaml").unlink()
    with pytest.raises(PackError, match=r"has no problem\.yaml"):
        shelf.problem()


@pytest.mark.parametrize("damage", ["torn", "flipped", "empty", "a folder", "another's"])
def test_what_is_not_believed_is_read_again_with_a_note(
    shelf: Shelf, reads: list[str], tmp_path: Path, damage: str
) -> None:
    right = shelf.problem()
    for path in shelf.cache.glob("*.pack"):
        content = path.read_bytes()
        forged = SealedFolder(tmp_path / "another", MAGIC)
        forged.mac(b"")  # makes a secret of its own
        body = content[len(MAGIC) + 32 :]
        path.unlink()
        if damage == "a folder":
            path.mkdir()
        else:
            path.write_bytes(
                {
                    "torn": content[:-9],
                    "flipped": content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
                    "empty": b"",
                    "another's": MAGIC + forged.mac(body) + body,
                }[damage]
            )
    assert shelf.problem() == right
    assert reads == [DOUBLE, DOUBLE]
    (note,) = shelf.notes
    assert note.endswith("the pack is read again")


def test_a_file_of_an_older_format_is_read_again(shelf: Shelf) -> None:
    right = shelf.problem()
    sealed = SealedFolder(shelf.cache, MAGIC)
    for name in shelf.files():
        sealed.write(name, sealed.read(name)[:20] + msgpack.encode({"slug": 1}))
    assert shelf.problem() == right
    (note,) = shelf.notes
    assert note.endswith("is of another version; the pack is read again")


def test_a_cache_that_cannot_be_written_costs_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shelf.root / "file").touch()
    monkeypatch.setenv("GRADER_CACHE", str(shelf.root / "file" / "cache"))
    assert shelf.problem() == shelf.pack()._read(DOUBLE)


def test_a_change_while_it_is_read_is_not_kept(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Callable[[Pack, str], Problem] = Pack._read

    def slowly(pack: Pack, slug: str) -> Problem:
        shelf.write("exercises/double/problem.yaml", PROBLEM.replace("Double it", "Twice"))
        return read(pack, slug)

    with monkeypatch.context() as patch:
        patch.setattr(Pack, "_read", slowly)
        assert shelf.problem().file.title == "Twice"
    shelf.write("exercises/double/problem.yaml", PROBLEM)
    assert shelf.problem().file.title == "Double it"


def test_what_does_not_come_back_is_not_kept(shelf: Shelf, reads: list[str]) -> None:
    shelf.write(
        "exercises/double/problem.yaml",
        PROBLEM.replace("[1, 2, 3]", "[1, 2, .nan]").split("    expect")[0],
    )
    assert shelf.problem().slug == shelf.problem().slug == DOUBLE
    assert reads == [DOUBLE, DOUBLE]  # not a number equals nothing, itself neither


def test_only_its_owner_can_read_it(shelf: Shelf) -> None:
    shelf.problem()
    assert {path.stat().st_mode & 0o777 for path in shelf.cache.glob("*.pack")} == {0o600}
