"""docs/problem-format.md names everything that there is, and its example is a pack that holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from msgspec import Struct

from grader.calling import CALL_NAMES
from grader.cases.expression import ATTRIBUTES
from grader.cases.kinds import KINDS
from grader.cases.vocabulary import VOCABULARY
from grader.load import check_pack, open_pack
from grader.pack_file import (
    CourseFile,
    Defaults,
    Group,
    Parameter,
    PracticeGroup,
    ProblemFile,
    Returns,
    SecretFile,
    SurvivorEntry,
    SurvivorsFile,
    Tolerance,
    Unit,
)
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.verify import prove

TEXT = (Path(__file__).parents[1] / "docs" / "problem-format.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", TEXT)
FILES = (
    CourseFile,
    Unit,
    Defaults,
    ProblemFile,
    Parameter,
    Returns,
    Tolerance,
    Group,
    PracticeGroup,
    SecretFile,
    SurvivorsFile,
    SurvivorEntry,
)


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.__name__)
def test_every_key_is_there(kind: type[Struct]) -> None:
    missing = [name for name in kind.__struct_fields__ if not re.search(rf"\b{name}\b", TEXT)]
    assert missing == []


@pytest.mark.parametrize("kind", [ProblemFile, Group, CourseFile], ids=lambda kind: kind.__name__)
def test_every_key_has_its_row(kind: type[Struct]) -> None:
    rows = set(re.findall(r"(?m)^\| `(\w+)` \|", TEXT))
    assert set(kind.__struct_fields__) <= rows


@pytest.mark.parametrize(
    "names",
    [VOCABULARY, CALL_NAMES, ATTRIBUTES, KINDS],
    ids=["words", "calls", "attributes", "types"],
)
def test_every_word_is_there(names: frozenset[str]) -> None:
    assert [name for name in names if not re.search(rf"\b{name}\b", TEXT)] == []


def test_every_yaml_block_is_yaml() -> None:
    found = [yaml.safe_load(body) for language, body in BLOCKS if language == "yaml"]
    assert len(found) > 5
    assert all(isinstance(one, dict) for one in found)


def write_example(root: Path) -> None:
    for _, body in BLOCKS:
        name = re.match(r"# ((?:exercises|solutions)/\S+)\n", body)
        if name:
            path = root / name[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body.removeprefix(name[0]), encoding="utf-8")


def test_the_example_is_a_pack_that_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    write_example(tmp_path)
    exercises, solutions = tmp_path / "exercises", tmp_path / "solutions"
    assert check_pack(exercises, solutions) == ()
    with Sandboxes() as sandboxes:
        session = Session(open_pack(exercises, solutions), sandboxes)
        session.prepare(["scale"])
        proof = prove(session, "scale")
        assert proof.faults == ()
        assert (proof.solutions, proof.mistakes, proof.doubles) == (1, 2, 1)
        (double,) = session.judge.key(session.problem("scale")).doubles
    assert double.name == "divides+no_shift"
    assert double.says in " ".join(TEXT.split())
