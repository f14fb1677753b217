"""Laws of the formats: what is escaped is read back, and shares are the points they stand for."""

from __future__ import annotations

import csv
from fractions import Fraction

import consumers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.render.entries import one_line, sentences
from grader.render.github import annotation
from grader.render.gradebook.cells import csv_line, guarded
from grader.render.junit import xml_text
from grader.render.markdown import capped, escape, fenced
from grader.render.shares import Part, count, shares

lines = st.text().map(one_line).filter(bool)
parts = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from((1, 2, 3, 4)), st.booleans()), max_size=8
).map(lambda drawn: [_part(*one) for one in drawn])


def _part(size: int, fraction: int, had: bool) -> Part:  # noqa: FBT001 - as drawn
    points = size / fraction
    return Part("p", points if had else 0.0, points, "" if had else "why")


@given(st.text(), st.text())
def test_a_command_is_read_back_as_it_was_written(message: str, title: str) -> None:
    (line,) = consumers.commands(annotation("error", message, title=title))
    assert (line.message, line.properties["title"]) == (message, title)


@given(lines)
def test_markdown_shows_a_text_as_it_was_written(text: str) -> None:
    table = f"| a |\n|---|\n| {escape(text)} |\n"
    assert consumers.tables(table)[0][1] == [text]


@given(st.text())
def test_a_text_is_one_line_that_says_nothing_to_a_ci_system(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    assert one_line(line) == line
    assert not line.startswith("::error")


@given(st.lists(st.text()))
def test_sentences_are_one_line(said: list[str]) -> None:
    assert "\n" not in sentences(*said)


@given(st.text())
def test_nothing_closes_a_block_of_code(text: str) -> None:
    fence = fenced(text).split("text\n", 1)[0]
    assert fence not in text


@given(st.lists(st.text()))
def test_no_cell_starts_a_formula_and_all_are_read_back(texts: list[str]) -> None:
    (row, *more) = list(csv.reader([csv_line(texts)])) or [[]]
    assert more == []
    assert [cell for cell in row if cell.strip().startswith(("=", "+", "-", "@"))] == []
    if texts != [""]:
        assert row == [guarded(text) for text in texts]


@given(st.text())
def test_a_guarded_text_stays_as_it_is(text: str) -> None:
    assert guarded(guarded(text)) == guarded(text)


@given(st.text())
def test_what_is_left_for_xml_is_xml(text: str) -> None:
    from xml.etree import ElementTree as ET

    element = ET.Element("a")
    element.text = xml_text(text)
    ET.fromstring(ET.tostring(element))


@given(st.lists(st.text(max_size=30), max_size=20), st.integers(60, 400))
def test_what_is_capped_fits(blocks: list[str], limit: int) -> None:
    text = capped(blocks, limit, "x")
    assert len(text.encode("utf-8", "surrogatepass")) <= limit
    if sum(len(block.encode()) for block in blocks) <= limit - 60:
        assert text == "".join(blocks)


@given(parts)
def test_shares_add_up_to_the_points(drawn: list[Part]) -> None:
    cut = list(shares(drawn))
    most = sum(part.max_points for part in drawn)
    assert len(cut) == count(drawn)
    assert bool(cut) == bool(most)
    if cut:
        had = Fraction(sum(share.passed for share in cut), len(cut))
        assert float(had) * most == pytest.approx(sum(part.points for part in drawn))


@given(parts)
def test_no_fewer_shares_would_do(drawn: list[Part]) -> None:
    """Each part is a whole number of shares, and those numbers have no common divisor."""
    from math import gcd

    number = count(drawn)
    if number:
        most = sum(part.max_points for part in drawn)
        sizes = [round(part.max_points / most * number) for part in drawn]
        assert gcd(*sizes) == 1
