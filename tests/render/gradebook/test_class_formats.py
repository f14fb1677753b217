"""Reports of a class: as kept, and as a spreadsheet, Canvas, Moodle and others read them."""

from __future__ import annotations

import csv
import json
import math
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import consumers
import jsonschema
import pytest
from golden import Golden
from msgspec.structs import replace
from reports import awkward_class

from grader.errors import UsageError
from grader.gradebook.table import Change, Column, Heading, Row
from grader.render.gradebook.cells import csv_line, guarded, number
from grader.render.gradebook.document import class_schema
from grader.render.gradebook.formats import FORMATS, GRADEBOOKS, pieces
from grader.render.gradebook.grades import Wanted
from grader.render.gradebook.summary import class_markdown
from grader.render.gradebook.tables import changes_csv, changes_text
from grader.verdict import Verdict

ROOT = Path(__file__).parents[3]
KEPT = {
    "csv": "csv",
    "long-csv": "csv",
    "json": "json",
    "junit": "xml",
    "markdown": "md",
    "canvas": "csv",
    "moodle": "csv",
}
BY_PROBLEM = Wanted(by_problem=True)
CHANGES = (
    Change("ada", "thirds", 10.0, 6.0 + 2 / 3, 10.0, "the secret cases changed"),
    Change("=bob", "partial", None, 10.0, 10.0, "a new submission\nand | more"),
    Change("cem", "partial", 5.0, None, 10.0, "the problem left the course"),
    Change(
        *("dee", "thirds", 10.0, 0.0, 10.0, "another seed"),
        old_verdict=Verdict.ACCEPTED,
        new_verdict=Verdict.JUDGE_ERROR,
        at="2026-11-22T19:00:00Z",
    ),
)


def rendered(name: str, wanted: Wanted = BY_PROBLEM) -> str:
    heading, rows = awkward_class()
    return "".join(pieces(name, heading, iter(rows), wanted))


@pytest.mark.parametrize("name", KEPT)
def test_a_format_is_as_it_was_read_over(name: str, golden: Golden) -> None:
    golden.check(f"{name}.{KEPT[name]}", rendered(name))


def test_every_format_is_kept() -> None:
    assert set(KEPT) == set(FORMATS)


@pytest.mark.parametrize("name", ["csv", "long-csv", *GRADEBOOKS])
def test_no_cell_is_a_formula(name: str) -> None:
    consumers.spreadsheet(rendered(name))
    consumers.spreadsheet(rendered(name, Wanted(scale=100)))


def test_all_totals_are_the_same_and_a_judge_error_has_none() -> None:
    heading, rows = awkward_class()
    expected = {row.student.id: row.score for row in rows if row.student.id != "eve"}
    wide = consumers.spreadsheet(rendered("csv"))
    assert _floats({row["student_id"]: row["total_score"] for row in wide}) == pytest.approx(
        {**expected, "eve": None}
    )
    content = json.loads(rendered("json"))
    final = {row["student"]["id"]: row["score"] for row in content["students"] if row["final"]}
    assert final == pytest.approx(expected)
    long: dict[str, list[float]] = {}
    for row in consumers.spreadsheet(rendered("long-csv")):
        long.setdefault(row["student_id"], []).append(float(row["score"] or 0))
    assert {who: math.fsum(long[who]) for who in expected} == pytest.approx(expected, abs=1e-5)
    canvas = consumers.canvas(rendered("canvas", Wanted(title="Course")))
    assert canvas.possible == {"Course": 20}
    by_id = {row.student.canvas_id or "fay": row for row in rows}
    for who, grades in canvas.grades.items():
        student = by_id[who]
        graded = student.student.id not in ("eve", "dee")
        assert grades["Course"] == (pytest.approx(student.score, abs=0.005) if graded else None)
    assert heading.students == len(canvas.grades)


def _floats(cells: dict[str, str]) -> dict[str, float | None]:
    return {who: float(cell) if cell else None for who, cell in cells.items()}


# Spreadsheets


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"],
)
def test_a_formula_from_outside_becomes_text(text: str) -> None:
    (row,) = csv.reader([csv_line([text])])
    assert row[0].startswith("'")
    assert not row[0].startswith("''")


def test_a_formula_after_a_semicolon_becomes_text_too() -> None:
    assert guarded("a;=1+1") == "a;'=1+1"
    assert guarded("a; =1+1") == "a;' =1+1"
    assert guarded("a b; c - d, -1") == "a b; c - d, -1"


def test_numbers_of_ours_stay_numbers() -> None:
    assert csv_line([-1.5, 0.0, -0.0, 10, 1 / 3, 1e-9, None]) == "-1.5,0,0,10,0.333333,0,\n"
    assert number(1234567.5) == "1234567.5"


def test_names_keep_their_joiners_and_lose_what_turns_text_around() -> None:
    assert guarded("\u0645\u06cc\u200c\u062e") == "\u0645\u06cc\u200c\u062e"
    assert guarded("a\u202eb\x00c\x1bd\ne") == "a b c d e"


def test_a_missing_student_is_not_one_who_scored_nothing() -> None:
    rows = {row["student_id"]: row for row in consumers.spreadsheet(rendered("csv"))}
    assert (rows["dee"]["handed_in"], rows["dee"]["thirds"]) == ("no", "")
    assert (rows["cem"]["thirds"], rows["cem"]["partial"]) == ("0", "")
    assert rows["eve"]["student_notes"] == "judge error, to be judged again: thirds"
    assert rows["bob"]["student_notes"] == "'+1 file was refused"


def test_the_long_table_has_each_student_and_problem_with_its_groups() -> None:
    rows = consumers.spreadsheet(rendered("long-csv"))
    assert len(rows) == 12
    second = rows[2]
    assert (second["student_id"], second["verdict"], second["seed"]) == ("bob", "wrong answer", "7")
    assert second["mistake_says"] == "You turned it;' =1+1"
    groups = json.loads(second["groups_json"])
    assert [group["secret"] for group in groups] == [False, True]
    assert rows[5]["verdict"] == "not handed in"


# Canvas


def test_canvas_finds_assignments_by_their_ids() -> None:
    ids = {"thirds": "11", "partial": "12"}
    heading, rows = _plain()
    wanted = Wanted(by_problem=True, assignments=ids)
    read = consumers.canvas("".join(pieces("canvas", heading, rows, wanted)))
    assert read.ids == {"Thirds (11)": "11", "Partial (12)": "12"}
    assert read.possible == {"Thirds (11)": 10, "Partial (12)": 10}


def test_canvas_is_told_what_is_missing_zero_and_excused() -> None:
    heading, rows = _plain()
    wanted = Wanted(by_problem=True, excused=frozenset({"ada"}))
    read = consumers.canvas("".join(pieces("canvas", heading, rows, wanted)))
    assert read.grades["42"] == {"Thirds": "EX", "Partial": "EX"}
    assert read.grades["44"] == {"Thirds": 0, "Partial": None}
    zeros = replace(wanted, zeros=True)
    read = consumers.canvas("".join(pieces("canvas", heading, rows, zeros)))
    assert read.grades["44"] == {"Thirds": 0, "Partial": 0}
    assert read.grades["45"] == {"Thirds": 0, "Partial": 0}
    assert read.grades["46"] == {"Thirds": None, "Partial": 10}


def test_canvas_scales() -> None:
    heading, rows = _plain()
    read = consumers.canvas("".join(pieces("canvas", heading, rows, Wanted(scale=100))))
    assert read.possible == {"Course": 100}
    assert read.grades["42"] == {"Course": 100}
    assert read.grades["43"] == {"Course": 33.33}


@pytest.mark.parametrize("title", ["Final Grade", "Midterm (Current Score)", "Override Status"])
def test_a_title_that_canvas_drops_is_refused(title: str) -> None:
    heading, rows = awkward_class()
    with pytest.raises(UsageError, match="Canvas passes over a column"):
        pieces("canvas", heading, rows, Wanted(title=title))


# Moodle


def test_moodle_reads_grades_and_feedback() -> None:
    read = consumers.moodle(rendered("moodle"))
    assert sorted(read) == ["'-2+3", "ada", "cem", "dee", "eve"]
    assert read["ada"]["Thirds"] == 10
    assert read["dee"]["Thirds"] is None
    assert read["eve"]["Thirds"] is None
    said = read["'-2+3"]["Thirds (feedback)"]
    assert isinstance(said, str)
    assert said.startswith("wrong answer, public 1/1, secret 2/3, 6.67 of 10 points. You turned it")
    assert "not your fault" in str(read["eve"]["Thirds (feedback)"])


def test_moodle_gets_no_grade_over_a_hundred() -> None:
    heading, rows = awkward_class()
    many = replace(
        heading, columns=(*heading.columns, Column("big", "Big", "One", 90.0)), title="Course"
    )
    with pytest.raises(UsageError, match=r"Course has 110 points .* add --scale 100"):
        pieces("moodle", many, rows, Wanted())
    read = consumers.moodle("".join(pieces("moodle", many, rows, Wanted(scale=100))))
    assert read["ada"]["Course"] == 18.18


def test_a_row_that_moodle_would_give_to_the_student_above_is_left_out() -> None:
    assert "Lovelace" in rendered("moodle")
    assert "fay" not in rendered("moodle")
    read = consumers.moodle(rendered("moodle", Wanted(by_problem=True, identity="id")))
    assert "fay" in read


# Columns that cannot be


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Wanted(assignments={"": "x1"}), "an assignment's id is a number"),
        (Wanted(assignments={"thirds": "1"}), "the course is one column"),
        (Wanted(by_problem=True, assignments={"": "1"}), "each id needs its problem"),
        (Wanted(by_problem=True, assignments={"third": "1"}), "did you mean 'thirds'"),
        (Wanted(by_problem=True, title="x"), "--title names the one column"),
        (Wanted(scale=0), "must be a number more than 0"),
    ],
)
def test_a_column_that_cannot_be_is_told_before_a_line_is_written(
    wanted: Wanted, says: str
) -> None:
    heading, rows = awkward_class()
    with pytest.raises(UsageError, match=says):
        pieces("canvas", heading, rows, wanted)


def test_two_columns_of_one_name_are_refused() -> None:
    heading, rows = awkward_class()
    same = tuple(replace(column, title="Same") for column in heading.columns)
    with pytest.raises(UsageError, match="two columns would be called 'Same'"):
        pieces("canvas", replace(heading, columns=same), rows, BY_PROBLEM)


# JSON, JUnit, Markdown


def test_the_document_keeps_to_its_schema(golden: Golden) -> None:
    schema = class_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for text in (rendered("json"), "".join(pieces("json", *_empty(), Wanted()))):
        jsonschema.validate(json.loads(text), schema)
    published = Golden(ROOT / "docs" / "schema", update=golden.update)
    published.check("class.schema.json", json.dumps(schema, indent=2) + "\n")


def test_the_schema_refuses_what_is_no_document() -> None:
    content = json.loads(rendered("json"))
    content["version"] = 2
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, class_schema())


def test_junit_has_a_suite_a_student() -> None:
    text = rendered("junit")
    assert consumers.junit(text) is None  # eve's judge error
    assert text.count("<testsuite ") == 6
    assert text.count("nothing was handed in") == 4
    heading, rows = awkward_class()
    sound = [row for row in rows if row.student.id != "eve"]
    read = consumers.junit("".join(pieces("junit", heading, sound, Wanted())))
    assert read == pytest.approx(math.fsum(row.score for row in sound))


def test_a_summary_of_a_class_fits_and_keeps_the_problems() -> None:
    heading, rows = awkward_class()
    text = "".join(class_markdown(heading, list(rows) * 300, limit=50_000))
    consumers.markdown(text)
    assert 40_000 < len(text.encode()) <= 50_000
    assert "more did not fit here" in text
    *_, problems = consumers.tables(text)
    assert problems[0] == ["problem", "accepted", "tried"]
    assert problems[1] == ["thirds: Thirds", "300", "900, and 300 on which the grader failed"]


def test_a_small_summary_has_every_student() -> None:
    text = rendered("markdown")
    consumers.markdown(text)
    students, problems = consumers.tables(text)
    assert [row[2] for row in students[1:]] == [
        *("20 of 20", "6.67 of 20", "0 of 20", "0 of 20", "open, of 20", "7.12 of 20")
    ]
    assert len(problems) == 3


# Changes


def test_changes_say_whose_score_moved_and_why(golden: Golden) -> None:
    text = "".join(changes_text(CHANGES))
    assert text.splitlines()[0] == "ada  thirds  10 -> 6.67 of 10: the secret cases changed"
    assert "nothing -> 10" in text
    assert "5 -> nothing" in text
    assert "10 -> judge error of 10" in text
    rows = consumers.spreadsheet("".join(changes_csv(CHANGES)))
    assert [row["new_score"] for row in rows] == ["6.666667", "10", "", ""]
    assert rows[1]["student_id"] == "'=bob"
    golden.check("changes.csv", "".join(changes_csv(CHANGES)))
    assert "".join(changes_text(())) == "no score has changed\n"


def test_what_was_judged_again_with_the_same_score_is_counted() -> None:
    same = Change("ada", "thirds", 10.0, 10.0, 10.0, "the secret cases changed")
    text = "".join(changes_text([same, CHANGES[0], same]))
    first, last = text.splitlines()
    assert first.startswith("ada  thirds  10 -> 6.67")
    assert last == "2 judged again with the same score; --format csv lists them too"
    assert "".join(changes_text([same])).startswith("no score has changed\n1 judged again")
    assert len(consumers.spreadsheet("".join(changes_csv([same, same])))) == 2


# Size


BUFFER_BYTES = 150_000
"""What a parser of XML may hold besides; the report of 800 students has several megabytes."""


def test_rows_are_read_one_at_a_time() -> None:
    """Of four times as many students a report keeps no more in memory at once."""
    peaks = {}
    for name in sorted(set(FORMATS) - {"markdown"}):
        _peak(name, 5)  # imports
        peaks[name] = (_peak(name, 200), _peak(name, 800))
    grown = {name: few for name, few in peaks.items() if few[1] > 1.5 * few[0] + BUFFER_BYTES}
    assert grown == {}


def _peak(name: str, students: int) -> int:
    heading, rows = _plain()
    tracemalloc.start()
    for _ in pieces(name, heading, _many(rows, students), Wanted()):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _many(rows: tuple[Row, ...], count: int) -> Iterator[Row]:
    for number_ in range(count):
        row = rows[number_ % len(rows)]
        yield replace(row, student=replace(row.student, id=f"{row.student.id}{number_}"))


def _plain() -> tuple[Heading, tuple[Row, ...]]:
    heading, rows = awkward_class()
    thirds, partial = heading.columns
    columns = (thirds, replace(partial, title="Partial"))
    return replace(heading, columns=columns, title="Course"), rows


def _empty() -> tuple[Heading, tuple[Row, ...]]:
    heading, _ = awkward_class()
    return replace(heading, students=0), ()


def test_public_cases_alone_are_said_to_be_that() -> None:
    heading, (first, *_) = awkward_class()
    marks = {slug: replace(mark, secret=None) for slug, mark in first.marks.items()}
    text = "".join(pieces("long-csv", heading, [replace(first, marks=marks)], Wanted()))
    assert {row["secret_total"] for row in consumers.spreadsheet(text)} == {""}
