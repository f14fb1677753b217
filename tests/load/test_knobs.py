"""knobs.py is read, never run: every fault has its line and its fix."""

from __future__ import annotations

from textwrap import dedent

import pytest
from small_pack import WritePack

from grader.errors import PackError
from grader.load import load_problem
from grader.problem import Knobs, Problem

PATH = "solutions/double/knobs.py"
ZEROS = (
    '"""You return zeros; doubling keeps the numbers."""\n\n\ndef double(x):\n    return 0 * x\n'
)
SOUND = """\
def double(x, *, squares=False, zeros=False):
    y = x * x if squares else 2 * x
    return 0 * y if zeros else y
"""


def read(write_pack: WritePack, source: str) -> Problem:
    root = write_pack(
        {PATH: dedent(source), "solutions/double/wrong_answer/zeros.py": ZEROS},
    )
    return load_problem("double", root / "exercises", root / "solutions")


def test_no_file_is_no_knobs(write_pack: WritePack) -> None:
    root = write_pack()
    assert load_problem("double", root / "exercises", root / "solutions").knobs is None


def test_the_flags_are_the_knobs(write_pack: WritePack) -> None:
    assert read(write_pack, SOUND).knobs == Knobs(("squares", "zeros"), SOUND.encode())


def test_without_solutions_there_are_none(write_pack: WritePack) -> None:
    root = write_pack({PATH: "this is not Python"})
    assert load_problem("double", root / "exercises").knobs is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def double(x, *, squares=False\n", ":1: not valid Python"),
        ("def twice(x, *, squares=False, zeros=False): ...\n", ": the knobs file does not define"),
        ("double = 3\n", "write def double(..., *, one_mistake=False, another=False)"),
        (
            "def double(x, *, squares=False, zeroes=False): ...\n",
            ":1: the knob 'zeroes' names no file of wrong_answer/; did you mean 'zeros'?",
        ),
        (
            "def double(\n    x,\n    squares=False,\n    *,\n    zeros=False,\n): ...\n",
            ":3: the knob 'squares' is not keyword-only; put * first",
        ),
        ("def double(x): ...\n", ":1: 'double' has 0 keyword-only parameters"),
        (
            "def double(x, *, squares=False): ...\n",
            ":1: 'double' has 1 keyword-only parameters; two knobs at least make a pair",
        ),
        (
            "def double(x, *, squares, zeros=True): ...\n",
            ":1: the knob 'squares' is not off by default; write squares: bool = False",
        ),
        ("def double(x, *, squares, zeros=True): ...\n", "the knob 'zeros' is not off by default"),
        (
            "def double(y, *, squares=False, zeros=False): ...\n",
            ":1: double takes (y), not the declared parameters (x)",
        ),
        (
            "def double(x, *, squares=False, zeros=False, **more): ...\n",
            "'more' takes any argument",
        ),
        ("def double(x, *more, squares=False, zeros=False): ...\n", "'more' takes any argument"),
    ],
)
def test_faults_say_where_and_what(write_pack: WritePack, source: str, said: str) -> None:
    with pytest.raises(PackError) as raised:
        read(write_pack, source)
    assert said in str(raised.value)
    assert str(raised.value).startswith(PATH)


def test_a_misnamed_file_is_found(write_pack: WritePack) -> None:
    root = write_pack({"solutions/double/knob.py": SOUND})
    with pytest.raises(PackError, match=r"knob\.py: is not read here; did you mean 'knobs\.py'"):
        load_problem("double", root / "exercises", root / "solutions")


def test_flags_are_turned_on_by_two_lines_at_the_end() -> None:
    knobs = Knobs(("squares", "zeros"), SOUND.encode())
    assert knobs.turned("double") == SOUND.encode()
    space: dict[str, object] = {}
    exec(knobs.turned("double", "squares", "zeros"), space)
    double = space["double"]
    assert callable(double)
    assert double(3) == 0
    exec(knobs.turned("double", "squares"), space)
    double = space["double"]
    assert callable(double)
    assert double(3) == 9
