"""What the grader and a zygote say to one another, and what a zygote has imported.

Spawn -> Spawned | Refused        End -> Ended
"""

from __future__ import annotations

from typing import Final, Literal, Union

import msgspec

__all__ = [
    "CODECS",
    "LATE_PARTS",
    "MODULES",
    "NOT_READY",
    "NUMPY_PARTS",
    "OPTIMIZING",
    "PRELOADED",
    "STAR_PARTS",
    "Answer",
    "End",
    "Ended",
    "Kind",
    "Refused",
    "Request",
    "Spawn",
    "Spawned",
]

Kind = Literal["numpy", "torch"]
MODULES: Final[dict[Kind, tuple[str, ...]]] = {
    "numpy": ("numpy", "numpy.lib.stride_tricks"),
    "torch": (
        "numpy",
        "numpy.lib.stride_tricks",
        "numpy.fft",
        "numpy.random",
        "numpy.typing",
        "torch",
        "torch.nn",
        "torch.nn.functional",
        "torch.utils._python_dispatch",
    ),
}
PRELOADED: Final = frozenset(
    (  # noqa: SIM905 - ninety quoted names read worse
        "abc argparse array ast asyncio base64 bisect builtins bz2 calendar cmath codecs "
        "collections collections.abc colorsys concurrent concurrent.futures configparser "
        "contextlib contextvars copy cProfile csv ctypes dataclasses datetime decimal difflib "
        "doctest enum errno fractions fnmatch functools gc getpass glob graphlib gzip hashlib "
        "heapq html http http.client importlib importlib.util inspect io itertools json keyword "
        "linecache locale logging lzma math multiprocessing numbers operator os os.path pathlib "
        "pdb pickle platform pprint profile pstats queue random re reprlib resource secrets "
        "shlex shutil signal socket sqlite3 stat statistics string struct subprocess sys "
        "sysconfig tarfile tempfile textwrap threading time timeit token tokenize traceback "
        "tracemalloc types typing unicodedata unittest unittest.mock urllib urllib.parse "
        "urllib.request uuid warnings weakref webbrowser xml xml.etree xml.etree.ElementTree "
        "zipfile zlib"
    ).split()
)
"""Standard-library modules a submission may import: a locked child cannot open files.

Many are of no use in there, but left-over imports are no reason to fail a right answer.
"""
NUMPY_PARTS: Final = {
    name: f"numpy.{name}" for name in ("fft", "ma", "polynomial", "random", "testing", "typing")
}
"""Parts of NumPy that are imported for a submission only where its source mentions them."""
STAR_PARTS: Final = frozenset(
    (
        *NUMPY_PARTS.values(),
        *(f"numpy.{name}" for name in ("char", "core", "ctypeslib", "f2py", "rec", "strings")),
    )
)
"""What `from numpy import *` imports: a fifth of a second, so only for those who write it."""
LATE_PARTS: Final = {
    "ProcessPoolExecutor": "concurrent.futures.process",
    "ThreadPoolExecutor": "concurrent.futures.thread",
    "genfromtxt": "urllib.request",
    "loadtxt": "urllib.request",
    "strptime": "_strptime",
    **dict.fromkeys(
        (
            *("median", "percentile", "quantile", "nanmedian", "nanpercentile", "nanquantile"),
            *("unique", "union1d", "intersect1d", "setdiff1d", "setxor1d", "isin"),
            "unique_values",
        ),
        "numpy.ma",
    ),
}
"""What the standard library and NumPy import when these names are first used."""
CODECS: Final = frozenset(
    f"encodings.{name}"
    for name in ("cp1250", "cp1251", "cp1252", "iso8859_2", "iso8859_15", "latin_1", "mac_roman")
)
"""What reads a source that says it is not in UTF-8, as old editors write them."""
OPTIMIZING: Final = "torch._dynamo"
"""What torch imports at the first step of an optimizer: two seconds,
so the zygote does it once, when the first submission needs it."""


NOT_READY: Final = 71
"""How a child ends that could not be made ready, before it has looked at any source."""


class Spawn(msgspec.Struct, frozen=True, tag="spawn"):
    """Fork a child with these limits; the descriptors of its control and output come along.

    The child serves only where every layer holds but those of `without`, which the self-test found
    missing and the grader goes on without.
    """

    memory_megabytes: int
    cpu_seconds: int
    modules: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    executable_memory: bool = False
    probe: bool = False
    without: tuple[str, ...] = ()


class End(msgspec.Struct, frozen=True, tag="end"):
    """Kill the child unless it ends by itself within the grace, and reap it."""

    pid: int
    grace_seconds: float = 0.0


class Spawned(msgspec.Struct, frozen=True, tag="spawned"):
    """The child runs."""

    pid: int


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The child is gone; `killed` says that it had not ended by itself."""

    signal: int | None
    status: int | None
    killed: bool


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The zygote could not do it."""

    why: str


Request = Union[Spawn, End]  # noqa: UP007 - msgspec reads the union
Answer = Union[Spawned, Ended, Refused]  # noqa: UP007
