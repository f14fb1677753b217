"""A YAML file becomes data with lines, or one plain sentence."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import PackError
from grader.load.yaml_tree import BROKEN, MAX_BYTES, Document, read_document

SHOWN = Path("f.yaml")


def read(tmp_path: Path, text: str | bytes) -> Document:
    path = tmp_path / "f.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_document(path, SHOWN)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1", {"a": 1}),
        ("a: -3", {"a": -3}),
        ("a: 1.0e-6", {"a": 1e-6}),
        ("a: .5", {"a": 0.5}),
        ("a: 5.", {"a": 5.0}),
        ("a: -.inf", {"a": float("-inf")}),
        ("a: 1e-6", {"a": "1e-6"}),
        ("a: no", {"a": False}),
        ("a: 'no'", {"a": "no"}),
        ("a: True", {"a": True}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("a: [1, [2, x]]", {"a": [1, [2, "x"]]}),
        ("y: 1\nn: 2", {"y": 1, "n": 2}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("\ufeffa: 1", {"a": 1}),
        ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        ("just text", "just text"),
    ],
)
def test_plain_data(tmp_path: Path, text: str, data: object) -> None:
    document = read(tmp_path, text)
    assert document.data == data
    assert document.faults == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a: b: c",
            (
                "f.yaml:1: an unexpected ': '; put the text in 'single quotes', "
                "or check the indentation"
            ),
        ),
        (
            "a: 1\nfoo\nb: 2",
            (
                "f.yaml:2: a line that is not 'key: value'; add the colon, "
                "or indent the line if it goes on from the one above"
            ),
        ),
        (
            "a: [1, 2\nb: 3",
            "f.yaml:2: the list opened with [ on line 1 is not closed; add the ] or the comma",
        ),
        (
            "a: {x: 1\nb: 3",
            "f.yaml:2: the mapping opened with { on line 1 is not closed; add the } or the comma",
        ),
        ('a: "foo\nb: 3', "f.yaml:2: the quote opened on line 1 is not closed; add the quote"),
        (
            'a: "$\\sum$"',
            "f.yaml:1: a backslash inside double quotes; use 'single quotes' there",
        ),
        (
            "a: [b:c, x::]",
            "f.yaml:1: an unexpected ':' inside brackets; put the text in 'single quotes'",
        ),
        ("a: @x", "f.yaml:1: text may not start with '@'; put the text in 'single quotes'"),
        ("a: %x", "f.yaml:1: text may not start with '%'; put the text in 'single quotes'"),
        ("a: ,x", "f.yaml:1: text may not start with ','; put the text in 'single quotes'"),
        ("a: **Note**", "f.yaml:1: text may not start with *; put the text in 'single quotes'"),
        ("a: !e!x 1", "f.yaml:1: text may not start with !; put the text in 'single quotes'"),
        ("a:\n\tb: 1", "f.yaml:2: a tab in the indentation; indent with two spaces"),
        ("a:\n  b: 1\n\tc: 2", "f.yaml:3: a tab in the indentation; indent with two spaces"),
        ("a: |\n\tfoo", "f.yaml:2: a tab in the indentation; indent with two spaces"),
        ("a: - b", "f.yaml:1: an unexpected '- '; start the list on its own line"),
        (
            "a: |\n  foo\n bar",
            (
                "f.yaml:3: this line does not fit the block that starts on line 1; "
                "line it up with the keys of the same block"
            ),
        ),
        (
            "- a\nb: 1",
            (
                "f.yaml:2: this line does not fit the list that starts on line 1; "
                "start each item with '- ' in the same column"
            ),
        ),
        (
            "a: 'it's'",
            "f.yaml:1: something follows the closing quote; write a quote inside quotes twice: ''",
        ),
        (
            "a:\n  - [H, W] is the shape\n",
            (
                "f.yaml:2: something follows the closing bracket; "
                "put the text in 'single quotes', if it is text"
            ),
        ),
        ("a: 1\n---\nb: 2", "f.yaml:2: a second document after '---'; keep one document a file"),
        ("a: >x\n foo", "f.yaml:1: text after | or >; start a new line for it"),
        ("%YAML 3.0\n---\na: 1", "f.yaml:1: a %YAML line that is not read here; remove it"),
        (
            "x: 1\na: \x01",
            "f.yaml:2: a control character (code 1); delete it and type the place again",
        ),
        (
            "a: &x 1\nb: *x",
            (
                "f.yaml:2: '*x' is a YAML alias, which is not read here; "
                "write the value out, or put text that starts with * in quotes"
            ),
        ),
        (
            "&a [*a]",
            (
                "f.yaml:1: '*a' is a YAML alias, which is not read here; "
                "write the value out, or put text that starts with * in quotes"
            ),
        ),
        ("", "f.yaml:1: the file is empty; write 'key: value' lines"),
        ("# only a comment\n", "f.yaml:1: the file is empty; write 'key: value' lines"),
        ("a: " + "[" * 33, "f.yaml:1: nested deeper than 32 levels"),
        ("[" * 100_000, "f.yaml:1: nested deeper than 32 levels"),
        ("- " * 100_000, "f.yaml:1: nested deeper than 32 levels"),
    ],
)
def test_what_is_not_yaml_is_one_plain_sentence(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PackError) as caught:
        read(tmp_path, text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "a: 1\nb: 2\na: 3\na: 4",
            [
                "f.yaml:3: duplicate key 'a', already on line 1; keep one of them",
                "f.yaml:4: duplicate key 'a', already on line 1; keep one of them",
            ],
        ),
        (
            "no: 1",
            [("f.yaml:1: YAML reads the key 'no' as false, not as text; put it in quotes: 'no'")],
        ),
        (
            "5: 1",
            [("f.yaml:1: YAML reads the key '5' as a number, not as text; put it in quotes: '5'")],
        ),
        (
            "~: 1",
            [("f.yaml:1: YAML reads the key '~' as nothing, not as text; put it in quotes: '~'")],
        ),
        (
            "[a]: b",
            ["f.yaml:1: a list or mapping is used as a key; write one word as the key"],
        ),
        ("<<: {a: 1}", ["f.yaml:1: '<<' merges are not read here; write the entries out"]),
        ("a: !!binary x", ["f.yaml:1: the tag !!binary is not read here; remove it"]),
        ("a: !!set {x}", ["f.yaml:1: the tag !!set is not read here; remove it"]),
        ("a: !thing 1", ["f.yaml:1: the tag !thing is not read here; remove it"]),
        (
            "a: !!int x",
            [
                (
                    "f.yaml:1: YAML reads 'x' as a number that is not what it looks like; "
                    "write plain digits, or put it in quotes if it is text"
                )
            ],
        ),
        (
            "a: 010",
            [
                (
                    "f.yaml:1: YAML reads '010' as a number that is not what it looks like; "
                    "write plain digits, or put it in quotes if it is text"
                )
            ],
        ),
        (
            "a: 1:30",
            [
                (
                    "f.yaml:1: YAML reads '1:30' as a number that is not what it looks like; "
                    "write plain digits, or put it in quotes if it is text"
                )
            ],
        ),
        (
            "a: 99999999999999999999",
            [("f.yaml:1: a whole number of more than 64 bits; write a smaller one")],
        ),
        (
            "a: 2024-01-01",
            [("f.yaml:1: YAML reads '2024-01-01' as a date; put it in quotes: '2024-01-01'")],
        ),
    ],
)
def test_faults_of_any_file_are_all_collected(
    tmp_path: Path, text: str, messages: list[str]
) -> None:
    assert [str(fault) for fault in read(tmp_path, text).faults] == messages


def test_what_cannot_be_read_is_broken_and_the_rest_is_there(tmp_path: Path) -> None:
    document = read(tmp_path, "a: 010\nb: 2")
    assert document.data == {"a": BROKEN, "b": 2}


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        read(tmp_path, b"a: 1\nb: caf\xe9\n")
    message = "f.yaml:2: the file is not UTF-8; save it with the encoding UTF-8"
    assert str(caught.value) == message


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        read(tmp_path, b"# " + b"x" * MAX_BYTES)
    message = "f.yaml: the file is over 1,000,000 bytes; draw large inputs with expressions"
    assert str(caught.value) == message


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        read_document(tmp_path, SHOWN)
    assert str(caught.value) == "f.yaml: cannot be read: Is a directory"


def test_every_part_knows_its_line(tmp_path: Path) -> None:
    text = "a: 1\nb:\n  - x: 5\n    y: [7,\n     8]\nc: |\n  one\n  two\nd: text\n"
    document = read(tmp_path, text)
    assert document.line() == 1
    assert document.line(("b",)) == 2
    assert document.line(("b", 0, "x")) == 3
    assert document.line(("b", 0, "y")) == 4
    assert document.line(("b", 0, "y", 1)) == 5
    assert document.line(("b", 0, "missing", 7)) == 3
    assert document.code_line(("c",), 2) == 8
    assert document.code_line(("d",), 2) == 9
    assert document.written(("b", 0, "x")) == "5"
    assert document.written(("b", 3)) == ""


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_a_pack_error(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(raw)
    with contextlib.suppress(PackError):
        assert read_document(path, SHOWN).line() >= 1


@given(st.text(alphabet="ab:-[]{}'\"|>&*!%#?,. \t\n01e~", max_size=60))
def test_any_punctuation_is_a_document_or_a_pack_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text)
    with contextlib.suppress(PackError):
        read_document(path, SHOWN)
