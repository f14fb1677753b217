"""Seeds drawn from a secret, and which files are secrets."""

from __future__ import annotations

import hmac
import os
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.seeds import OneForAll, PerStudent, how_to_make, read_secret

SECRET = bytes(range(32))
names = st.text(max_size=20)


def written(path: Path, content: bytes = SECRET.hex().encode()) -> Path:
    path.write_bytes(content)
    path.chmod(0o600)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secret"


@given(names, names, st.integers(0, 20))
def test_a_seed_is_the_same_again_and_fits_a_database(
    student: str, slug: str, variants: int
) -> None:
    seed = PerStudent(SECRET, variants).seed(student, slug)
    assert seed == PerStudent(SECRET, variants).seed(student, slug)
    assert 0 <= seed < 2**63


@given(st.tuples(names, names), st.tuples(names, names))
def test_other_names_get_other_seeds(one: tuple[str, str], other: tuple[str, str]) -> None:
    seeds = PerStudent(SECRET, 0)
    assert (one == other) == (seeds.seed(*one) == seeds.seed(*other))


def test_another_secret_gives_other_seeds() -> None:
    assert PerStudent(SECRET, 0).seed("a", "b") != PerStudent(SECRET[::-1], 0).seed("a", "b")


def test_the_seed_is_an_hmac_so_that_anyone_with_the_secret_can_check_it() -> None:
    digest = hmac.digest(SECRET, b"7:student4:zero4:alma", sha256)
    assert PerStudent(SECRET, 0).seed("alma", "zero") == int.from_bytes(digest[:8], "big") >> 1


def test_so_many_variants_and_no_more_each_for_about_as_many() -> None:
    seeds = PerStudent(SECRET, 4)
    counts = Counter(seeds.seed(f"student {number}", "zero") for number in range(400))
    assert len(counts) == 4
    assert min(counts.values()) > 60


def test_two_problems_give_a_student_two_draws_of_the_same_chance() -> None:
    seeds = PerStudent(SECRET, 2)
    students = [f"student {number}" for number in range(200)]
    pairs = Counter((seeds.seed(one, "zero"), seeds.seed(one, "one")) for one in students)
    assert len(pairs) == 4
    assert min(pairs.values()) > 25


def test_everybody_gets_the_one_seed() -> None:
    assert {OneForAll(5).seed(student, "zero") for student in "abc"} == {5}


def test_no_text_of_it_holds_the_secret() -> None:
    seeds = PerStudent(b"s" * 32, 16)
    assert (str(seeds), repr(seeds)) == (
        "per student, 16 variants",
        "PerStudent(per student, 16 variants)",
    )


def test_a_sound_secret_is_read(path: Path) -> None:
    assert read_secret(written(path, b"  " + SECRET.hex().encode() + b"\n"), ()) == (
        SECRET.hex().encode()
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of another kind")
def test_the_line_that_makes_one_makes_a_sound_one(path: Path) -> None:
    line = how_to_make(path).removeprefix("make one: ").replace("python", sys.executable, 1)
    subprocess.run(["sh", "-c", line], check=True)
    assert len(read_secret(path, ())) == 64


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds 0 bytes, of which at least 32 are needed; make one: "),
        (b"hunter2\n", "holds 7 bytes"),
        (b"ab" * 40, "can be guessed"),
        (bytes(range(256)) * 17, "is over 4096 bytes"),
    ],
    ids=["empty", "short", "of two letters", "long"],
)
def test_a_weak_secret_is_refused_with_the_way_to_a_good_one(
    path: Path, content: bytes, says: str
) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        read_secret(written(path, content), ())
    assert "secrets.token_hex(32)" in str(caught.value)


def test_no_file_is_told_with_the_way_to_make_one(path: Path) -> None:
    with pytest.raises(UsageError, match=r"no secret .*; make one: "):
        read_secret(path, ())


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no regular file"):
        read_secret(tmp_path, ())


@pytest.mark.skipif(os.name != "posix", reason="permission bits")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602], ids=oct)
def test_what_others_can_read_is_no_secret(path: Path, mode: int) -> None:
    written(path).chmod(mode)
    with pytest.raises(UsageError, match=f"can be read by other users; run: chmod 600 {path}"):
        read_secret(path, ())


def test_a_secret_in_the_pack_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "exercises"
    (folder / "deep").mkdir(parents=True)
    with pytest.raises(UsageError, match="which others get to see; move the secret out of it"):
        read_secret(written(folder / "deep" / "secret"), (folder,))


def test_a_secret_in_a_git_work_tree_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=r"lies in the git work tree .* one commit"):
        read_secret(written(tmp_path / "folder" / "secret"), ())


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_link_does_not_hide_where_a_secret_lies(tmp_path: Path) -> None:
    (tmp_path / "solutions").mkdir()
    (tmp_path / "link").symlink_to(written(tmp_path / "solutions" / "secret"))
    with pytest.raises(UsageError, match="lies in"):
        read_secret(tmp_path / "link", (tmp_path / "solutions",))
