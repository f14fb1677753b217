"""Zips and tars: what is dangerous is refused with a line, and the rest is read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import tracemalloc
import zipfile

import pytest
from hand_ins import tar_of, zip_of
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.gathering import Gathering
from grader.intake.source_file import limit_of


def gathered(data: bytes, name: str = "work.zip") -> Gathering:
    gathering = Gathering()
    gathering.add(name, lambda count: data[:count], inside="")
    return gathering


def names(gathering: Gathering) -> list[str]:
    return [file.name for file in gathering.files]


@pytest.mark.parametrize(
    "mode", ["tar", "tar.gz", "tgz", "tar.bz2", "tbz2", "tar.xz", "txz", "zip"]
)
def test_every_usual_archive_is_read_in_the_order_of_names(mode: str) -> None:
    files = {"b/slide.py": "b = 1", "a.ipynb": "{}", "notes.txt": "x", "data.csv": "1"}
    short = {"tgz": "gz", "tbz2": "bz2", "txz": "xz"}.get(mode, mode.removeprefix("tar."))
    packed = (
        zip_of(files) if mode == "zip" else tar_of(files, "w" if mode == "tar" else f"w:{short}")
    )
    gathering = gathered(packed, f"WORK.{mode.upper()}")
    assert names(gathering) == ["a.ipynb", "b/slide.py"]
    assert gathering.files[1].data == b"b = 1"
    assert gathering.notes == []


@pytest.mark.parametrize(
    "name", ["../slide.py", "a/../../slide.py", "/etc/slide.py", "C:\\slide.py", "..\\slide.py"]
)
def test_a_name_that_leads_outside_is_refused(name: str) -> None:
    for data, archive in ((zip_of({name: "1"}), "w.zip"), (tar_of({name: "1"}), "w.tar")):
        gathering = gathered(data, archive)
        assert gathering.files == []
        (note,) = gathering.notes
        assert "would lie outside of the archive's folder" in note


def test_folders_of_windows_are_folders() -> None:
    assert names(gathered(zip_of({"zero-pad\\answer.py": "1"}))) == ["zero-pad/answer.py"]


def test_links_and_devices_are_refused() -> None:
    link = zipfile.ZipInfo("link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    device = zipfile.ZipInfo("device.py")
    device.external_attr = (stat.S_IFCHR | 0o666) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr(link, "/etc/passwd")
        packed.writestr(device, "")
    kinds = {"s.py": tarfile.SYMTYPE, "h.py": tarfile.LNKTYPE, "d.py": tarfile.CHRTYPE}
    infos = {}
    for name, kind in {**kinds, "f.py": tarfile.FIFOTYPE}.items():
        infos[name] = tarfile.TarInfo(name)
        infos[name].type, infos[name].linkname = kind, "/etc/passwd"
    for gathering, links, others in (
        (gathered(buffer.getvalue()), 1, 1),
        (gathered(tar_of(infos), "w.tar"), 2, 2),
    ):
        assert gathering.files == []
        assert sum("is a link and was not followed" in note for note in gathering.notes) == links
        assert sum("is no regular file" in note for note in gathering.notes) == others


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(zip_of({"slide.py": "1"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag in the list of members
    gathering = gathered(bytes(data))
    assert gathering.files == []
    assert gathering.notes == ["work.zip: slide.py is encrypted; pack it again without a password"]


@pytest.mark.parametrize("name", ["a\u202eyp.exe.py", "a\x1b[2J.py", "a\u200b.py", "a\nb.py"])
def test_a_name_that_misleads_is_refused_and_shown_plainly(name: str) -> None:
    (note,) = gathered(zip_of({name: "1"})).notes
    assert "has a name with characters that do not show" in note
    assert note.isprintable()


def test_a_name_that_is_there_twice_is_read_neither_time() -> None:
    data = zip_of({"slide.py": "1", "slyde.py": "2", "other.py": "3"})
    gathering = gathered(data.replace(b"slyde", b"slide"))
    assert names(gathering) == ["other.py"]
    assert all("is there more than once" in note for note in gathering.notes)


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    bomb = zip_of({"slide.py": b"0" * 30_000_000, "double.py": "1"})
    tracemalloc.start()
    gathering = gathered(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert names(gathering) == ["double.py"]
    assert gathering.notes == ["work.zip: slide.py would unpack to over 200 times its size"]
    assert peak < 5_000_000


def test_a_size_that_lies_does_not_help_a_bomb() -> None:
    data = zip_of({"slide.py": b"0" * 3_000_000})
    lying = data.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    gathering = gathered(lying)
    assert all(len(file.data) <= 10 for file in gathering.files)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (gzip.compress(b"0" * 70_000_000, 9), "w.tar.gz"),
        (bz2.compress(b"0" * 70_000_000), "w.tar.bz2"),
        (lzma.compress(b"0" * 70_000_000, preset=0), "w.tar.xz"),
        (gzip.compress(b"0" * 40_000_000, 9) * 2, "w.tar.gz"),
    ],
    ids=["gz", "bz2", "xz", "two streams"],
)
def test_a_compressed_tar_stops_at_64_megabytes(data: bytes, name: str) -> None:
    gathering = gathered(data, name)
    assert gathering.notes == [
        f"{name} would unpack to over 64 MB; hand in source code alone; passed over"
    ]


def test_too_many_files_are_refused_before_they_are_listed() -> None:
    many = zip_of({f"{n}.txt": "" for n in range(5_001)}, zipfile.ZIP_STORED)
    assert gathered(many).notes == [
        "work.zip holds over 5,000 files; hand in source code alone; passed over"
    ]
    assert "over 5,000" in gathered(tar_of({f"{n}": "" for n in range(5_001)}), "w.tar").notes[0]


def test_archives_in_archives_are_read_three_deep() -> None:
    data = zip_of({"double.py": "1"})
    for depth in ("c", "b"):
        data = zip_of({f"{depth}.zip": data, "also.py": "2"})
    assert names(gathered(data)) == ["also.py", "b.zip/also.py", "b.zip/c.zip/double.py"]
    (note,) = gathered(zip_of({"a.zip": data})).notes
    assert note == "a.zip/b.zip/c.zip lies in archives in archives; passed over"


def test_an_unusual_compression_is_refused() -> None:
    (note,) = gathered(zip_of({"slide.py": "1" * 100}, zipfile.ZIP_LZMA)).notes
    assert (
        note == "work.zip: slide.py is packed in an unusual way; pack it again as an ordinary zip"
    )


@pytest.mark.parametrize("name", ["w.rar", "w.7z", "w.py.gz"])
def test_an_archive_of_another_kind_is_told(name: str) -> None:
    assert gathered(b"x", name).notes == [
        f"{name} is an archive of a kind that is not read; use zip"
    ]


@pytest.mark.parametrize("name", ["w.zip", "w.tar", "w.tgz", "w.tar.bz2", "w.txz"])
@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04" + b"\0" * 50, b"\x1f\x8b\x08" * 9])
def test_what_is_no_archive_is_told(name: str, data: bytes) -> None:
    gathering = gathered(data, name)
    assert gathering.files == []
    assert len(gathering.notes) <= 1
    assert all("passed over" in note for note in gathering.notes)


def test_folders_that_hold_no_answers_are_passed_over_in_silence() -> None:
    folders = ("__MACOSX/._a.py", ".git/a.py", "venv/a.py", "x/__pycache__/a.py", ".hidden.py")
    gathering = gathered(zip_of(dict.fromkeys(folders, "1")))
    assert gathering.files == []
    assert gathering.notes == []


def test_a_student_is_read_up_to_a_limit() -> None:
    gathering = Gathering()
    for number in range(4):
        gathering.add(f"{number}.ipynb", lambda count: b"0" * min(count, 31_000_000))
    assert names(gathering) == ["0.ipynb", "1.ipynb", "2.ipynb"]
    assert gathering.notes == ["3.ipynb and what follows is more than is read; passed over"]


def test_each_kind_of_file_has_its_limit() -> None:
    gathering = Gathering()
    for name in ("a.py", "a.ipynb", "a.zip"):
        gathering.add(name, lambda count: b"0" * count)
    assert [note.split()[:4] for note in gathering.notes] == [
        ["a.py", "is", "over", "1"],
        ["a.ipynb", "is", "over", "32"],
        ["a.zip", "is", "over", "50"],
    ]
    assert limit_of("a.txt") == (0, "")


SOUND = [
    zip_of({"a.py": "1", "b/c.ipynb": "{}"}),
    tar_of({"a.py": "1"}),
    tar_of({"a.py": "1"}, "w:gz"),
]


@given(
    data=st.sampled_from(SOUND),
    changes=st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), max_size=8),
    cut=st.integers(0, 2_000),
    name=st.sampled_from(["w.zip", "w.tar", "w.tgz"]),
)
def test_a_damaged_archive_is_read_or_refused(
    data: bytes, changes: list[tuple[int, int]], cut: int, name: str
) -> None:
    damaged = bytearray(data)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    gathered(bytes(damaged[: len(damaged) - cut % 40]), name)


@given(st.binary(max_size=200), st.sampled_from(["w.zip", "w.tar", "w.tgz", "w.txz", "w.tbz2"]))
def test_any_bytes_are_no_fault_of_ours(data: bytes, name: str) -> None:
    assert gathered(data, name).files == []
