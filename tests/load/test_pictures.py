"""Faults in `pictures`: each with its line and its fix."""

from __future__ import annotations

import pytest
from small_pack import PROBLEM, WritePack

from grader.load import check_pack, load_problem
from grader.picture import WindowPicture

GOOD = """\
pictures:
  - kind: window
    input: x
    size: [2]
"""


def problem_with(pictures: str) -> dict[str, str | bytes | None]:
    return {"exercises/double/problem.yaml": PROBLEM + pictures}


def test_a_picture_is_read(write_pack: WritePack) -> None:
    root = write_pack(problem_with(GOOD))
    assert check_pack(root / "exercises") == ()
    (picture,) = load_problem("double", root / "exercises").file.pictures
    assert picture == WindowPicture(input="x", size=[2])


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{kind: windw, input: x}", "unknown kind 'windw'; did you mean 'window'?"),
        ("{input: x}", "missing key 'kind' in item 1 of 'pictures'; add 'kind: ...', one of"),
        ("{kind: [a], input: x}", "unknown kind"),
        ("{kind: window, size: [2]}", "missing key 'input'"),
        ("{kind: window, input: x, sise: [2]}", "unknown key 'sise'; did you mean 'size'?"),
        ("{kind: window, input: x}", "a window needs a kernel or a size"),
        ("{kind: window, input: y, size: [2]}", "'y' in 'y' is not defined"),
        ("{kind: window, input: x, size: ['N + 1']}", "'N' in 'N + 1' is not defined"),
        ("{kind: window, input: 'x +', size: [2]}", "'x +' is not an expression"),
        ("{kind: window, input: normal(3), size: [2]}", "'normal' in 'normal(3)'"),
        ("{kind: window, input: x, size: [2], combine: products}", "products need a kernel"),
        ("{kind: window, input: x, size: [2], combine: sum}", "'combine' should be"),
        ("{kind: window, input: x, size: [2], stride: 1.5}", "'stride' should be"),
        ("{kind: window, input: x, size: [2], each: {x: 3}}", "'x' already means something"),
        ("{kind: window, input: x, size: [2], each: {i: j}}", "'j' in 'j' is not defined"),
        ("{kind: window, input: x, size: [2], only: [by foot]}", "no public group is named"),
        ("{kind: stamp, input: x, target: [2, 2]}", "a stamp needs either"),
        ("{kind: panels, rows: []}", "'rows' is empty"),
        ("{kind: panels, rows: [{a: zzz}]}", "'zzz' in 'zzz' is not defined"),
    ],
)
def test_a_wrong_picture_is_a_fault_with_its_line(
    write_pack: WritePack, entry: str, said: str
) -> None:
    root = write_pack(problem_with(f"pictures:\n  - {entry}\n"))
    (fault,) = check_pack(root / "exercises")
    assert said in str(fault)
    assert fault.line == len(PROBLEM.splitlines()) + 2


def test_a_fault_of_form_comes_before_those_of_meaning(write_pack: WritePack) -> None:
    text = "pictures:\n  - kind: window\n    input: y\n    size: 2\n  - kind: nothing\n"
    root = write_pack(problem_with(text))
    faults = check_pack(root / "exercises")
    first = len(PROBLEM.splitlines()) + 1
    assert [fault.line - first for fault in faults if fault.line] == [4]
    assert "unknown kind" in str(faults[0])
