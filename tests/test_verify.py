"""Every kind of broken pack is reported, and a sound one holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from small_pack import ACCEPTED, PROBLEM, SECRET, WRONG, WritePack

from grader.load import open_pack
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.verify import Proof, prove, union

Prove = Callable[[dict[str, str | bytes | None]], tuple[str, ...]]


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    with Sandboxes() as started:
        yield started


@pytest.fixture
def session(
    write_pack: WritePack, sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[dict[str, str | bytes | None]], Session]:
    """Return what opens the session of the small pack with some files replaced."""
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))

    def opened(files: dict[str, str | bytes | None], seed: int = 0) -> Session:
        root = write_pack(files)
        one = Session(open_pack(root / "exercises", root / "solutions"), sandboxes, seed)
        one.prepare(["double"])
        return one

    return opened


@pytest.fixture
def faults(session: Callable[[dict[str, str | bytes | None]], Session]) -> Prove:
    return lambda files: prove(session(files), "double").faults


def test_a_sound_pack_holds(
    session: Callable[[dict[str, str | bytes | None]], Session],
) -> None:
    assert prove(session({}), "double") == Proof("double", 1, 1, 4, ())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def double(x):\n    return 3 * x\n", "wrong answer"),
        ("def double(x):\n    return abs(2 * x)\n", "wrong answer"),
        ("def double(x):\n    raise ValueError('oh')\n", "ValueError: oh, in line 2"),
        ("def dubble(x):\n    return 2 * x\n", "no function 'double'"),
        ("def double(x)\n    return 2 * x\n", "SyntaxError: expected ':', in line 1"),
        ("import torch\n\n\ndef double(x):\n    return 2 * x\n", "forbidden"),
        ("def double(x):\n    x *= 2\n    return x\n", "changed its input"),
        (dedent(PROBLEM.partition("stub: |\n")[2].partition("reference")[0]), "not attempted"),
    ],
)
def test_an_accepted_solution_that_fails_is_reported(
    faults: Prove, source: str, words: str
) -> None:
    (fault,) = faults({"solutions/double/accepted/odd.py": source})
    assert fault.startswith("accepted/odd.py is ")
    assert words in fault


def test_a_solution_that_fails_in_secret_alone_names_the_group(faults: Prove) -> None:
    source = "def double(x):\n    return 2 * x if list(x) == [1, 2, 3] else x\n"
    (fault,) = faults({"solutions/double/accepted/odd.py": source})
    assert "public 1/1" in fault
    assert "in group 'drawn'" in fault


def test_a_mistake_that_passes_is_reported(faults: Prove) -> None:
    (fault,) = faults({"solutions/double/wrong_answer/none.py": f'"""Nothing."""\n{ACCEPTED}'})
    assert "'none' passes every secret case" in fault
    assert "add a case" in fault


def test_a_mistake_that_only_the_public_cases_catch_is_reported(faults: Prove) -> None:
    source = '"""Only here."""\n\n\ndef double(x):\n    return 0 if len(x) == 3 else 2 * x\n'
    secret = SECRET.replace("integers(1, 5)", "4")
    (fault,) = faults({
        "solutions/double/wrong_answer/three.py": source,
        "solutions/double/secret.yaml": secret,
    })  # fmt: skip
    assert "'three' passes every secret case" in fault


def test_two_mistakes_that_coincide_are_reported(faults: Prove) -> None:
    (fault,) = faults({"solutions/double/wrong_answer/twin.py": WRONG})
    assert "'squares' and 'twin' do the same" in fault


def test_a_mistake_that_does_not_run_is_reported(faults: Prove) -> None:
    (fault,) = faults({"solutions/double/wrong_answer/odd.py": '"""Odd."""\nx = 1\n'})
    assert "odd" in fault
    assert "does not define double" in fault


def test_a_mistake_that_does_not_load_is_caught_but_has_no_name(faults: Prove) -> None:
    (fault,) = faults({"solutions/double/wrong_answer/odd.py": '"""Odd."""\n1 / 0\n'})
    assert fault == "wrong_answer/odd.py is named nothing"


@pytest.mark.parametrize(
    "solved", ["return 2 * x", "return x + x", "return x @ np.eye(len(x)) * 2"]
)
def test_a_stub_that_solves_the_problem_is_reported(faults: Prove, solved: str) -> None:
    stub = PROBLEM.replace("raise NotImplementedError", solved)
    (fault,) = faults({"exercises/double/problem.yaml": stub})
    assert "stub" in fault
    assert "accepted" in fault


def test_a_stub_that_is_wrong_on_purpose_is_fine(faults: Prove) -> None:
    for body in ("return x", "return None", "return 1 / 0", "pass"):
        stub = PROBLEM.replace("raise NotImplementedError", body)
        assert faults({"exercises/double/problem.yaml": stub}) == ()


@pytest.mark.parametrize("expect", ["[2, 4, 7]", "[2, 4]", "[2, 4, 6.001]"])
def test_a_literal_answer_that_is_wrong_is_reported(faults: Prove, expect: str) -> None:
    problem = PROBLEM.replace("[2, 4, 6]", expect)
    (fault,) = faults({"exercises/double/problem.yaml": problem})
    assert fault.startswith("'expect' of group 'by hand' is not what torch gives")


def test_a_secret_literal_answer_is_proved_too(faults: Prove) -> None:
    secret = f"{SECRET}  - name: one\n    inputs: {{x: [5]}}\n    expect: [11]\n"
    (fault,) = faults({"solutions/double/secret.yaml": secret})
    assert "group 'one'" in fault


def test_a_reference_that_does_not_evaluate_is_reported(faults: Prove) -> None:
    problem = PROBLEM.replace("reference: 2 * x", "reference: x.reshape(7, 7)")
    (fault,) = faults({"exercises/double/problem.yaml": problem})
    assert "the reference does not evaluate" in fault


def test_all_that_is_broken_is_reported_at_once(faults: Prove) -> None:
    found = faults({
        "exercises/double/problem.yaml": PROBLEM.replace("[2, 4, 6]", "[0, 0, 0]"),
        "solutions/double/accepted/odd.py": "def double(x):\n    return x\n",
        "solutions/double/wrong_answer/odd.py": '"""Odd."""\n1 / 0\n',
    })  # fmt: skip
    assert len(found) == 3


def test_full_marks_are_full_with_nine_groups(faults: Prove) -> None:
    groups = "".join(f"  - name: g{n}\n    inputs: {{x: [{n}]}}\n" for n in range(3, 12))
    assert faults({"solutions/double/secret.yaml": f"groups:\n{groups}"}) == ()


def test_proofs_under_several_seeds_come_to_one() -> None:
    one = Proof("double", 1, 2, 4, ("a", "b"))
    other = Proof("double", 1, 2, 5, ("b", "c"))
    assert union([one, other]) == Proof("double", 1, 2, 9, ("a", "b", "c"))


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        ("{kind: window, input: x, size: [5]}", "0 positions are none"),
        ("{kind: window, input: x, size: [2]}", "of its window are not the answer's cells"),
        ("{kind: cover, target: 'x.shape[1]', size: 2}", "index out of range"),
        ("{kind: panels, title: all, rows: [{x: x}, {y: 'x[9]'}]}", "picture 1 ('all')"),
        ("{kind: panels, only: [other], rows: [{x: 'x[9]'}]}", ""),
        ("{kind: panels, rows: [{x: x}]}", ""),
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_drawn_is_reported(faults: Prove, picture: str, why: str) -> None:
    other = "  - name: other\n    inputs: {x: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}\n"
    problem = f"{PROBLEM}{other}pictures:\n  - {picture}\n"
    found = faults({"exercises/double/problem.yaml": problem})
    assert bool(found) == bool(why)
    assert all(f"{why}" in fault and "cannot be drawn for group '" in fault for fault in found[:1])
