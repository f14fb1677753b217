"""A pack that has nothing to do with convolution holds, and is all that an author can write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from grader.load import open_pack
from grader.report import ProblemResult
from grader.sandbox import Sandboxes
from grader.schema import Kind, schema
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict
from grader.verify import prove

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "attention"
SLUGS = open_pack(FOLDER / "exercises").slugs
FILES = sorted(FOLDER.rglob("*.yaml"))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with pytest.MonkeyPatch.context() as patch, Sandboxes() as sandboxes:
        patch.setenv("GRADER_CACHE", str(tmp_path_factory.mktemp("cache")))
        opened = Session(open_pack(FOLDER / "exercises", FOLDER / "solutions"), sandboxes)
        opened.prepare(SLUGS)
        yield opened


def judged(session: Session, slug: str, source: str) -> ProblemResult:
    (result,) = session.results([Submission(slug, f"{slug}.py", source.encode())], 1)
    return result


@pytest.mark.parametrize("slug", SLUGS)
def test_it_holds(slug: str, session: Session) -> None:
    proof = prove(session, slug)
    assert proof.faults == ()
    assert proof.solutions >= 3
    assert proof.mistakes >= 8


def test_a_mistake_is_named_in_its_own_words(session: Session) -> None:
    source = """
import numpy as np

def softmax(x):
    out = np.empty(x.shape)
    for place in np.ndindex(x.shape[:-1]):
        out[place] = np.exp(x[place]) / sum(np.exp(x[place]))
    return out
"""
    result = judged(session, "stable-softmax", source)
    assert result.mistake is not None
    assert result.mistake.name == "overflows"
    assert result.mistake.says.startswith("You raise e to the scores as they are")
    named = {group.name for group in result.groups if group.verdict is not Verdict.ACCEPTED}
    assert "large scores" in named
    assert "one row" not in named


def test_two_mistakes_at_once_are_named_together(session: Session) -> None:
    source = """
import numpy as np

def attention(q, k, v, causal):
    scores = q @ k.transpose(0, 2, 1)
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers @ v / powers.sum(-1, keepdims=True)
"""
    result = judged(session, "causal-attention", source)
    assert result.mistake is not None
    assert result.mistake.name == "mask_ignored+not_scaled"


def test_a_layer_is_told_which_part_went_wrong(session: Session) -> None:
    right = (FOLDER / "solutions/multi-head/accepted/axes_moved.py").read_text()
    wrong = right.replace("joined @ self.wo.T", "joined @ self.wo.T + 1")
    result = judged(session, "multi-head", wrong)
    failure = result.groups[0].cases[0].failure
    assert failure is not None
    assert failure.part == "output of call 1"
    assert failure.parts_right == ("weights of call 1",)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_editors_accept_every_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named is not None
    assert (path.parent / named[1]).resolve() == ROOT / f"docs/schema/{path.stem}.schema.json"
    kind: Kind = path.stem  # type: ignore[assignment]
    Draft202012Validator(schema(kind)).validate(yaml.safe_load(text))


def test_the_statements_are_about_attention_alone() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in FILES).lower()
    assert not re.findall(r"convol|kernel|stride|padding", texts)
