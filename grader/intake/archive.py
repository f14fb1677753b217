"""Zip and tar read in memory: nothing is written to disk, and no name is trusted.

    members(name, data) -> Member(name, read) | Refusal(why), in the order of names

What is refused alone, with a line that says why: a member that would lie outside (`..`, an
absolute name), a link, a device, an encrypted one, a name with characters that do not show, a name
that is there twice (which of the two was meant?). What refuses the whole archive: it is damaged,
or it would unpack to far more than what people write.
"""

from __future__ import annotations

import bz2
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final, Protocol

from msgspec import Struct

from grader.clean import clean
from grader.intake.source_file import Unreadable, is_passed_over

__all__ = ["Member", "Refusal", "members", "zip_members"]

MAX_MEMBERS: Final = 5_000
MAX_TAR: Final = 64_000_000
MAX_RATIO: Final = 200  # text shrinks to a tenth, a notebook of white pictures to a fiftieth
SMALL: Final = 1_000_000  # a bomb has to be larger than this
MAX_XZ_MEMORY: Final = 100_000_000  # xz -9 asks for 65 MB
ENCRYPTED: Final = 0x1
METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENTRY: Final = b"PK\x01\x02"
DAMAGE: Final = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError)
OTHERS: Final = (ArithmeticError, EOFError, LookupError, OSError, RuntimeError, ValueError)


class Member(Struct, frozen=True):
    """A file in an archive; `read(n)` returns at most n bytes of it, or raises Unreadable."""

    name: str
    read: Callable[[int], bytes]


class Refusal(Struct, frozen=True):
    """A member that is not read, and why."""

    why: str


class _Found(Struct, frozen=True):
    """A member as either format lists it."""

    name: str
    fault: str
    read: Callable[[int], bytes]


def members(name: str, data: bytes) -> Iterator[Member | Refusal]:
    """Yield what an archive holds, sorted by name; Unreadable where it cannot be read at all."""
    try:
        found = list(_zip(data) if name.lower().endswith(".zip") else _tar(name, data))
    except (*DAMAGE, *OTHERS) as error:
        raise Unreadable(f"is damaged or no such archive ({clean(str(error), 80)})") from None
    yield from _checked(found)


def zip_members(opened: zipfile.ZipFile) -> Iterator[Member | Refusal]:
    """Yield what an opened zip holds, sorted by name."""
    yield from _checked(
        _Found(i.filename, _zip_fault(i), partial(_read_zip, opened, i)) for i in _files(opened)
    )


def _checked(found: Iterable[_Found]) -> Iterator[Member | Refusal]:
    """Yield members with a name of their own that can be trusted, and refuse the others."""
    named = [(one.name.replace("\\", "/"), one) for one in found]
    count = Counter(name for name, _ in named)
    for name, one in sorted(named, key=lambda pair: pair[0]):
        fault = _name_fault(name) or one.fault
        if count[name] > 1:
            fault = fault or "is there more than once; which was meant cannot be known"
        if is_passed_over(name) and not _leads_outside(name):
            continue
        if fault:
            yield Refusal(f"{clean(name, 200)} {fault}")
        else:
            yield Member(name, one.read)


def _name_fault(name: str) -> str:
    if _leads_outside(name):
        return "would lie outside of the archive's folder"
    if clean(name, len(name)) != name:
        return "has a name with characters that do not show"
    return ""


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or name[1:2] == ":"


def _zip(data: bytes) -> Iterator[_Found]:
    if data.count(ENTRY) > MAX_MEMBERS:  # before the list of them fills the memory
        raise Unreadable(f"holds over {MAX_MEMBERS:,} files; hand in source code alone")
    opened = zipfile.ZipFile(io.BytesIO(data))
    for info in _files(opened):
        yield _Found(info.filename, _zip_fault(info), partial(_read_zip, opened, info))


def _files(opened: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    return (info for info in opened.infolist() if info.filename and not info.is_dir())


def _zip_fault(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "is a link and was not followed"
    if kind not in {0, stat.S_IFREG}:
        return "is no regular file"
    if info.flag_bits & ENCRYPTED:
        return "is encrypted; pack it again without a password"
    if info.compress_type not in METHODS:
        return "is packed in an unusual way; pack it again as an ordinary zip"
    if info.file_size > SMALL and info.file_size > MAX_RATIO * info.compress_size:
        return "would unpack to over 200 times its size"
    return ""


def _read_zip(opened: zipfile.ZipFile, info: zipfile.ZipInfo, count: int) -> bytes:
    try:
        with opened.open(info) as stream:
            return stream.read(count)
    except (*DAMAGE, *OTHERS) as error:
        raise Unreadable(f"is damaged ({clean(str(error), 80)})") from None


def _tar(name: str, data: bytes) -> Iterator[_Found]:
    opened = tarfile.open(fileobj=io.BytesIO(_unpacked(name, data)), mode="r:")  # noqa: SIM115
    for number, info in enumerate(opened):
        if number >= MAX_MEMBERS:
            raise Unreadable(f"holds over {MAX_MEMBERS:,} files; hand in source code alone")
        if info.name and not info.isdir():
            yield _Found(
                info.name.removeprefix("./"), _tar_fault(info), partial(_read_tar, opened, info)
            )


def _tar_fault(info: tarfile.TarInfo) -> str:
    if info.issym() or info.islnk():
        return "is a link and was not followed"
    return "" if info.isreg() and not info.issparse() else "is no regular file"


def _read_tar(opened: tarfile.TarFile, info: tarfile.TarInfo, count: int) -> bytes:
    try:
        stream = opened.extractfile(info)
        return stream.read(count) if stream is not None else b""
    except (*DAMAGE, *OTHERS) as error:
        raise Unreadable(f"is damaged ({clean(str(error), 80)})") from None


class _Unpacker(Protocol):
    """What bz2, lzma and our stand-in for gzip have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


def _unpacked(name: str, data: bytes) -> bytes:
    """Return a tar without its compression; Unreadable beyond what people write."""
    lower = name.lower()
    make: Callable[[], _Unpacker]
    if lower.endswith("gz"):
        make = partial(zlib.decompressobj, 31)
    elif lower.endswith("bz2"):
        make = bz2.BZ2Decompressor
    elif lower.endswith("xz"):
        make = partial(lzma.LZMADecompressor, memlimit=MAX_XZ_MEMORY)
    else:
        return data
    out = bytearray()
    while data:  # several streams in a row are one file
        unpacker = make()
        out += unpacker.decompress(data, MAX_TAR + 1 - len(out))
        if len(out) > MAX_TAR:
            raise Unreadable("would unpack to over 64 MB; hand in source code alone")
        if not unpacker.eof:
            raise Unreadable("is damaged: it ends too early")
        data = unpacker.unused_data.lstrip(b"\0")
    return bytes(out)
