"""The class page: one whole file, the same each time, everything escaped, like failures once."""

from __future__ import annotations

import base64
import html
import json
import re
import zlib
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import pytest
from classes import DOZEN, DrawnClass, a_class
from msgspec.structs import replace

from grader.gradebook.table import Heading, Row, Student
from grader.render.class_page import class_page
from grader.render.class_page.bars import SHARES, columns, counts, horizontal_bars
from grader.render.class_page.charts import CORRELATIONS
from grader.report import ProblemResult
from grader.similarity import AlikeProblem, SimilarPair, Span
from grader.verdict import Verdict

HOSTILE = "</script><script>alert(1)</script><!-- \u202e&amp; ' \" \x1b[31m"
PAIR = SimilarPair(
    "s0000",
    "s0001",
    61.5,
    (
        AlikeProblem(
            "one-window", 61.5, 0.91, ("<b>", "x = 1"), ("y = 1",), (Span(1, 2, 1, 1, 12),)
        ),
    ),
)


def page_of(drawn: DrawnClass, similar: Iterable[SimilarPair] | None = None) -> str:
    pairs = None if similar is None else tuple(similar)
    return "".join(class_page(drawn.heading, iter(drawn.rows), drawn.result, pairs))


def data_in(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def packs_in(page: str) -> list[list[str]]:
    texts = re.findall(
        r'<script type="application/octet-stream" id="pack-\d+">(.*?)</script>', page
    )
    return [json.loads(zlib.decompress(base64.b64decode(text))) for text in texts]


@pytest.fixture(scope="module")
def drawn() -> DrawnClass:
    return a_class(40)


@pytest.fixture(scope="module")
def page(drawn: DrawnClass) -> str:
    return page_of(drawn)


def test_the_same_class_gives_the_same_page(drawn: DrawnClass, page: str) -> None:
    assert page_of(drawn) == page


def test_nothing_is_fetched_and_nothing_is_styled_in_place(page: str) -> None:
    without_namespaces = page.replace("http://www.w3.org/2000/svg", "")
    assert "http:" not in without_namespaces
    assert "https:" not in without_namespaces
    assert " style=" not in page
    assert not re.search(r"\son[a-z]+=", page.partition("<script")[0])


def test_the_policy_allows_this_style_and_this_script_alone(page: str) -> None:
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert (len(style), len(script)) == (1, 1)
    hashes = [base64.b64encode(sha256(text.encode()).digest()).decode() for text in style + script]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"
    )


def test_the_data_are_those_of_the_rows(drawn: DrawnClass, page: str) -> None:
    data = data_in(page)
    assert [student[0] for student in data["students"]] == [row.student.id for row in drawn.rows]
    for row, student in zip(drawn.rows, data["students"], strict=True):
        assert student[4] == pytest.approx(row.score)
        for column, mark in zip(data["columns"], student[7], strict=True):
            held = row.marks.get(column[0])
            assert (mark is None) == (held is None)
            if held is not None:
                assert data["verdicts"][mark[0]][0] == held.verdict
                assert mark[2:4] == [held.public.passed, held.public.total]
                named = None if mark[6] < 0 else data["mistakes"][mark[6]][1]
                assert named == (held.mistake and held.mistake.name)


def test_every_failure_has_its_details_and_nothing_else_has(drawn: DrawnClass, page: str) -> None:
    data, packs = data_in(page), packs_in(page)
    for row, student in zip(drawn.rows, data["students"], strict=True):
        for column, mark in zip(data["columns"], student[7], strict=True):
            result = drawn.result(row.student.id, column[0])
            if result is None:
                assert mark is None or mark[7] is None
                continue
            pack, number = mark[7]
            drawing = packs[pack][number]
            if result.mistake is not None:
                assert f"<code>{result.mistake.name}</code>" in drawing
            assert "expected" in drawing or "ZeroDivisionError" in drawing


def test_like_failures_are_stored_once(page: str) -> None:
    details = [mark[7] for one in data_in(page)["students"] for mark in one[7] if mark and mark[7]]
    drawings = [drawing for pack in packs_in(page) for drawing in pack]
    assert len(set(map(tuple, details))) == len(drawings) == len(set(drawings))
    assert len(drawings) < len(details)


def test_the_four_panels_are_drawn(page: str) -> None:
    drawings = [drawing for pack in packs_in(page) for drawing in pack]
    four = [one for one in drawings if "that mistake gives" in one]
    assert four
    for name in ("expected", "yours", "yours \u2212 expected", "that mistake gives"):
        assert any(f'aria-label="{name}"' in one for one in four)


def test_times_make_no_difference(drawn: DrawnClass) -> None:
    def slower(student: str, slug: str) -> ProblemResult | None:
        result = drawn.result(student, slug)
        if result is None:
            return None
        groups = tuple(
            replace(
                group,
                cases=tuple(replace(case, seconds=len(student) / 7) for case in group.cases),
            )
            for group in result.groups
        )
        return replace(result, groups=groups, label=f"{student}/answer.py")

    assert "".join(class_page(drawn.heading, iter(drawn.rows), slower)) == page_of(drawn)


def test_hostile_names_end_nothing_and_hide_nothing() -> None:
    drawn = a_class(12)
    rows = tuple(
        replace(
            row,
            student=Student(f"{HOSTILE}{number}", HOSTILE, HOSTILE, section=HOSTILE),
            notes=(HOSTILE,),
        )
        for number, row in enumerate(drawn.rows)
    )
    heading = replace(drawn.heading, title=HOSTILE, notes=(HOSTILE,))
    page = "".join(class_page(heading, rows, lambda *_: None, [PAIR]))
    assert page.count("<script>") == 1
    assert "alert(1)</script>" not in page
    data = data_in(page)
    assert "\u202e" not in json.dumps(data, ensure_ascii=False)
    assert "\\xe202" not in data["students"][0][1]
    assert "\\x202e" in data["students"][0][1]


def test_a_class_of_nobody_and_a_class_without_marks() -> None:
    heading = a_class(1).heading
    for rows in ([], [Row(Student("a"), {}, 0.0, 30.0, missing=True)]):
        page = "".join(class_page(heading, rows, lambda *_: None))
        assert "Nothing was handed in for <code>one-window</code>" in page
        assert data_in(page)["columns"] == []


def test_a_problem_of_a_judge_error_says_whose_fault_it_was() -> None:
    drawn = a_class(12)
    rows = tuple(
        replace(
            row,
            marks={
                slug: replace(mark, verdict=Verdict.JUDGE_ERROR) for slug, mark in row.marks.items()
            },
        )
        for row in drawn.rows
    )
    page = "".join(class_page(drawn.heading, rows, drawn.result))
    assert re.search(r"\d+ judge errors: the grader's fault", page)


def test_similar_pairs_are_listed_with_their_sources_packed(drawn: DrawnClass, page: str) -> None:
    with_pairs = page_of(drawn, [PAIR])
    assert 'id="similar"' not in page
    assert 'href="#student/s0000"' in with_pairs
    drawing = packs_in(with_pairs)[0][0]
    assert "<mark>&lt;b&gt;</mark><mark>x = 1</mark>" in drawing
    assert "<mark>y = 1</mark>" in drawing
    assert "more alike than chance explains" in page_of(drawn, [])


def test_a_large_class_is_a_page_that_can_be_mailed() -> None:
    drawn = a_class(300, DOZEN[:4])
    size = len(page_of(drawn).encode())
    assert size < 500_000


def test_a_drawing_is_shapes_alone_and_says_what_it_is() -> None:
    chart = horizontal_bars('says "<it>"', ["a<b", "c&d", "e"], [0.5, None, 0.0], SHARES)
    assert 'aria-label="says &quot;&lt;it&gt;&quot;"' in chart
    assert "a&lt;b" in chart
    assert set(re.findall(r"<(\w+)", chart)) == {"svg", "g", "rect", "path", "text"}
    assert chart == horizontal_bars('says "<it>"', ["a<b", "c&d", "e"], [0.5, None, 0.0], SHARES)
    assert ">50 %</text>" in chart


def test_the_number_of_a_negative_bar_is_marked_to_stand_on_its_other_side() -> None:
    chart = horizontal_bars("it", ["up", "down"], [0.25, -0.5], CORRELATIONS)
    assert re.findall(r'class="value negative"[^>]*>([^<]*)<', chart) == ["-0.50"]
    assert re.findall(r'class="value"[^>]*>([^<]*)<', chart) == ["0.25"]


def test_bars_count_from_the_top_down() -> None:
    chart = horizontal_bars("it", ["first", "last"], [0.1, 0.9], SHARES)
    heights = {
        name: float(re.findall(rf'y="([\d.]+)"[^>]*>{name}<', chart)[0])
        for name in ("first", "last")
    }
    assert heights["first"] < heights["last"]


@pytest.mark.parametrize(("most", "marks"), [(0, (0, 1)), (1, (0, 1, 2)), (7, (0, 2, 4, 6, 8))])
def test_counts_have_whole_marks_and_room_above(most: int, marks: tuple[int, ...]) -> None:
    assert counts(most).ticks == marks
    assert columns("it", ["a"], [most])


def test_the_heading_of_one_class_is_its_title() -> None:
    heading = Heading("Numbers & <shapes>", (), "none", 0)
    page = "".join(class_page(heading, [], lambda *_: None))
    assert "<h1>Numbers &amp; &lt;shapes&gt;</h1>" in page
