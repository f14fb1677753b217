"""Text from students, made safe: nothing that a terminal or a reader could be misled by."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.clean import HIDDEN, clean, clean_bytes

HOSTILE = "\x1b\x07\x00\r\u202e\u2066\u200b\ufeff\u2028\x85\x9b\U000e0041"


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    assert not {unicodedata.category(character) for character in clean(text)} & HIDDEN


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=500))
def test_what_can_be_seen_stays(text: str) -> None:
    assert clean(text) == text


@given(st.text(), st.integers(1, 50))
def test_no_text_is_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit + len("...")


@given(st.text(max_size=60))
def test_what_is_clean_stays_so(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("character", HOSTILE)
def test_each_hostile_character_is_spelled_out(character: str) -> None:
    assert clean(f"a{character}b") == f"a\\x{ord(character):02x}b"


def test_lines_become_one() -> None:
    assert clean("one\ntwo") == "one two"


def test_a_long_text_says_that_it_goes_on() -> None:
    assert clean("x" * 501) == "x" * 500 + "..."
    assert clean("x" * 500) == "x" * 500


@given(st.binary(max_size=3000))
def test_printed_bytes_become_clean_lines(output: bytes) -> None:
    shown = clean_bytes(output)
    assert len(shown) <= 2000
    categories = {unicodedata.category(character) for character in shown.replace("\n", "")}
    assert not categories & HIDDEN


def test_printed_lines_stay_lines() -> None:
    assert clean_bytes("eins\nzwei ü\r\n\x1b[31mrot\n".encode()) == "eins\nzwei ü\n\\x1b[31mrot"
    assert clean_bytes(b"\xff\xfe") == "\ufffd\ufffd"


def test_a_flood_of_bytes_is_cut() -> None:
    assert len(clean_bytes(b"x" * 8_000_000)) <= 2000
    assert len(clean_bytes(b"\x00" * 8_000_000)) <= 2000
    assert len(clean_bytes(b"\n" * 8_000_000)) <= 2000
