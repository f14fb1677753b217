"""The pack that the options of a command name: found, or refused in a line."""

from __future__ import annotations

import pytest
from small_pack import WritePack

from grader.cli.options import open_course
from grader.errors import UsageError


def test_exercises_in_place_of_the_solutions_are_one_line_not_a_fault_a_file(
    write_pack: WritePack,
) -> None:
    exercises = write_pack({}) / "exercises"
    with pytest.raises(UsageError, match="holds exercises and no solutions; name the folder in"):
        open_course(exercises, exercises)


def test_a_folder_that_is_exercises_and_solutions_at_once_is_fine(write_pack: WritePack) -> None:
    root = write_pack({})
    exercises, solutions = root / "exercises", root / "solutions"
    (solutions / "double" / "problem.yaml").write_bytes(
        (exercises / "double" / "problem.yaml").read_bytes()
    )
    assert open_course(solutions, solutions).slugs == ("double",)
    assert open_course(exercises, solutions).solutions == solutions
