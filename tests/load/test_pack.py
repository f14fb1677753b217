"""A pack on disk: what is read when, and what is said when its parts do not agree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_pack import COURSE, PROBLEM, SECRET, WritePack

from grader.errors import PackError, UsageError
from grader.load import check_pack, load_course, load_problem, open_pack

EXERCISES, SOLUTIONS = Path("exercises"), Path("solutions")


def faults_of(exercises: Path = EXERCISES, solutions: Path | None = SOLUTIONS) -> list[str]:
    return [str(fault) for fault in check_pack(exercises, solutions)]


def test_a_problem_with_its_secrets(write_pack: WritePack) -> None:
    write_pack()
    pack = open_pack(EXERCISES, SOLUTIONS)
    problem = pack.problem("double")
    assert pack.slugs == ("double",)
    assert pack.check() == ()
    assert problem.slug == "double"
    assert [group.name for group in problem.file.groups] == ["by hand"]
    assert [group.name for group in problem.secret_groups or ()] == ["drawn"]
    assert [solution.name for solution in problem.accepted] == ["plain"]
    assert [(mistake.name, mistake.says) for mistake in problem.mistakes] == [
        ("squares", "You square the numbers; doubling adds each to itself.")
    ]
    assert b"x * x" in problem.mistakes[0].source


def test_a_problem_without_solutions_has_no_secrets(write_pack: WritePack) -> None:
    write_pack()
    problem = open_pack(EXERCISES).problem("double")
    assert problem.secret_groups is None
    assert not problem.accepted
    assert not problem.mistakes


def test_limits_are_the_problems_own_or_the_courses(write_pack: WritePack) -> None:
    course = COURSE + "defaults: {points: 4, time_limit: 7}\n"
    problem = PROBLEM.replace("points: 10", "memory: 99")
    write_pack({"exercises/course.yaml": course, "exercises/double/problem.yaml": problem})
    limits = open_pack(EXERCISES).problem("double").limits
    assert (limits.points, limits.time_limit, limits.time_budget, limits.memory) == (4, 7, 10, 99)


def test_opening_reads_the_course_alone(write_pack: WritePack) -> None:
    write_pack({"exercises/double/problem.yaml": "]", "solutions/double/secret.yaml": "]"})
    assert open_pack(EXERCISES, SOLUTIONS).slugs == ("double",)


def test_a_problem_reads_its_own_files_alone(write_pack: WritePack) -> None:
    course = COURSE.replace("[double]", "[double, other]")
    write_pack({"exercises/course.yaml": course, "exercises/other/problem.yaml": "]"})
    assert open_pack(EXERCISES).problem("double").slug == "double"
    assert load_problem("double", EXERCISES, SOLUTIONS).slug == "double"


def test_without_a_course_every_folder_is_a_problem(write_pack: WritePack) -> None:
    write_pack({"exercises/course.yaml": None, "exercises/add/problem.yaml": PROBLEM})
    (EXERCISES / "pictures").mkdir()
    course = load_course(EXERCISES)
    assert course.title == "exercises"
    assert course.slugs == ("add", "double")
    assert faults_of(solutions=None) == []


def test_without_anything_there_is_no_pack(write_pack: WritePack) -> None:
    write_pack()
    with pytest.raises(PackError) as caught:
        open_pack(SOLUTIONS)
    message = "solutions: no problems here; add course.yaml, or a folder with problem.yaml"
    assert str(caught.value) == message


def test_folders_that_are_not_there(write_pack: WritePack) -> None:
    write_pack()
    with pytest.raises(UsageError, match="no folder nowhere; name the folder of the exercises"):
        open_pack(Path("nowhere"))
    with pytest.raises(UsageError, match="no folder nowhere; name the folder of the solutions"):
        open_pack(EXERCISES, Path("nowhere"))


def test_a_problem_that_is_not_listed(write_pack: WritePack) -> None:
    write_pack()
    with pytest.raises(UsageError) as caught:
        open_pack(EXERCISES).problem("duoble")
    assert str(caught.value) == "no problem 'duoble'; did you mean 'double'?"


def test_a_faulty_course_stops_the_opening_but_not_the_check(write_pack: WritePack) -> None:
    write_pack(
        {
            "exercises/course.yaml": COURSE.replace("title: A", "titel: A"),
            "exercises/double/problem.yaml": PROBLEM.replace("points", "pionts"),
        }
    )
    with pytest.raises(PackError):
        open_pack(EXERCISES)
    assert faults_of() == [
        "exercises/course.yaml:1: unknown key 'titel'; did you mean 'title'?",
        "exercises/double/problem.yaml:3: unknown key 'pionts'; did you mean 'points'?",
    ]


def test_a_problem_raises_all_its_faults_at_once(write_pack: WritePack) -> None:
    write_pack(
        {
            "exercises/double/problem.yaml": PROBLEM.replace("points", "pionts").replace(
                "2 * x", "2 * y"
            ),
            "solutions/double/secret.yaml": SECRET.replace("repeat: 3", "repeat: 0"),
            "solutions/double/wrong_answer/squares.py": "def double(x): return x * x\n",
        }
    )
    with pytest.raises(PackError) as caught:
        open_pack(EXERCISES, SOLUTIONS).problem("double")
    assert str(caught.value).splitlines() == [
        "exercises/double/problem.yaml:3: unknown key 'pionts'; did you mean 'points'?",
        (
            "exercises/double/problem.yaml:16: 'y' in 'reference' is not defined; "
            "known are F, math, nn, np, torch, x"
        ),
        "solutions/double/secret.yaml:3: 'repeat' should be at least 1, not 0",
        (
            "solutions/double/wrong_answer/squares.py:1: a mistake without a docstring; "
            "start the file with what a tutor would say, in triple quotes"
        ),
    ]


@pytest.mark.parametrize(
    ("files", "messages"),
    [
        pytest.param(
            {"exercises/course.yaml": COURSE.replace("[double]", "[double, duoble]")},
            ["exercises/course.yaml:4: there is no problem 'duoble'; did you mean 'double'?"],
            id="course-lists-a-missing-problem",
        ),
        pytest.param(
            {"exercises/course.yaml": COURSE.replace("[double]", "[double, double]")},
            [("exercises/course.yaml:4: the problem 'double' is already on line 4; list it once")],
            id="course-lists-a-problem-twice",
        ),
        pytest.param(
            {
                "exercises/double/problem.yaml": None,
                "exercises/double/problem.yml": PROBLEM,
            },
            [
                (
                    "exercises/course.yaml:4: the problem 'double' has no problem.yaml; "
                    "rename problem.yml"
                )
            ],
            id="problem-yml",
        ),
        pytest.param(
            {"exercises/double/problem.yaml": None, "exercises/double/notes.txt": "x"},
            [
                (
                    "exercises/course.yaml:4: the problem 'double' has no problem.yaml; "
                    "write it, or take 'double' out"
                )
            ],
            id="no-problem-yaml",
        ),
        pytest.param(
            {"exercises/triple/problem.yaml": PROBLEM},
            [
                "exercises/triple: a problem that course.yaml does not list; add it to a unit",
                (
                    "solutions/triple: the exercise 'triple' has no folder of solutions; "
                    "write secret.yaml, accepted/ and wrong_answer/ there"
                ),
            ],
            id="folder-not-listed",
        ),
        pytest.param(
            {"solutions/triple/secret.yaml": SECRET},
            [
                (
                    "solutions/triple: solutions without an exercise: "
                    "exercises/triple/problem.yaml is missing; the exercises: double"
                )
            ],
            id="solutions-without-exercise",
        ),
        pytest.param(
            {"solutions/double/secret.yaml": None},
            ["solutions/double/secret.yaml: the file is missing; write the secret groups"],
            id="no-secret-yaml",
        ),
        pytest.param(
            {"solutions/double/accepted/plain.py": None},
            [
                (
                    "solutions/double/accepted: no accepted solution; "
                    "add a .py file that solves the problem"
                )
            ],
            id="no-accepted-solution",
        ),
        pytest.param(
            {
                "solutions/double/wrong_answer/squares.py": None,
                "solutions/double/wrong_answers/squares.py": '"""You square."""\n',
            },
            [("solutions/double/wrong_answers: is not read here; did you mean 'wrong_answer'?")],
            id="misnamed-folder",
        ),
        pytest.param(
            {"solutions/double/wrong_answer/cubes.py/x": ""},
            ["solutions/double/wrong_answer/cubes.py: cannot be read: Is a directory"],
            id="unreadable-mistake",
        ),
        pytest.param(
            {"solutions/double/wrong_answer/squares.py": b"x = '\x00'"},
            [
                (
                    "solutions/double/wrong_answer/squares.py: not valid Python: "
                    "source code string cannot contain null bytes"
                )
            ],
            id="mistake-with-a-null-byte",
        ),
        pytest.param(
            {"solutions/double/wrong_answer/squares.py": '"""Squares."""\ndef double(x:\n'},
            ["solutions/double/wrong_answer/squares.py:2: not valid Python: '(' was never closed"],
            id="mistake-that-does-not-parse",
        ),
        pytest.param(
            {"solutions/double/wrong_answer/squares.py": '"""  """\n'},
            [
                (
                    "solutions/double/wrong_answer/squares.py:1: a mistake without a docstring; "
                    "start the file with what a tutor would say, in triple quotes"
                )
            ],
            id="mistake-that-says-nothing",
        ),
        pytest.param(
            {"exercises/double/problem.yaml": b"title: caf\xe9\n"},
            [
                (
                    "exercises/double/problem.yaml:1: the file is not UTF-8; "
                    "save it with the encoding UTF-8"
                )
            ],
            id="not-utf8",
        ),
        pytest.param(
            {"exercises/double/problem.yaml": None, "exercises/double/problem.yaml/x": "x"},
            ["exercises/double/problem.yaml: cannot be read: Is a directory"],
            id="unreadable",
        ),
    ],
)
def test_folders_that_do_not_agree(
    write_pack: WritePack, files: dict[str, str | bytes | None], messages: list[str]
) -> None:
    write_pack(files)
    assert faults_of() == messages


def test_a_missing_problem_names_the_line_that_lists_it(write_pack: WritePack) -> None:
    write_pack({"exercises/course.yaml": COURSE.replace("[double]", "\n    - double\n    - add")})
    with pytest.raises(PackError) as caught:
        open_pack(EXERCISES).problem("add")
    assert str(caught.value) == (
        "exercises/course.yaml:6: there is no problem 'add'; the problems here: double"
    )


def test_an_exercise_without_solutions_cannot_be_read_with_them(write_pack: WritePack) -> None:
    write_pack(dict.fromkeys(_private_files()))
    SOLUTIONS.mkdir()
    with pytest.raises(PackError, match="'double' has no folder of solutions"):
        open_pack(EXERCISES, SOLUTIONS).problem("double")


def test_paths_outside_the_current_folder_are_shown_whole(
    write_pack: WritePack, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_pack({"exercises/double/problem.yaml": ""})
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    faults = check_pack(root / "exercises")
    assert [fault.path for fault in faults] == [root / "exercises" / "double" / "problem.yaml"]


def test_reading_a_pack_imports_neither_numpy_nor_torch(write_pack: WritePack) -> None:
    write_pack()
    code = (
        "import sys; from pathlib import Path; from grader.load import open_pack\n"
        "open_pack(Path('exercises'), Path('solutions')).problem('double')\n"
        "print(sorted({'numpy', 'torch', 'difflib', 'grader.load.explain'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stdout.strip() == "[]"


def _private_files() -> list[str]:
    return [
        "solutions/double/secret.yaml",
        "solutions/double/accepted/plain.py",
        "solutions/double/wrong_answer/squares.py",
    ]


def test_without_a_course_a_folder_that_comes_or_goes_is_seen(write_pack: WritePack) -> None:
    root = write_pack({"exercises/course.yaml": None})
    assert open_pack(root / "exercises").slugs == ("double",)
    (root / "exercises/double").rename(root / "exercises/triple")
    assert open_pack(root / "exercises").slugs == ("triple",)
