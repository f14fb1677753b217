"""The students of a course, read from what platforms export."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.intake.roster import read_roster
from grader.student import Student

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Week 1 (4711),Final Score
,,,,,Manual Posting,
    Points Possible,,,,,10.00,(read only)
"Alt, Anna",12345,S-1,anna1,Lab 1,9.50,
"Bö, Bert",12346,S-2,bert2,"Lab 1, Lab 2",,
"Student, Test",99999,,,Lab 1,,
"""
MOODLE = """\
First name,Last name,ID number,Email address,Week 1
Anna,Alt,S-1,anna@example.edu,-
"""
OLD_MOODLE = "First name,Surname,Username,Email address\nAnna,Alt,anna1,anna@example.edu\n"
GRADESCOPE = """\
First Name,Last Name,SID,Email,Section
Anna,Alt,1001,anna@example.edu,Lab 1
"""


@pytest.fixture
def roster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "roster.csv"


def read(path: Path, text: str, encoding: str = "utf-8") -> tuple[Student, ...]:
    path.write_bytes(text.encode(encoding))
    return read_roster(path)


def fault(path: Path, text: str, encoding: str = "utf-8") -> str:
    with pytest.raises(UsageError) as caught:
        read(path, text, encoding)
    return str(caught.value)


def test_canvass_gradebook_is_a_roster(roster: Path) -> None:
    assert read(roster, CANVAS) == (
        Student("12345", "Alt, Anna", "", "anna1", "S-1", "12345", "Lab 1"),
        Student("12346", "Bö, Bert", "", "bert2", "S-2", "12346", "Lab 1, Lab 2"),
    )


def test_moodles_exports_are_rosters(roster: Path) -> None:
    anna = Student("S-1", "Anna Alt", "anna@example.edu", sis_id="S-1")
    assert read(roster, MOODLE) == (anna,)
    anna = Student("anna1", "Anna Alt", "anna@example.edu", "anna1")
    assert read(roster, OLD_MOODLE) == (anna,)


def test_gradescopes_roster_is_one(roster: Path) -> None:
    anna = Student("1001", "Anna Alt", "anna@example.edu", section="Lab 1")
    assert read(roster, GRADESCOPE) == (anna,)
    assert read(roster, "Name,SID,Email\nAnna Alt,1001,a@b\n")[0].name == "Anna Alt"


@pytest.mark.parametrize(
    ("text", "student"),
    [
        ("student\nanna\n", Student("anna")),
        ("student,name\nanna,Anna Alt\n", Student("anna", "Anna Alt")),
        ("student,id\nAnna Alt,7\n", Student("7", "Anna Alt")),
        ("id,name,email\n7,Anna,a@b\n", Student("7", "Anna", "a@b")),
        ("email\na@b\n", Student("a@b", email="a@b")),
        ("  Student  ID , NAME\n7,Anna\n", Student("7", "Anna")),
        ("id;name\n7;Alt, Anna\n", Student("7", "Alt, Anna")),
        ("id\tname\n7\tAnna\n", Student("7", "Anna")),
        ('"id","na,me",name\n7,x,Anna\n', Student("7", "Anna")),
        ("id,name\r\n\r\n 7 ,Anna\r\n,\r\n", Student("7", "Anna")),
        ("id,name\n7\n", Student("7")),
        ("first name,id number,email\nAnna,,a@b\n", Student("a@b", "Anna", "a@b")),
        ("id,name\n7,\x1b[2J\u202eAnna\n", Student("7", r"\x1b[2J\x202eAnna")),
    ],
)
def test_a_roster_of_ones_own_needs_an_id(roster: Path, text: str, student: Student) -> None:
    assert read(roster, text) == (student,)
    assert read(roster, text, "utf-8-sig") == (student,)


def test_every_fault_is_told_with_its_line(roster: Path) -> None:
    assert fault(roster, "id,name\n7,Anna\n,Bert\n8,Carl\n7,Dora\n").splitlines() == [
        "roster.csv:3: no id for Bert; add it",
        "roster.csv:5: id 7 is in line 2 as well; give each student an id of their own",
    ]


@pytest.mark.parametrize(
    ("text", "encoding", "says"),
    [
        ("", "utf-8", "roster.csv:1: the file is empty"),
        ("id,name\n", "utf-8", "roster.csv:1: there are headings and no students"),
        ("who,grade\n1,2\n", "utf-8", "roster.csv:1: no column names the students: who, grade"),
        ("id,name\n1,Bö\n", "latin-1", "roster.csv:2: this is not UTF-8; save it as CSV UTF-8"),
        ("id,name\n1,B\n", "utf-16", "roster.csv:1: this is not UTF-8"),
        ("id,name\n1,\0\n", "utf-8", "roster.csv: this is no text"),
        ('id,name\n1,"A\n2,B\n', "utf-8", "roster.csv:3: unexpected end of data"),
        ("id,name\n1," + "A" * 200_000 + "\n", "utf-8", "roster.csv:2: field larger than"),
    ],
    ids=["empty", "headings", "columns", "latin-1", "utf-16", "nul", "quote", "huge"],
)
def test_what_is_no_roster_is_refused_with_its_place(
    roster: Path, text: str, encoding: str, says: str
) -> None:
    assert fault(roster, text, encoding).startswith(says)


def test_a_roster_that_is_not_there_is_told(roster: Path) -> None:
    with pytest.raises(UsageError, match=r"roster\.csv cannot be read: No such file"):
        read_roster(roster)


@given(st.text(alphabet='id,name;\t"\n\r 17aÖ\x1c\u2028', max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_refused(roster: Path, text: str) -> None:
    try:
        students = read(roster, f"id,name\n{text}")
    except UsageError:
        return
    assert len({student.id for student in students}) == len(students)
