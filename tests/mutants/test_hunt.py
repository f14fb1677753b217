"""A hole in the tests lets a mutant through; a case closes it, or a sentence defends it."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from small_pack import WritePack

from grader.cli import main
from grader.load import open_pack
from grader.mutants import Hunt, Survivor, hunt, kill_rate
from grader.sandbox import Sandboxes
from grader.session import Session

SOLUTION = """\
import numpy as np

def double(x):
    return np.abs(x) * 2 * np.sign(x)
"""
WEAK = "groups:\n  - name: positive\n    inputs: {x: [3, 5]}\n"
STRONG = "groups:\n  - name: both signs\n    inputs: {x: [-3, 5, 0, -6]}\n"
LUCKY = (
    "groups:\n  - {name: fixed, inputs: {x: [3, 5]}}\n"
    "  - {name: drawn, inputs: {x: 'nonzero_integers(1)'}}\n"
)
WITHOUT_ABS = "(x) * 2 * np.sign(x)"
SURVIVORS = """\
survivors:
  - mutant: plain-{digest}
    change: whatever it was
    why: Nobody doubles what is negative.
"""


@pytest.fixture(autouse=True)
def own_keys(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path_factory.mktemp("keys")))


def hunted(write_pack: WritePack, secret: str, survivors: str | None = None, seed: int = 0) -> Hunt:
    files = {
        "solutions/double/accepted/plain.py": SOLUTION,
        "solutions/double/secret.yaml": secret,
        "solutions/double/survivors.yaml": survivors,
    }
    folder = write_pack(files)
    pack = open_pack(folder / "exercises", folder / "solutions")
    with Sandboxes() as sandboxes, ThreadPoolExecutor(2) as pool:
        session = Session(pack, sandboxes, seed)
        session.prepare(["double"])
        return hunt(session, "double", pool)


def without_abs(found: Hunt) -> list[Survivor]:
    return [each for each in found.survived if WITHOUT_ABS in each.mutant.changed]


def verify(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(["verify", "--mutants", "--seeds", "1", *options])
    printed = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, printed.out, printed.err


def test_a_hole_shows_the_survivor(write_pack: WritePack) -> None:
    found = hunted(write_pack, WEAK)
    (survivor,) = without_abs(found)
    assert "-    return np.abs(x) * 2 * np.sign(x)" in survivor.mutant.diff.splitlines()
    assert f"+    return {WITHOUT_ABS}" in survivor.mutant.diff.splitlines()
    assert "case in which that call changes something" in survivor.advice
    assert survivor.seed is None
    assert found.made == found.equivalent + found.killed + len(found.survived)
    assert kill_rate([found]) < 100


def test_a_case_closes_the_hole(write_pack: WritePack) -> None:
    weak, strong = hunted(write_pack, WEAK), hunted(write_pack, STRONG)
    assert without_abs(strong) == []
    assert strong.made == weak.made
    assert strong.killed > weak.killed


def test_more_luck_is_told_from_none(write_pack: WritePack) -> None:
    found = [hunted(write_pack, LUCKY, seed=seed) for seed in range(6)]
    lucky = [each for hunt_ in found for each in without_abs(hunt_)]
    assert lucky, "every seed drew a negative number"
    assert {each.group for each in lucky} == {"drawn"}
    assert all(each.seed is not None for each in lucky)


def test_an_argued_survivor_does_not_count(write_pack: WritePack) -> None:
    (survivor,) = without_abs(hunted(write_pack, WEAK))
    digest = survivor.mutant.name.rpartition("-")[2]
    found = hunted(write_pack, WEAK, SURVIVORS.format(digest=digest))
    assert without_abs(found) == []
    assert [each.why for each in found.argued] == ["Nobody doubles what is negative."]
    assert found.faults == ()


def test_an_argument_that_is_not_needed_any_more(write_pack: WritePack) -> None:
    (survivor,) = without_abs(hunted(write_pack, WEAK))
    digest = survivor.mutant.name.rpartition("-")[2]
    (fault,) = hunted(write_pack, STRONG, SURVIVORS.format(digest=digest)).faults
    assert fault.startswith("solutions/double/survivors.yaml:2: ")
    assert fault.endswith("is killed now; take it out")
    (fault,) = hunted(write_pack, STRONG, SURVIVORS.format(digest="0" * 8)).faults
    assert "is not made any more" in fault


def test_an_argument_against_the_evidence(write_pack: WritePack) -> None:
    for seed in range(6):
        alive = without_abs(hunted(write_pack, LUCKY, seed=seed))
        if alive:
            break
    argument = SURVIVORS.format(digest=alive[0].mutant.name.rpartition("-")[2])
    found = hunted(write_pack, LUCKY, argument, seed=seed)
    assert [fault.rpartition(" is killed by ")[2] for fault in found.faults] == [
        f"seed {alive[0].seed} in group 'drawn'; add that case"
    ]


def test_endless_mutants_are_killed(write_pack: WritePack) -> None:
    source = "def double(x):\n    n = 0\n    while n < 2:\n        n += 1\n    return x * n\n"
    folder = write_pack(
        {
            "solutions/double/accepted/plain.py": source,
            "exercises/course.yaml": "title: Quick\ndefaults: {time_limit: 0.2}\n"
            "units: [{title: One, problems: [double]}]\n",
        }
    )
    pack = open_pack(folder / "exercises", folder / "solutions")
    with Sandboxes() as sandboxes, ThreadPoolExecutor(2) as pool:
        session = Session(pack, sandboxes)
        session.prepare(["double"])
        found = hunt(session, "double", pool)
    alive = {line for each in found.survived for line in each.mutant.changed.splitlines()}
    assert alive & {"        n -= 1", "        pass", "        n = 1"} == set()


def test_the_table_and_the_status(
    write_pack: WritePack, capsys: pytest.CaptureFixture[str]
) -> None:
    write_pack(
        {"solutions/double/accepted/plain.py": SOLUTION, "solutions/double/secret.yaml": WEAK}
    )
    status, printed, _ = verify(capsys)
    assert status == 1
    assert f"+    return {WITHOUT_ABS}" in printed
    assert "would kill it: a case in which that call changes something" in printed
    assert "under the 98 % asked for" in printed
    status, printed, _ = verify(capsys, "--least", "10")
    assert status == 0
    assert printed.rstrip().endswith("enough")


def test_the_json(write_pack: WritePack, capsys: pytest.CaptureFixture[str]) -> None:
    write_pack(
        {"solutions/double/accepted/plain.py": SOLUTION, "solutions/double/secret.yaml": WEAK}
    )
    _, printed, _ = verify(capsys, "--format", "json")
    report: dict[str, Any] = json.loads(printed)
    mutants = report["mutants"]
    assert mutants == report["problems"][0]["mutants"]
    assert mutants["made"] == mutants["equivalent"] + mutants["killed"] + len(mutants["survived"])
    assert any(WITHOUT_ABS in each["diff"] for each in mutants["survived"])
    assert 0 < mutants["rate"] < 98


def test_without_mutants_nothing_is_said_of_them(
    write_pack: WritePack, capsys: pytest.CaptureFixture[str]
) -> None:
    write_pack()
    with pytest.raises(SystemExit) as end:
        main(["verify", "--seeds", "1", "--format", "json"])
    assert end.value.code == 0
    assert "mutants" not in json.loads(capsys.readouterr().out)


def test_without_the_extra(
    write_pack: WritePack,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_pack()
    monkeypatch.setitem(sys.modules, "cosmic_ray.operators.provider", None)
    status, printed, said = verify(capsys)
    assert (status, printed) == (2, "")
    assert "needs the extra 'mutants'" in said
    assert "pip install 'grader[mutants]'" in said


@pytest.mark.parametrize(("enough", "calls"), [(0, 1), (1, 2), (99, 4)])
def test_a_run_ends_when_it_is_enough(write_pack: WritePack, enough: int, calls: int) -> None:
    folder = write_pack()
    pack = open_pack(folder / "exercises", folder / "solutions")
    with Sandboxes() as sandboxes:
        session = Session(pack, sandboxes)
        session.prepare(["double"])
        problem = session.problem("double")
        cases, source = session.judge.key(problem).cases, problem.accepted[0].source
        done = session.judge.execute_until(problem, source, cases, lambda index, _: index == enough)
    assert len(done.outcomes) == calls == len(done.seconds)
    assert len(cases) == 4
