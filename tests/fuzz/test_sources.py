"""Sources that break parsers cost their own child; nothing grows or waits in the grader."""

from __future__ import annotations

import codecs
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz.mutators import mutate_text
from fuzz.seeds import seeds
from small_pack import SMALL_PACK, WritePack
from small_problem import small_problem

from grader.collect import MAX_SOURCE, collect
from grader.errors import UsageError
from grader.execute import Execution, Job, Missing, PlannedCall, execute
from grader.load import open_pack
from grader.outcome import Died, MemoryExceeded, Raised, Returned, TimedOut
from grader.pack_file import Defaults
from grader.sandbox import Sandbox, Sandboxes
from grader.values import Mapping
from grader.wire import Load

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children are forked on Linux")

GOOD = SMALL_PACK["solutions/double/accepted/plain.py"].encode()
READABLE = {
    "UTF-8 with a mark": codecs.BOM_UTF8 + GOOD,
    "Latin-1": b"# -*- coding: latin-1 -*-\n# \xe9\n" + GOOD,
    "DOS line ends": GOOD.replace(b"\n", b"\r\n"),
    "old Mac line ends": GOOD.replace(b"\n", b"\r"),
    "a long line": b"x = '" + b"a" * 900_000 + b"'\n" + GOOD,
    "many lines": b"\n" * 900_000 + GOOD,
    "a comment that is no UTF-8": b"# \xff\xfe\n" + GOOD,
    "surrogates in a comment": b"# \xed\xa0\x80\n" + GOOD,
    "form feeds": b"\f\n" + GOOD,
}
BROKEN = {
    "null bytes": b"\0" * 1000,
    "null byte inside": GOOD.replace(b"x", b"\0"),
    "UTF-16": GOOD.decode().encode("utf-16"),
    "UTF-32": GOOD.decode().encode("utf-32"),
    "two marks": codecs.BOM_UTF8 * 2 + GOOD,
    "unknown coding": b"# coding: klingon\n" + GOOD,
    "coding that is none": b"# coding: hex\n" + GOOD,
    "coding that compresses": b"# coding: zlib_codec\n" + GOOD,
    "coding with a path": b"# coding: ../../etc/passwd\n" + GOOD,
    "a mark and another coding": codecs.BOM_UTF8 + b"# coding: latin-1\n" + GOOD,
    "brackets": b"(" * 100_000,
    "nested lists": b"[" * 150 + b"]" * 150 + b"\n[" * 3000,
    "indentation": b"".join(b" " * n + b"if 1:\n" for n in range(300)),
    "an open string": b"'''" + b"a" * 500_000,
    "an open f-string": b"f'" + b"{" * 5_000,
    "a huge number": b"x = " + b"9" * 100_000,
    "a backslash at the end": GOOD + b"\\",
    "a form that is none": b"def double(x" + b", x" * 20_000 + b"): pass",
}
DEEP = {
    "minus signs": b"x = " + b"-" * 100_000 + b"1\n",
    "nots": b"x = " + b"not " * 50_000 + b"1\n",
    "attributes": b"x = a" + b".a" * 100_000 + b"\n",
    "calls": b"x = f" + b"()" * 100_000 + b"\n",
    "a sum": b"x = 1" + b"+1" * 100_000 + b"\n",
    "powers": b"x = 1" + b"**1" * 50_000 + b"\n",
    "lambdas": b"x = " + b"lambda: " * 20_000 + b"1\n",
    "elses": b"x = " + b"1 if 1 else " * 20_000 + b"1\n",
    "decorators": b"@f\n" * 50_000 + b"def g(): pass\n",
    "elifs": b"if 1: pass\n" + b"elif 1: pass\n" * 20_000,
    "a constant that grows": b"x = " + b"(" * 50 + b"1" + b"<<9999)" * 50 + b"\n",
    "a text that grows": b"x = 'a' * 4096 * 4096 * 4096\n",
    "a tuple that grows": b"x = ((((1,) * 256) * 256) * 256) * 256\n",
}
FAILURES = (Raised, Died, MemoryExceeded, TimedOut, Missing)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandboxes() as sandboxes:
        yield sandboxes.start("numpy")


def run(sandbox: Sandbox, source: bytes) -> Execution:
    file = small_problem().file
    load = Load(source, "mine.py", file.stub, "double", ("numpy",), ("np.convolve",))
    call = PlannedCall(0, "double(3)", Mapping({}))
    limits = Defaults(time_limit=2, time_budget=5, memory=128)
    return execute(sandbox, Job(load, (call,), limits))


@pytest.mark.parametrize("name", READABLE)
def test_a_source_that_python_reads_is_run(sandbox: Sandbox, name: str) -> None:
    assert run(sandbox, READABLE[name]).outcomes == (Returned(6),)


@pytest.mark.parametrize("name", BROKEN)
def test_a_source_that_python_cannot_read_says_so(sandbox: Sandbox, name: str) -> None:
    failure = run(sandbox, BROKEN[name]).failure
    assert isinstance(failure, Raised)
    assert failure.type_name in {"SyntaxError", "IndentationError", "UnicodeDecodeError"} or (
        failure.type_name in {"ValueError", "LookupError"}
    )


@pytest.mark.parametrize("name", DEEP)
def test_a_source_that_is_too_much_costs_its_own_child(sandbox: Sandbox, name: str) -> None:
    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    execution = run(sandbox, DEEP[name])
    assert execution.outcomes == () or not isinstance(execution.outcomes[0], Returned)
    assert execution.violations or isinstance(execution.failure, FAILURES)
    assert time.monotonic() - begin < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024  # KB
    assert run(sandbox, GOOD).outcomes == (Returned(6),)


def test_what_is_forbidden_2_000_times_is_forbidden(sandbox: Sandbox) -> None:
    lines = b"    np.convolve(x, x)\n" * 2_000
    execution = run(sandbox, b"import numpy as np\ndef double(x):\n" + lines)
    assert execution.violations[0].line == 3
    assert len(execution.violations) == 100


def test_nearly_sound_sources_end_somehow(sandbox: Sandbox) -> None:
    chance = random.Random(4)
    starts = list(seeds("source"))
    for _ in range(60):
        source = mutate_text(b"0" + chance.choice(starts), chance)[1:]
        execution = run(sandbox, source.replace(b"\0", b" ") if chance.random() < 0.5 else source)
        assert execution.outcomes or execution.failure or execution.unchanged


def test_a_line_of_100_mb_is_not_read(write_pack: WritePack) -> None:
    pack = open_pack(write_pack() / "exercises")
    path = Path("double.py")
    with path.open("wb") as stream:
        stream.write(b"x = '")
        stream.truncate(100_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UsageError, match="over 1 MB"):
        collect(pack, ["double.py"])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 16 * 1024  # KB
    path.write_bytes(b"#" * (MAX_SOURCE - 1) + b"\n")
    assert len(collect(pack, ["double.py"]).submissions) == 1


def test_a_hostile_folder_is_told_of_in_few_lines(write_pack: WritePack) -> None:
    pack = open_pack(write_pack() / "exercises")
    folder = Path("in")
    folder.mkdir()
    for number in range(300):
        (folder / f"\x1b[2J{number}.py").write_bytes(b"\xff\0" * number)
    (folder / "double.py").write_bytes(GOOD)
    found = collect(pack, ["in"])
    assert [one.label for one in found.submissions] == ["in/double.py"]
    assert len(found.notes) == 21
    assert found.notes[-1] == "280 more such notes are left out"
    assert not any("\x1b" in note for note in found.notes)
