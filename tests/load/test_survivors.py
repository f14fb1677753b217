"""survivors.yaml: read where it is there, and every fault with its line."""

from __future__ import annotations

import pytest
from small_pack import WritePack

from grader.load import check_pack, load_problem

PATH = "solutions/double/survivors.yaml"
ENTRY = "  - {mutant: plain-0123abcd, change: a line, why: It does the same.}\n"


def test_arguments_are_read_with_their_place(write_pack: WritePack) -> None:
    folder = write_pack({PATH: f"survivors:\n{ENTRY}"})
    (argued,) = load_problem("double", folder / "exercises", folder / "solutions").argued
    assert (argued.mutant, argued.why) == ("plain-0123abcd", "It does the same.")
    assert argued.where == f"{PATH}:2"


def test_a_pack_needs_no_such_file(write_pack: WritePack) -> None:
    folder = write_pack()
    assert check_pack(folder / "exercises", folder / "solutions") == ()
    assert load_problem("double", folder / "exercises", folder / "solutions").argued == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"survivors:\n{ENTRY}{ENTRY}", ":3: the mutant 'plain-0123abcd' is already on line 2"),
        ("survivors: []\n", ":1: "),
        ("survivors:\n  - {mutant: plain-0123abcd, change: a}\n", ":2: "),
        (f"survivors:\n{ENTRY.replace('why', 'because')}", ":2: "),
        (f"survivors:\n{ENTRY.replace('0123abcd', 'xyz')}", ":2: "),
    ],
)
def test_faults_have_file_and_line(write_pack: WritePack, text: str, fault: str) -> None:
    folder = write_pack({PATH: text})
    faults = [str(found) for found in check_pack(folder / "exercises", folder / "solutions")]
    assert any(found.startswith(PATH + fault) for found in faults), faults


def test_a_misspelt_name_is_found(write_pack: WritePack) -> None:
    folder = write_pack({"solutions/double/survivor.yaml": f"survivors:\n{ENTRY}"})
    (found,) = check_pack(folder / "exercises", folder / "solutions")
    assert found.fix == "did you mean 'survivors.yaml'?"


def test_a_missing_secret_is_not_meant_by_survivors(write_pack: WritePack) -> None:
    folder = write_pack({PATH: f"survivors:\n{ENTRY}", "solutions/double/secret.yaml": None})
    (found,) = check_pack(folder / "exercises", folder / "solutions")
    assert found.what == "the file is missing"
