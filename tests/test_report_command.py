"""`grader report`, as a user calls it: what it writes, and each way to ask for the impossible."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import consumers
import pytest
from made_results import ALMA, BELA, COLUMNS, judged, made_result
from msgspec.structs import replace

from grader.cli import main
from grader.gradebook import RunNote, Standing, open_ledger
from grader.verdict import Verdict

NOTE = RunNote(grader="0", torch="2", numpy="2", python="3", seed="0", pack="")
Report = Callable[..., tuple[int, str, str]]


@pytest.fixture
def report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Report:
    """Run `grader report` beside a gradebook; return its exit status, output and messages."""
    monkeypatch.chdir(tmp_path)
    write_gradebook(tmp_path / "gradebook.sqlite")

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["report", *words])
        out, err = capsys.readouterr()
        return int(str(stop.value.code)), out, err

    return run


def write_gradebook(path: Path) -> None:
    """Write a class of three: Alma's score went up, Bela's halves failed, Cleo is missing."""
    alma = replace(ALMA, login="alma", email="a@example.org", canvas_id="1")
    wrong = made_result(verdict=Verdict.WRONG_ANSWER)
    failed = made_result("halve", Verdict.JUDGE_ERROR)
    with open_ledger(path) as book:
        book.begin(NOTE)
        book.set_course("A course", COLUMNS, [])
        book.set_student(alma, [], missing=False)
        book.set_student(BELA, [], missing=False)
        book.set_student(replace(BELA, id="cleo", name="=Cleo"), [], missing=True)
        book.keep(judged(b"x", wrong), [Standing("alma", "double", "double.py")])
        book.keep(judged(b"y"), [Standing("alma", "double", "double.py")])
        book.keep(judged(b"z"), [Standing("bela", "double", "double.py")])
        book.keep(judged(b"z", failed), [Standing("bela", "halve", "halve.py")])
        book.end(NOTE)


def test_a_gradebook_is_a_table_by_default(report: Report) -> None:
    status, out, err = report()
    assert status == 0
    rows = {row["student_id"]: row for row in consumers.spreadsheet(out)}
    assert (rows["alma"]["double"], rows["alma"]["total_score"]) == ("10", "10")
    assert (rows["bela"]["halve"], rows["bela"]["total_score"]) == ("", "")
    assert rows["cleo"]["student_name"] == "'=Cleo"
    assert err == (
        "note: the grader itself failed on work of bela; there is no grade for it until"
        " `grader class` has judged it again\n"
    )


@pytest.mark.parametrize("name", ["long-csv", "json", "junit", "markdown", "html"])
def test_each_format_is_written_whole(report: Report, name: str, tmp_path: Path) -> None:
    status, out, _ = report("--format", name, "-o", "report")
    assert (status, out) == (0, "")
    assert sorted(path.name for path in tmp_path.glob("report*")) == ["report"]
    text = (tmp_path / "report").read_text(encoding="utf-8")
    assert "alma" in text.lower()
    if name == "json":
        assert json.loads(text)["version"] == 1
    if name == "junit":
        assert consumers.junit(text) is None


def test_canvas_gets_the_assignment_it_was_told(report: Report) -> None:
    words = ("--format", "canvas", "--by", "problem", "--assignment", "double=77")
    status, out, err = report(*words, "--excuse", "cleo")
    assert status == 0
    read = consumers.canvas(out)
    assert read.ids == {"Double it (77)": "77", "Halve it": None}
    assert read.grades["1"] == {"Double it (77)": 10, "Halve it": None}
    assert read.grades["'=Cleo"] == {"Double it (77)": "EX", "Halve it": "EX"}
    assert "bela, cleo: no Canvas ID, SIS ID or login" in err


def test_moodle_leaves_out_whom_it_would_not_know(report: Report) -> None:
    status, out, err = report("--format", "moodle", "--scale", "100")
    assert status == 0
    assert list(consumers.moodle(out)) == ["alma"]
    assert consumers.moodle(out)["alma"]["A course"] == 66.67
    assert "bela, cleo: left out, without a username for Moodle" in err
    assert list(consumers.moodle(report("--format", "moodle", "--identify", "email")[1])) == [
        "a@example.org"
    ]


def test_moodle_with_nobody_known_writes_no_file(report: Report, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("what was there")
    status, _, err = report("--format", "moodle", "--identify", "id-number", "-o", "m.csv")
    assert status == 2
    assert err.startswith("no student here has an ID number")
    assert (tmp_path / "m.csv").read_text() == "what was there"


def test_only_some_problems_count_as_if_they_were_the_course(report: Report) -> None:
    status, out, _ = report("--only", "double")
    assert status == 0
    assert [
        (row["student_id"], row["handed_in"], row["total_score"], row["max_score"])
        for row in consumers.spreadsheet(out)
    ] == [("alma", "yes", "10", "10"), ("bela", "yes", "10", "10"), ("cleo", "no", "0", "10")]
    assert "halve" not in out
    assert json.loads(report("--only", "double", "--format", "json")[1])["students"][1]["final"]
    halves = consumers.spreadsheet(report("--only", "halve")[1])
    assert [row["handed_in"] for row in halves] == ["no", "yes", "no"]  # Alma has doubles alone


def test_full_marks_in_the_homework_are_full_on_a_scale(report: Report) -> None:
    _, out, _ = report("--only", "double", "--format", "canvas", "--scale", "100")
    assert "Alma,1,,alma,,100.00" in out


def test_changes_are_told_with_their_reasons(report: Report) -> None:
    status, out, _ = report("--changes")
    assert (status, out) == (0, "alma  double  0 -> 10 of 10: a new submission\n")
    (row,) = consumers.spreadsheet(report("--changes", "--format", "csv")[1])
    assert (row["old_score"], row["new_score"]) == ("0", "10")
    assert row["run_started"]


def test_a_mark_for_excel_is_there_when_asked_for(report: Report) -> None:
    assert report("--bom")[1].startswith("\ufeffstudent_id,")
    assert report()[1].startswith("student_id,")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nowhere.sqlite",), "no gradebook nowhere.sqlite; `grader class` writes one"),
        (("-o", "no/folder.csv"), "there is no folder no"),
        (("--title", "x"), "--title is for --format canvas and moodle"),
        (("--format", "moodle", "--assignment", "1"), "--assignment is for --format canvas"),
        (("--format", "canvas", "--identify", "email"), "--identify is for --format moodle"),
        (("--format", "json", "--bom"), "--bom is for --format csv"),
        (("--format", "text"), "--format text is for --changes"),
        (("--changes", "--format", "junit"), "--changes is told as text or csv"),
        (("--changes", "--only", "double"), "--only is for marks, not for --changes"),
        (("--similarity", "--only", "double"), "--only is for marks, not for --changes"),
        (("--only", "duoble"), "no such problem in the gradebook; did you mean 'double'"),
        (("--only", "x"), "no such problem in the gradebook; there are: "),
        (("--changes", "--by", "problem"), "--by is for --format"),
        (("--format", "canvas", "--assignment", "abc"), "an assignment's id is a number"),
        (("--format", "canvas", "--assignment", "doubel=1"), "the course is one column"),
        (
            ("--format", "canvas", "--by", "problem", "--assignment", "doubel=1"),
            "did you mean 'double'?",
        ),
        (("--format", "canvas", "--assignment", "1", "--assignment", "2"), "is given twice"),
        (("--format", "canvas", "--excuse", "almo"), "did you mean 'alma'?"),
        (("--format", "canvas", "--title", "Final Grade"), "Canvas passes over a column"),
        (("--format", "canvas", "--scale", "-1"), "full points must be a number more than 0"),
        (("--format", "canvas", "--scale", "nan"), "--scale nan: full points must be a number"),
        (("--format", "moodle", "--scale", "inf"), "--scale inf: full points must be a number"),
    ],
    ids=lambda part: "-".join(part).strip("-") if isinstance(part, tuple) else "",
)
def test_what_cannot_be_is_said_in_a_line(
    report: Report, words: tuple[str, ...], says: str
) -> None:
    status, out, err = report(*words)
    assert (status, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


def test_a_gradebook_without_students_says_what_fills_it(report: Report, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "new.sqlite"):
        pass
    status, _, err = report("new.sqlite")
    assert status == 2
    assert err.startswith("new.sqlite has no students yet; `grader class DIR` grades")


def test_a_file_of_another_kind_is_no_gradebook(report: Report, tmp_path: Path) -> None:
    (tmp_path / "grades.txt").write_text("ada 10\n")
    status, _, err = report("grades.txt")
    assert status == 2
    assert "is no gradebook" in err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_cannot_be_written_is_said_to_be_that(report: Report, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    status, _, err = report("-o", "locked/report.csv")
    assert status == 2
    assert "locked/report.csv cannot be written: Permission denied" in err


def test_a_reader_that_stops_early_is_no_fault(report: Report) -> None:
    assert report()[0] == 0  # the gradebook is there
    words = [sys.executable, "-m", "grader", "report", "--format", "junit"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        said = done.stderr.read()
    assert "Traceback" not in said
    assert "is damaged" not in said


def test_a_full_disk_leaves_what_was_there(report: Report, tmp_path: Path) -> None:
    (tmp_path / "report.csv").write_text("what was there")
    (tmp_path / f".report.csv.{os.getpid()}").mkdir()  # stands where the new one would be made
    status, _, err = report("-o", "report.csv")
    (tmp_path / f".report.csv.{os.getpid()}").rmdir()
    assert status == 2
    assert "report.csv cannot be written" in err
    assert (tmp_path / "report.csv").read_text() == "what was there"
