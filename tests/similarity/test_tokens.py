"""Tokens: what disguises change is not in them, what a student decided is."""

from __future__ import annotations

import pytest
from disguise import disguised
from hypothesis import given
from hypothesis import strategies as st
from independent import answers

from grader.similarity.spans import matching_spans
from grader.similarity.tokens import MOST_TOKENS, tokens_of

PLAIN = b"""
def slide(image, kernel):
    out = image[0:2] * kernel
    return out.sum()
"""

COMMENTED = b"""
import numpy as np

def slide(image, kernel):
    "Doc."
    # why
    out = (image[0:2]) * kernel
    return (out.sum())
"""
TYPED = b"""
def slide(image: np.ndarray, kernel: dict[str, int]) -> tuple[int, int]:
    out = image[0.0:2.] * kernel
    return out.sum()
"""


def texts(source: bytes) -> list[str]:
    return [token.text for token in tokens_of(source)]


@pytest.mark.parametrize(
    "same",
    [
        b"def slide( image,kernel ):\n  out=image[0:2]*kernel\n  return out.sum()\n",
        b"def slide(a, b):\n    c = a[0:2] * b\n    return c.sum()\n",
        b"def slide(image, kernel): out = image[0:2] * kernel; return out.sum()\n",
        COMMENTED,
        TYPED,
        PLAIN.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + PLAIN,
    ],
    ids=["spaces", "names", "one line", "comments and brackets", "types", "windows", "mark"],
)
def test_a_disguise_leaves_the_tokens_as_they_are(same: bytes) -> None:
    assert texts(same) == texts(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.replace(b"sum", b"mean"),
        PLAIN.replace(b"0:2", b"0:3"),
        PLAIN.replace(b"*", b"@"),
        PLAIN.replace(b"return ", b"return 2 * "),
    ],
    ids=["method", "number", "operator", "more"],
)
def test_another_program_has_other_tokens(other: bytes) -> None:
    assert texts(other) != texts(PLAIN)


def test_a_token_knows_its_line_and_its_name() -> None:
    found = [(token.name, token.line) for token in tokens_of(PLAIN) if token.name == "out"]
    assert found == [("out", 3), ("out", 4)]


def test_every_right_answer_keeps_its_tokens_in_disguise() -> None:
    checked = 0
    for sources in answers().values():
        for source in sources:
            if b"lambda" in source or b"class " in source or b'f"' in source:
                continue  # ast.unparse lays these out with other tokens
            ours, copied = texts(source), texts(disguised(source))
            checked += len(ours) == len(copied)
    assert checked > 150


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\x00\x01\x02",
        b"def f(:\n",
        b"x = (" * 100_000,
        b"x = " + b"-" * 150_000 + b"1",
        b"if 1:\n" + b"".join(b" " * depth + b"if 1:\n" for depth in range(1, 400)),
        b"x = '''never closed",
        b"\xff\xfe" + "x = 1".encode("utf-16-le"),
        b"# coding: no-such-codec\nx = 1\n",
        b"x = 1\n" * 2_000_000,
        b"x = " + b"9" * 190_000,
        b"  x = 1\n y = 2\n",
        "x = '\ud800'".encode("utf-8", "surrogatepass"),
        b"\t'.' x])-=x\n\\f\x00\\f#{\xff{([}) ",  # a SystemError of Python 3.12 and 3.13
    ],
    ids=range(14),
)
def test_a_hostile_source_is_read_as_far_as_it_goes(source: bytes) -> None:
    assert len(tokens_of(source)) <= MOST_TOKENS


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_any_bytes_can_be_read_and_compared(source: bytes) -> None:
    tokens = tokens_of(source)
    assert all(token.line >= 1 for token in tokens)
    for span in matching_spans(source, source):
        assert (span.left_first, span.left_last) == (span.right_first, span.right_last)


def test_what_comes_before_an_error_counts() -> None:
    assert texts(PLAIN + b"x = (((\n")[: len(texts(PLAIN))] == texts(PLAIN)
