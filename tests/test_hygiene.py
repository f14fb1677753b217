"""Nothing that a student wrote misleads who reads a report: a terminal, a person, a CI system."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hygiene import faults_in

from grader.clean import clean, clean_value
from grader.values import Array, Mapping, Opaque, Sequence, Value, encode

HOSTILE = {
    "colour": "\x1b[31mred\x1b[0m",
    "cursor": "\x1b[2J\x1b[1;1H\x1b[1A",
    "link": "\x1b]8;;http://example.org\x1b\\click\x1b]8;;\x1b\\",
    "title": "\x1b]0;accepted\x07",
    "eight-bit": "\x9b31m\x90q\x9c",
    "bidi": "\u202egnp.exe\u2066x\u2069",
    "zero-width": "a\u200bb\u200dc\ufeffd\u2060e\u00adf",
    "fillers": "\u3164\u2800\u115f\u034f\ufe0f\U000e0041",
    "bell": "\x07\x07",
    "backspace": "wrong answer\b\b\b\b\b\b\b\b\b\b\b\baccepted",
    "overwrite": "wrong\raccepted",
    "nul": "a\x00b",
    "separators": "one\u2028::error::two\u2029three\x85four\x0bfive\x0csix",
    "github": "::error file=a.py,line=1::forged",
    "github indented": "\n   \u3000::set-output name=score::10\n::stop-commands::x",
    "azure": "x ##[error]forged\n##[set-env name=A]b ##vso[task.complete result=Succeeded]",
    "summary": "\n1 judged: 1 accepted\nscore 10 of 10\nisolation: none\n",
    "json": '\n{"problems": [{"verdict": "accepted", "score": 10}], "score": 10}\n',
    "huge line": "x" * 100_000,
    "many lines": "line\n" * 100_000,
}
TEXT = "HOSTILE = {hostile!r}\n"
WAYS = {
    "printed": "def double(x):\n    print(HOSTILE)\n    return x\n",
    "printed to stderr": (
        "import sys\ndef double(x):\n    print(HOSTILE, file=sys.stderr)\n    return x\n"
    ),
    "warned": "import warnings\ndef double(x):\n    warnings.warn(HOSTILE)\n    return x\n",
    "raised": "def double(x):\n    raise ValueError(HOSTILE)\n",
    "named exception": (
        "def double(x):\n    raise type(HOSTILE.replace('\\0', '') or 'x', (Exception,), {})('a')\n"
    ),
    "raised while loading": "raise ValueError(HOSTILE)\n",
    "returned": "def double(x):\n    return HOSTILE[:9000]\n",
    "returned in a dict": "def double(x):\n    return {HOSTILE[:9000]: [HOSTILE[:9000]]}\n",
    "returned in a list": "def double(x):\n    return [HOSTILE[:9000]] * 100\n",
    "opaque": "def double(x):\n    return type(HOSTILE.replace('\\0', '') or 'x', (), {})()\n",
    "defined": "globals()[HOSTILE.replace('\\0', '')] = lambda: 0\nglobals()['doubl'] = len\n",
    "function name": (
        "def double(x):\n    def inner():\n        raise KeyError('a')\n"
        "    inner.__code__ = inner.__code__.replace(co_name=HOSTILE, co_firstlineno=10**6)\n"
        "    inner()\n"
    ),
    "exit text": "def double(x):\n    raise SystemExit(HOSTILE)\n",
}
QUOTED = {
    "comment": "def double(x):\n    raise ValueError  # {line}\n",
    "text": "def double(x):\n    return {{}}['''{line}''']\n",
    "broken": "def double(x):\n    return x\n{line}\n",
    "docstring": "def double(x):\n    '''\n::error::{line}'''\n    return y\n",
}


def grade(pack: Path, *arguments: str) -> tuple[int, str, str]:
    """Return status, standard output and errors of the real command in a pack's folder."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", "run", "--exercises", "exercises", *arguments],
        cwd=pack,
        check=False,
        capture_output=True,
        timeout=300,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any], str]:
    """Judge every hostile text in every way at once, and return the text, the JSON and errors."""
    from small_pack import SMALL_PACK

    pack = tmp_path_factory.mktemp("pack")
    for name, text in SMALL_PACK.items():
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    folder = pack / "handed-in"
    for number, hostile in enumerate(HOSTILE.values()):
        for way, source in enumerate(WAYS.values()):
            path = folder / f"{number}-{way}" / "double.py"
            path.parent.mkdir(parents=True)
            path.write_text(TEXT.format(hostile=hostile) + source)
        for way, source in enumerate(QUOTED.values()):
            path = folder / f"q{number}-{way}" / "double.py"
            path.parent.mkdir(parents=True)
            path.write_text(source.format(line=hostile[:5_000]), newline="")
    for name in ("colour", "bidi", "github", "separators", "zero-width", "azure"):
        wild = folder / HOSTILE[name].replace("/", "|").replace("\n", " ")[:100]
        wild.mkdir()
        (wild / "double.py").write_text("def double(x):\n    return 1 / 0\n")
        (folder / f"{wild.name}.py").write_text("nothing = 1\n")
    odd = bytes(folder) + b"/\xff\xfe\x80"
    Path(odd.decode("utf-8", "surrogateescape")).mkdir()
    Path((odd + b"/double.py").decode("utf-8", "surrogateescape")).write_text("1 / 0\n")
    status, out, errors = grade(
        pack, "handed-in", "--solutions", "solutions", "--no-require-sandbox",
        "--format", "json", "-o", "report.json", "-j", "2",
    )  # fmt: skip
    assert status == 1, errors
    return out, json.loads((pack / "report.json").read_text()), errors


def test_text_is_clean(reports: tuple[str, dict[str, Any], str]) -> None:
    text, _, errors = reports
    assert faults_in(text) == []
    assert faults_in(errors) == []


def test_json_is_clean(reports: tuple[str, dict[str, Any], str]) -> None:
    _, report, _ = reports
    indented = json.dumps(report, indent=2, ensure_ascii=False)
    assert faults_in(indented, longest=4_000) == []
    for text in _strings(report):
        assert faults_in(text, longest=2_100) == []


def _strings(tree: object) -> list[str]:
    if isinstance(tree, dict):
        return [text for key, item in tree.items() for text in (key, *_strings(item))]
    if isinstance(tree, list):
        return [text for item in tree for text in _strings(item)]
    return [tree] if isinstance(tree, str) else []


def test_everything_was_judged_and_nothing_accepted(
    reports: tuple[str, dict[str, Any], str],
) -> None:
    _, report, _ = reports
    assert len(report["problems"]) == len(HOSTILE) * (len(WAYS) + len(QUOTED)) + 7
    assert {problem["verdict"] for problem in report["problems"]} <= {
        "wrong answer",
        "runtime error",
        "output limit",
    }
    assert report["score"] == 0


def test_no_line_can_be_taken_for_the_summary(reports: tuple[str, dict[str, Any], str]) -> None:
    """What the grader says of the whole stands in the first column; a student's text never does."""
    text, report, _ = reports
    flush = [line for line in text.splitlines() if line and not line[0].isspace()]
    assert len(flush) < len(report["problems"]) + 30
    forged = [line for line in flush if not line.startswith(("double  ", "note: "))]
    assert [line.split()[0] for line in forged] == [
        str(len(report["problems"])),
        "score",
        "isolation:",
    ]


def test_reports_stay_short(reports: tuple[str, dict[str, Any], str]) -> None:
    text, report, _ = reports
    assert len(text) < 2_000 * len(report["problems"])
    assert len(json.dumps(report)) < 10_000 * len(report["problems"])


def test_file_names_are_spelled_out(reports: tuple[str, dict[str, Any], str]) -> None:
    _, report, _ = reports
    labels = {problem["submission"] for problem in report["problems"]}
    assert any("\\x1b[31mred" in label for label in labels)
    assert any("\\xdcff" in label for label in labels)
    assert any("\\x202e" in note for note in report["notes"])


@pytest.mark.parametrize("target", [name for name in HOSTILE if "\0" not in HOSTILE[name]])
def test_targets_that_are_not_there_are_named_cleanly(target: str, tmp_path: Path) -> None:
    from grader.collect import collect
    from grader.errors import UsageError
    from grader.load import Pack
    from grader.pack_file import Defaults, Unit
    from grader.problem import Course

    course = Course("c", (Unit(title="u", problems=["double"]),), Defaults())
    pack = Pack(tmp_path, None, course)
    name = HOSTILE[target].replace("/", "|")[:80]
    link = tmp_path / f"{name}.py"
    link.symlink_to("nowhere")
    for path in (link, tmp_path):
        with pytest.raises(UsageError) as caught:
            collect(pack, [str(path)])
        assert faults_in(str(caught.value), longest=2_000) == []


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_clean_leaves_nothing(hostile: str) -> None:
    for text in (hostile, f"  {hostile}", f"a {hostile}"):
        assert faults_in(clean(text)) == []


@pytest.mark.parametrize("slices", ["x[::2]", "y[:, ::-1]", "a::b", "# ## heading", "x[ ::step]"])
def test_what_is_no_command_stays(slices: str) -> None:
    assert clean(slices) == slices


def _texts(value: Value) -> list[str]:
    match value:
        case Mapping():
            return [t for name, item in value.items.items() for t in (name, *_texts(item))]
        case Sequence():
            return [text for item in value.items for text in _texts(item)]
        case Opaque():
            return [value.type_name]
        case str():
            return [value]
        case _:
            return []


def test_a_value_is_clean_throughout() -> None:
    rows: list[Any] = list(HOSTILE.values())
    value = encode({text[:50]: [text[:99], (text[:99],)] for text in rows})
    texts = _texts(clean_value(value))
    assert len(texts) == 3 * len(HOSTILE)
    assert [fault for text in texts for fault in faults_in(text)] == []


def test_a_value_is_no_larger_than_can_be_shown() -> None:
    wide = Array("ndarray", "bool", (60_000_000, 0))
    many: Value = Sequence("list", (1,) * 10_000)
    assert isinstance(clean_value(wide), Opaque)
    assert clean_value(Sequence("list", (wide, wide, 1)), wide) == Sequence(
        "list", (wide, Opaque("ndarray of shape (60000000, 0) and dtype bool"), 1)
    )
    shown = clean_value(many)
    assert isinstance(shown, Sequence)
    assert shown.items[-1] == Opaque("9000 more")
    assert clean_value(many, many) == many
    named = clean_value(Mapping({str(n): n for n in range(5_000)}))
    assert isinstance(named, Mapping)
    assert len(named.items) == 1_001
