"""What the loader says of practice groups and of `shrink`."""

from __future__ import annotations

import pytest
from small_pack import PROBLEM, SECRET, WritePack

from grader.load import check_pack

GOOD = "practice:\n  - name: any\n    inputs: {x: 'small_integers(integers(1, 3))'}\n"
PROBLEM_YAML = "exercises/double/problem.yaml"
SECRET_YAML = "solutions/double/secret.yaml"


def faults(write_pack: WritePack, problem: str = PROBLEM, secret: str = SECRET) -> list[str]:
    root = write_pack({PROBLEM_YAML: problem, SECRET_YAML: secret})
    return [str(fault) for fault in check_pack(root / "exercises", root / "solutions")]


def test_sound_practice_groups_and_a_secret_group_that_may_be_shrunk(
    write_pack: WritePack,
) -> None:
    assert faults(write_pack, PROBLEM + GOOD, SECRET + "    shrink: true\n") == []


@pytest.mark.parametrize(
    ("practice", "says"),
    [
        ("  - {name: a, inputs: {x: zeros(3)}}\n", "practice group 'a' draws nothing at random"),
        ("  - {name: a, inputs: {x: halves(N)}}\n", "'N' in 'halves(N)' is not defined"),
        ("  - {name: a, inputs: {y: halves(2)}}\n", "'y' is not a parameter"),
        ("  - {name: a, let: {n: 'integers(1, 2)'}}\n", "has no input for 'x'"),
        ("  - {name: a, points: 3, inputs: {x: halves(2)}}\n", "unknown key 'points'"),
        ("  - {inputs: {x: halves(2)}}\n", "'name'"),
        ("  - {name: a, inputs: {x: halves(2)}, call: treble(x)}\n", "treble"),
        (
            "  - {name: a, inputs: {x: halves(2)}}\n  - {name: a, inputs: {x: halves(3)}}\n",
            "a group is named 'a' already",
        ),
    ],
)
def test_a_faulty_practice_group(write_pack: WritePack, practice: str, says: str) -> None:
    found = faults(write_pack, PROBLEM + "practice:\n" + practice)
    assert found
    assert all(fault.startswith(PROBLEM_YAML + ":") for fault in found)
    assert any(says in fault for fault in found)


def test_shrink_is_for_secret_groups(write_pack: WritePack) -> None:
    public = PROBLEM.replace("    expect: [2, 4, 6]\n", "    expect: [2, 4, 6]\n    shrink: true\n")
    (found,) = faults(write_pack, public)
    assert "'shrink' is for secret groups: public cases are shrunk anyway" in found


def test_shrink_needs_draws(write_pack: WritePack) -> None:
    literal = "groups:\n  - name: by hand\n    inputs: {x: [3, 4]}\n    shrink: true\n"
    (found,) = faults(write_pack, secret=literal)
    assert "'shrink' in the group 'by hand', which draws nothing at random" in found
