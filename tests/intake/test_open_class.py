"""A class as courses have it: whose files are whose, and what is judged of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hand_ins import notebook, zip_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_pack import PROBLEM, WritePack

from grader.errors import PackError, UsageError
from grader.intake import Intake, Work, open_class
from grader.load import Pack, open_pack
from grader.student import Student

Files = Mapping[str, str | bytes]
DOUBLE = "def double(x):\n    return x + x\n"
TRIPLE = "def triple(x):\n    return 3 * x\n"
COURSE = "title: Two\nunits:\n  - title: One\n    problems: [double, triple]\n"


@pytest.fixture
def pack(write_pack: WritePack) -> Pack:
    triple = PROBLEM.replace("double", "triple")
    root = write_pack({"exercises/course.yaml": COURSE, "exercises/triple/problem.yaml": triple})
    return open_pack(root / "exercises")


def put(files: Files, folder: str = "class") -> Path:
    for name, data in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return Path(folder)


def ids(intake: Intake) -> list[str]:
    return [one.student.id for one in intake.students]


def works(intake: Intake) -> dict[str, Work]:
    return {one.student.id: one.read() for one in intake.students}


def judged(work: Work) -> dict[str, str]:
    return {one.slug: one.label for one in work.submissions}


def test_a_folder_or_a_file_each_in_the_order_of_their_names(pack: Pack) -> None:
    folder = put(
        {
            "bert/double.py": DOUBLE,
            "bert/notes/triple.py": TRIPLE,
            "anna.ipynb": notebook(DOUBLE, TRIPLE),
            "carl.zip": zip_of({"work/double.py": DOUBLE}),
            "dora.py": DOUBLE,
            ".DS_Store": "",
            "__MACOSX/x.py": DOUBLE,
        }
    )
    intake = open_class(pack, folder)
    assert ids(intake) == ["anna", "bert", "carl", "dora"]
    assert not any(one.missing for one in intake.students)
    assert intake.notes == ()
    read = works(intake)
    assert judged(read["anna"]) == {"double": "anna.ipynb", "triple": "anna.ipynb"}
    assert judged(read["bert"]) == {"double": "double.py", "triple": "notes/triple.py"}
    assert judged(read["carl"]) == {"double": "work/double.py"}
    assert judged(read["dora"]) == {"double": "dora.py"}
    assert read["bert"].submissions[0].source == DOUBLE.encode()
    assert all(work.notes == () for work in read.values())


def test_nothing_is_read_before_it_is_asked_for(pack: Pack) -> None:
    intake = open_class(pack, put({"anna/double.py": "old", "bert/double.py": DOUBLE}))
    Path("class/anna/double.py").write_text("new", encoding="utf-8")
    assert intake.students[0].read().submissions[0].source == b"new"


def test_files_of_one_name_are_one_students(pack: Pack) -> None:
    folder = put({"anna.py": DOUBLE, "anna.ipynb": notebook(TRIPLE), "bert.py": DOUBLE})
    read = works(open_class(pack, folder))
    assert judged(read["anna"]) == {"double": "anna.py", "triple": "anna.ipynb"}


def test_of_several_answers_the_one_named_after_the_problem_is_judged(pack: Pack) -> None:
    files: Files = {"double.py": DOUBLE, "work.ipynb": notebook(DOUBLE), "old/mine.py": DOUBLE}
    work = open_class(pack, put({f"anna/{name}": data for name, data in files.items()}))
    read = work.students[0].read()
    assert judged(read) == {"double": "double.py"}
    assert read.notes == (
        "work.ipynb answers double as well; double.py is judged",
        "old/mine.py answers double as well; double.py is judged",
    )


def test_a_stub_as_shipped_does_not_beat_an_answer(pack: Pack) -> None:
    stub = pack.problem("double").file.stub
    files: Files = {
        "01-double.py": f"# Double it\n#   read it\n\n{stub}",
        "work.ipynb": notebook(DOUBLE),
    }
    folder = put({f"anna/{name}": data for name, data in files.items()})
    read = open_class(pack, folder).students[0].read()
    assert judged(read) == {"double": "work.ipynb"}
    assert read.notes == ()


def test_what_belongs_to_no_problem_is_told(pack: Pack) -> None:
    folder = put({"anna/stray.py": "x = 1", "anna/read.me": "x", "anna/bad.ipynb": "x"})
    work = open_class(pack, folder).students[0].read()
    assert work.submissions == ()
    assert work.notes == (
        "bad.ipynb is no notebook (Expecting value: line 1 column 1 (char 0))",
        "stray.py belongs to no problem and was passed over",
    )


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"a.docx": "x", "b.txt": "y"}, "no Python, notebook or archive was handed in, but a.docx"),
        ({"only.docx": "x"}, "was handed in, but only.docx"),
        ({".hidden": "x"}, "no file was handed in"),
    ],
)
def test_a_folder_without_a_file_that_is_read_is_told(pack: Pack, files: Files, says: str) -> None:
    folder = put({f"anna/{name}": data for name, data in files.items()})
    (note,) = works(open_class(pack, folder))["anna"].notes
    assert says in note
    assert note.endswith(" and 1 more") is (len(files) == 2)


def test_other_files_beside_an_answer_need_no_note(pack: Pack) -> None:
    folder = put({"anna/double.py": DOUBLE, "anna/plot.png": b"x"})
    assert works(open_class(pack, folder))["anna"].notes == ()


def test_who_is_missing_has_no_note(pack: Pack) -> None:
    roster = put({"roster.csv": "id\nanna\ncleo\n"}, ".") / "roster.csv"
    folder = put({"anna/double.py": DOUBLE})
    assert works(open_class(pack, folder, roster))["cleo"] == Work((), ())


def test_canvas_is_known_by_its_names(pack: Pack) -> None:
    intake = open_class(
        pack,
        put(
            {
                "altanna_12345_800_double.py": DOUBLE,
                "bobert_LATE_12346_801_triple-1.py": TRIPLE,
                "carl_12347_802_double.py": "old",
                "carl_12347_805_double-1.py": "new",
                "dora_12348_900_double.py": "in time",
                "dora_LATE_12348_1000_double.py": "late",
                "emil_12349_text.html": "typed",
                "anon_aB3dE_806_double.py": DOUBLE,
                "stray.txt": "x",
            }
        ),
    )
    assert intake.notes == (
        "the files are named as Canvas names them",
        "stray.txt is not named as Canvas names files; passed over",
    )
    assert ids(intake) == ["12345", "12346", "12347", "12348", "12349", "anon_aB3dE"]
    assert intake.students[0].student == Student("12345", "altanna", canvas_id="12345")
    read = works(intake)
    assert judged(read["12345"]) == {"double": "double.py"}
    assert judged(read["12346"]) == {"triple": "triple.py"}
    assert read["12347"].submissions[0].source == b"new"
    assert read["12347"].notes == ("double.py was handed in again; the newest counts",)
    assert read["12348"].submissions[0].source == b"late"
    assert read["12348"].notes == (
        "the late files are the newer ones; those in time were passed over",
    )
    assert read["12349"].notes == ("text typed into Canvas is not judged; hand in a file",)
    assert judged(read["anon_aB3dE"]) == {"double": "double.py"}


@pytest.mark.parametrize("end", ["_", ""])
def test_moodle_is_known_by_its_names(pack: Pack, end: str) -> None:
    intake = open_class(
        pack,
        put(
            {
                f"Anna Alt_101_assignsubmission_file{end}/double.py": DOUBLE,
                f"Anna Alt_101_assignsubmission_file{end}/sub/triple.py": TRIPLE,
                f"Anna Alt_101_assignsubmission_onlinetext{end}/onlinetext.html": "typed",
                "Bert Bö_102_assignsubmission_file_double.py": DOUBLE,
                "Participant_103_assignsubmission_file_work.zip": zip_of({"double.py": DOUBLE}),
            }
        ),
    )
    assert intake.notes == ("the files are named as Moodle names them",)
    assert [(one.student.id, one.student.name) for one in intake.students] == [
        ("101", "Anna Alt"),
        ("102", "Bert Bö"),
        ("103", "Participant"),
    ]
    read = works(intake)
    assert judged(read["101"]) == {"double": "double.py", "triple": "sub/triple.py"}
    assert read["101"].notes == ("text typed into Moodle is not judged; hand in a file",)
    assert judged(read["102"]) == {"double": "double.py"}
    assert judged(read["103"]) == {"double": "double.py"}


METADATA = """\
---
submission_501:
  :submitters:
  - :name: Anna Alt
    :sid: '1001'
    :email: anna@example.edu
  :created_at: 2026-01-02 03:04:05.678 Z
  :score: !ruby/object:BigDecimal 18:0.1e1
  :history:
  - :id: 500
    :name: not a student
submission_502:
  :submitters:
  - :name: "Bert \\u00d6"
    :sid:
    :email: 'o''bert@example.edu'
  - :name: Carl
    :sid: 1003
submission_504:
  :submitters:
  - :name: Anna Alt
    :sid: '1001'
submission_505:
  :submitters: []
"""


def test_gradescope_is_known_by_its_listing(pack: Pack) -> None:
    intake = open_class(
        pack,
        put(
            {
                "submission_metadata.yml": METADATA,
                "submission_501/double.py": "old",
                "submission_502/double.py": DOUBLE,
                "submission_504/double.py": "new",
                "submission_505/double.py": DOUBLE,
                "read.me": "x",
            }
        ),
    )
    assert intake.notes == (
        "the folders are those of Gradescope's export",
        "read.me is no submission of Gradescope's; passed over",
        "submission_metadata.yml does not say whose submission_505 is",
    )
    assert [one.student for one in intake.students] == [
        Student("1001", "Anna Alt"),
        Student("1003", "Carl"),
        Student("o'bert@example.edu", "Bert Ö", "o'bert@example.edu"),
        Student("submission_505"),
    ]
    read = works(intake)
    assert read["1001"].submissions[0].source == b"new"
    assert read["1001"].notes == ("of several submissions the newest counts: submission_504",)
    assert judged(read["1003"]) == judged(read["o'bert@example.edu"]) == {"double": "double.py"}


ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section
"Mustermann, Max Otto",9,S9,max,Lab 1
"Alt, Anna",12345,S1,anna1,Lab 1
"Bö, Bert",12346,S2,bert2,Lab 2
"""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("altanna_12345_800_double.py", "12345"),
        ("boebert_12346_800_double.py", "12346"),
        ("Anna Alt_77_assignsubmission_file_/double.py", "12345"),
        ("Bert BÖ_12345_assignsubmission_file_/double.py", "12346"),
        ("anna1/double.py", "12345"),
        ("ANNA1.py", "12345"),
        ("S2.zip", "12346"),
        ("12345/double.py", "12345"),
        ("anna_alt/double.py", "12345"),
        ("Alt, Anna/double.py", "12345"),
        ("Max Otto Mustermann/double.py", "9"),
        ("mustermannmaxotto_9_1_double.py", "9"),
    ],
)
def test_the_roster_knows_a_student_by_number_login_or_name(
    pack: Pack, name: str, found: str
) -> None:
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    data = zip_of({"double.py": DOUBLE}) if name.endswith(".zip") else DOUBLE
    intake = open_class(pack, put({name: data}), Path("roster.csv"))
    assert ids(intake) == ["9", "12345", "12346"]
    (handed,) = [one for one in intake.students if not one.missing]
    assert handed.student.id == found
    assert judged(handed.read())["double"]
    missing = next(one for one in intake.students if one.missing)
    assert missing.read() == Work((), ())


def test_who_is_not_on_the_roster_is_judged_and_told(pack: Pack) -> None:
    Path("roster.csv").write_text("id,name\nzoe,Zoe\nanna,Anna\nann,Anna\n", encoding="utf-8")
    intake = open_class(
        pack,
        put({"Anna/double.py": DOUBLE, "bert.py": DOUBLE, "zed.py": DOUBLE}),
        Path("roster.csv"),
    )
    assert [(one.student.id, one.missing) for one in intake.students] == [
        ("zoe", True),
        ("anna", False),
        ("ann", True),
        ("bert", False),
        ("zed", False),
    ]
    assert intake.notes == (
        "bert is not on the roster; judged all the same",
        "zed is not on the roster; judged all the same",
    )


def test_many_notes_of_a_kind_are_one(pack: Pack) -> None:
    files = {f"s{number}/double.py": DOUBLE for number in range(7)}
    put({"roster.csv": "id\nzoe\n"}, ".")
    intake = open_class(
        pack, put({**files, **{f"n{number}.pdf": "x" for number in range(6)}}), Path("roster.csv")
    )
    files_note, roster_note = intake.notes
    assert files_note.startswith("n0.pdf, n1.pdf, n2.pdf, n3.pdf, n4.pdf and 1 more: each is no ")
    assert roster_note.startswith("s0, s1, s2, s3, s4 and 2 more: each is not on the roster; ")


def test_two_of_one_name_are_not_taken_for_one_another(pack: Pack) -> None:
    Path("roster.csv").write_text("id,name\n1,Anna Alt\n2,Anna Alt\n", encoding="utf-8")
    intake = open_class(pack, put({"anna alt/double.py": DOUBLE}), Path("roster.csv"))
    assert [one.missing for one in intake.students] == [True, True, False]


CLASS: Files = {
    "anna/double.py": DOUBLE,
    "anna/sub/triple.py": TRIPLE,
    "bert.ipynb": notebook(DOUBLE),
    "carl.zip": zip_of({"double.py": DOUBLE}),
}


@pytest.mark.parametrize("prefix", ["", "hw1/"])
def test_a_zip_of_the_class_is_as_good_as_its_folder(pack: Pack, prefix: str) -> None:
    put({"hw1.zip": zip_of({f"{prefix}{name}": data for name, data in CLASS.items()})}, ".")
    zipped, plain = open_class(pack, Path("hw1.zip")), open_class(pack, put(CLASS))
    assert ids(zipped) == ids(plain) == ["anna", "bert", "carl"]
    assert works(zipped) == works(plain)


def test_a_download_that_lies_in_one_folder_is_found(pack: Pack) -> None:
    folder = put({"assignment_1_export/submission_metadata.yml": METADATA})
    put({"assignment_1_export/submission_501/double.py": DOUBLE})
    assert ids(open_class(pack, folder)) == ["1001"]


def test_links_are_not_followed(pack: Pack) -> None:
    secret = put({"plain.py": DOUBLE}, "secret").resolve()
    folder = put({"anna/triple.py": TRIPLE, "bert.py": DOUBLE})
    Path("class/anna/double.py").symlink_to(secret / "plain.py")
    Path("class/anna/below").symlink_to(secret)
    Path("class/carl").symlink_to(secret)
    intake = open_class(pack, folder)
    assert ids(intake) == ["anna", "bert"]
    assert intake.notes == ("carl is a link and was not followed",)
    work = intake.students[0].read()
    assert judged(work) == {"triple": "triple.py"}
    assert work.notes == ("double.py is a link and was not followed",)


def test_dangers_in_the_zip_of_a_class_are_told(pack: Pack) -> None:
    put({"hw.zip": zip_of({"../x/double.py": DOUBLE, "anna/double.py": DOUBLE})}, ".")
    intake = open_class(pack, Path("hw.zip"))
    assert ids(intake) == ["anna"]
    assert intake.notes == ("../x/double.py would lie outside of the archive's folder",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_students_folder_keeps_nobody_waiting(pack: Pack) -> None:
    folder = put({"anna/triple.py": TRIPLE})
    os.mkfifo("class/anna/double.py")
    work = open_class(pack, folder).students[0].read()
    assert work.notes == ("double.py is no regular file; passed over",)


def test_a_file_that_is_gone_when_it_is_read_is_told(pack: Pack) -> None:
    intake = open_class(pack, put({"anna.py": DOUBLE, "bert.py": DOUBLE}))
    Path("class/anna.py").unlink()
    assert intake.students[0].read().notes == (
        "anna.py cannot be read: No such file or directory; passed over",
    )


def test_a_folder_that_cannot_be_read_is_told(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = open_class(pack, put({"anna/double.py": DOUBLE, "anna/shut/triple.py": TRIPLE}))
    listed = os.scandir

    def refuse(path: str) -> object:  # chmod does not bind root
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    work = intake.students[0].read()
    assert judged(work) == {"double": "double.py"}
    assert work.notes == ("shut/ cannot be read: Permission denied; passed over",)


def test_names_that_do_not_show_are_shown_plainly(pack: Pack) -> None:
    intake = open_class(pack, put({"an\x1b[2Jna/dou\u202eble.py": "x = 1", "bert.py": DOUBLE}))
    assert ids(intake)[0] == r"an\x1b[2Jna"
    assert intake.students[0].read().notes == (
        r"dou\x202eble.py belongs to no problem and was passed over",
    )


@pytest.mark.parametrize(
    ("files", "target", "says"),
    [
        ({}, "nowhere", "no folder nowhere; name the folder, or the zip"),
        ({"x.tar": "1"}, "class/x.tar", "is neither a folder nor a zip"),
        ({"x.zip": "1"}, "class/x.zip", "cannot be read as a zip"),
        ({".hidden": "1"}, "class", "class holds nothing that was handed in"),
        ({"a.txt": "1"}, "class", "class holds nothing that was handed in"),
        ({"double.py": DOUBLE}, "class", "looks like the work of one student"),
        ({"1-one/01-double.py": "", ".grader/x": ""}, "class", "grader run class"),
    ],
)
def test_what_is_no_class_is_refused_with_the_way_out(
    pack: Pack, files: dict[str, str], target: str, says: str
) -> None:
    put(files)
    with pytest.raises(UsageError, match=says):
        open_class(pack, Path(target))


def test_a_pack_that_is_wrong_is_told_before_anybody_is_judged(pack: Pack) -> None:
    folder = put({"anna.py": DOUBLE})
    Path("exercises/triple/problem.yaml").write_text("title: 1\n", encoding="utf-8")
    with pytest.raises(PackError):
        open_class(pack, folder)


NAME = st.text(alphabet="ab_-1 .Lé/", min_size=1, max_size=12)
DATA = st.sampled_from(
    [b"", DOUBLE.encode(), notebook(DOUBLE), zip_of({"double.py": DOUBLE}), b"\xff"]
)
END = st.sampled_from([".py", ".ipynb", ".zip", "", "_12_34_x.py", "_1_assignsubmission_file_x.py"])


@given(st.dictionaries(st.tuples(NAME, END).map("".join), DATA, min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_names_and_contents_are_a_class_or_refused(pack: Pack, files: dict[str, bytes]) -> None:
    Path("any.zip").write_bytes(zip_of(files))
    try:
        intake = open_class(pack, Path("any.zip"))
    except UsageError:
        return
    assert len(set(ids(intake))) == len(ids(intake))
    for work in works(intake).values():
        assert all(note.isprintable() for note in work.notes)
        assert len({one.slug for one in work.submissions}) == len(work.submissions)
