"""The first hour of a student: show, next, hint and run in a workspace, each message read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from course_pack import RIGHT, WRONG, grader
from said import Say

DOUBLE = "1-ones-first/01-double.py"


def write(workspace: Path, name: str, sources: dict[str, str]) -> None:
    (path,) = workspace.rglob(f"*-{name}.py")
    path.write_text(sources[name])


def run(workspace: Path, *targets: str, **environment: str) -> list[str]:
    done = grader("run", *targets, cwd=workspace, **environment)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_next_shows_the_first_open_problem_and_its_file(workspace: Path, say: Say) -> None:
    status, out, _ = say("next")
    assert status == 0
    assert "Double it" in out
    assert DOUBLE in out
    assert out.splitlines()[-1] == "solved 0 of 3  .. ."
    write(workspace, "double", RIGHT)
    run(workspace, "double")
    assert "Triple it" in say("next")[1]


def test_next_outside_a_workspace_says_how_to_get_one(pack: Path, say: Say) -> None:  # noqa: ARG001
    status, _, errors = say("next")
    assert status == 2
    assert "grader init my-course" in errors


def test_show_names_the_nearest_problem(workspace: Path, say: Say) -> None:  # noqa: ARG001
    status, _, errors = say("show", "duoble")
    assert status == 2
    assert errors.endswith("; did you mean 'double'?\n")


def test_hints_come_one_at_a_time_and_say_how_many_are_left(workspace: Path, say: Say) -> None:  # noqa: ARG001
    first, second, third = (say("hint", "double")[1].splitlines() for _ in range(3))
    assert first == ["double, hint 1 of 2. Look at x.", "1 more hint"]
    assert second[0].startswith("double, hint 2 of 2. Twice is two times x.")
    assert second[1].startswith("that was the last one; ")
    assert third[0] == second[0]
    assert third[1].startswith("that was the last one already; grader hint double --all")
    assert len(say("hint", "double", "--all")[1].splitlines()) == 2
    assert say("hint", "double", "--again")[1].splitlines()[0] == first[0]


def test_hint_and_show_alone_are_about_the_problem_at_work_on(workspace: Path, say: Say) -> None:
    assert "double, hint 1" in say("hint")[1]  # the first of the course
    assert "Double it" in say("show")[1]
    write(workspace, "triple", WRONG)
    run(workspace, "triple")
    assert "triple has no hints" in say("hint")[1]
    assert "Triple it" in say("show")[1]


def test_outside_a_workspace_all_hints_are_shown(pack: Path, say: Say) -> None:  # noqa: ARG001
    out = say("hint", "double")[1]
    assert "hint 1 of 2" in out
    assert "hint 2 of 2" in out


def test_a_right_answer_is_praised_and_the_next_is_named(workspace: Path) -> None:
    write(workspace, "double", RIGHT)
    assert run(workspace, "double")[-3:] == [
        "Well done!",
        "solved 1 of 3  #. .",
        "next: triple  (grader next shows it)",
    ]


def test_the_last_of_a_unit_and_of_the_course(workspace: Path) -> None:
    for name in ("double", "triple"):
        write(workspace, name, RIGHT)
        said = run(workspace, name)
    assert "Well done! Unit 1 of 2, One's first, is complete." in said
    write(workspace, "halve", RIGHT)
    said = run(workspace, "halve")
    assert said[-2:] == [
        "Well done! You have solved the whole course, all 3 exercises.",
        "solved 3 of 3  ## #",
    ]
    assert run(workspace)[-1] == "Well done! You have solved the whole course, all 3 exercises."


def test_a_wrong_answer_ends_with_one_next_step(workspace: Path, say: Say) -> None:
    write(workspace, "double", WRONG)
    assert run(workspace, "double")[-1] == "stuck?  grader hint double  (2 of 2 hints left)"
    for _ in range(2):
        say("hint", "double")
    assert run(workspace, "double")[-1] == "stuck?  grader hint double  (you have seen all 2 hints)"


def test_run_with_nothing_shows_the_whole_course(workspace: Path) -> None:
    write(workspace, "double", RIGHT)
    write(workspace, "triple", WRONG)
    said = run(workspace)
    assert "3 judged: 1 accepted, 1 wrong answer, 1 not attempted" in said
    assert said[-4:] == [
        "solved 1 of 3:",
        "  One's first  #.       1/2",
        "  Last         .        0/1",
        "next: triple  (grader next shows it)",
    ]
    assert not [line for line in said if line.startswith("halve  ")]  # not begun: not told


def test_outside_a_workspace_nothing_of_progress_is_said(pack: Path) -> None:
    (pack / "double.py").write_text(RIGHT["double"])
    assert run(pack, "double.py")[-1].startswith("isolation: ")


def test_a_workspace_that_cannot_remember_still_judges(workspace: Path) -> None:
    write(workspace, "double", RIGHT)
    (workspace / ".grader/progress.json").mkdir()
    said = run(workspace, "double")
    assert "double  accepted" in said
    assert "nothing can be remembered here" in said[-1]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_lines_fit_the_terminal_and_are_never_longer_than_100(
    workspace: Path, say: Say, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    del workspace
    monkeypatch.setenv("COLUMNS", str(columns))
    out = say("show", "double")[1]
    assert max(map(len, out.splitlines())) <= min(columns, 100)


def test_colour_only_where_it_is_wanted(workspace: Path) -> None:
    write(workspace, "double", RIGHT)
    assert "\x1b" not in "".join(run(workspace, "double"))
    assert "\x1b" in "".join(run(workspace, "double", FORCE_COLOR="1"))
    assert "\x1b" not in "".join(run(workspace, "double", FORCE_COLOR="1", NO_COLOR="1"))


def test_a_problem_is_found_from_any_folder_of_the_workspace(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(workspace, "halve", RIGHT)
    monkeypatch.chdir(workspace / "1-ones-first")
    done = grader("run", "halve", "--format", "json", cwd=Path.cwd())
    (problem,) = json.loads(done.stdout)["problems"]
    assert (done.returncode, problem["verdict"]) == (0, "accepted")
