"""A class on one screen, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click import unstyle
from hygiene import faults_in
from made_results import COLUMNS, student
from msgspec.structs import replace

from grader.gradebook.table import Heading, Mark, Row
from grader.render.class_summary import ClassSummary
from grader.report import NamedMistake, Tally
from grader.verdict import Verdict

HEADING = Heading("A course", COLUMNS, "seccomp", 0, ("a note on all",))
WORDS = "You turn the kernel by half a turn, which is what a mathematician would do; do not"


def mark(verdict: Verdict, slug: str = "double") -> Mark:
    right = verdict is Verdict.ACCEPTED
    says = NamedMistake("turned", WORDS) if verdict is Verdict.WRONG_ANSWER else None
    return Mark(slug, verdict, 10.0 * right, 10.0, Tally(1, 1), None, mistake=says)


def row(name: str, *marks: Mark) -> Row:
    score = sum(one.score for one in marks)
    return Row(student(name), {one.slug: one for one in marks}, score, 15.0, missing=not marks)


def text(rows: list[Row], width: int = 100, heading: Heading = HEADING) -> str:
    return unstyle("\n".join(ClassSummary(heading, rows).lines(width)))


def test_marks_problems_and_the_most_common_mistake() -> None:
    rows = [
        row("Alma", mark(Verdict.ACCEPTED)),
        row("Bela", mark(Verdict.WRONG_ANSWER)),
        row("Cili", mark(Verdict.WRONG_ANSWER)),
        row("Dani"),
    ]
    shown = text(rows)
    assert "4 students, 3 graded; of all points: mean 22 %, median 0 %" in shown
    assert "double           3    33 %    33 %  2x You turn the kernel" in shown
    assert "attempted by nobody: 1 of 2 problems" in shown
    assert "handed in nothing: 1 (dani)" in shown
    assert "note: a note on all" in shown
    assert "isolation: seccomp" in shown


def test_a_large_class_is_counted_and_not_listed() -> None:
    def rows() -> Iterator[Row]:
        for number in range(1000):
            yield row(f"S{number}")
            yield replace(row(f"T{number}", mark(Verdict.JUDGE_ERROR)), notes=("x.exe is no",))

    summary = ClassSummary(HEADING, rows())
    lines = unstyle("\n".join(summary.lines(100))).splitlines()
    assert summary.judge_errors == 1000
    assert len(lines) < 40
    assert "refused or passed over: 1000" in lines
    assert "  and 992 more, in grader report" in lines
    assert "  and 992 more" in lines
    assert any("handed in nothing: 1000 (s0, s1" in line for line in lines)


def test_a_long_note_is_told_to_its_end() -> None:
    note = "work.ipynb: f is what one and two ask for; " + "begin its cell with %%grade, then " * 2
    shown = text([replace(row("Alma", mark(Verdict.ACCEPTED)), notes=(note + "the name",))], 80)
    assert f"alma: {note}the name" in " ".join(shown.split())


def test_nobody_and_nothing() -> None:
    assert "0 students, 0 graded\n" in text([])
    assert "no problem was attempted" in text([row("Alma", mark(Verdict.NOT_ATTEMPTED))])
    assert "1 student, 1 graded" in text([row("Alma", mark(Verdict.NOT_ATTEMPTED))])


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    long = replace(row("Alma", mark(Verdict.WRONG_ANSWER)), notes=("word " * 50,))
    shown = text([long, *(row(f"Student{number}") for number in range(20))], width)
    assert max(map(len, shown.splitlines())) <= width
    assert faults_in(shown) == []
