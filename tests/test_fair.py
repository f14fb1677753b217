"""Right answers in many styles, as students hand them in: all are accepted, with every point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.load import open_pack
from grader.render.text import problem_text
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict

ROOT = Path(__file__).parents[1]
FAIR = sorted((ROOT / "tests" / "fair").glob("*.py"))


def slug_of(path: Path) -> str:
    return path.stem.partition("__")[0]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with pytest.MonkeyPatch.context() as patch, Sandboxes() as sandboxes:
        patch.setenv("GRADER_CACHE", str(tmp_path_factory.mktemp("cache")))
        pack = open_pack(ROOT / "exercises", ROOT / "solutions")
        session = Session(pack, sandboxes)
        session.prepare(sorted({slug_of(path) for path in FAIR}))
        yield session


@pytest.mark.parametrize("path", FAIR, ids=lambda path: path.stem)
def test_a_right_answer_is_accepted_in_any_style(session: Session, path: Path) -> None:
    submission = Submission(slug_of(path), path.name, path.read_bytes())
    # Known mistakes are compared with what was not accepted alone; to run them costs most.
    problem = replace(session.problem(submission.slug), mistakes=(), knobs=None)
    result = session.judge.judge(problem, submission)
    assert result.verdict is Verdict.ACCEPTED, problem_text(result, 100)
    assert result.score == result.max_score
    assert result.mistake is None


def test_every_problem_is_answered_in_three_styles_or_more() -> None:
    answers = Counter(slug_of(path) for path in FAIR)
    slugs = open_pack(ROOT / "exercises").slugs
    assert {slug: answers[slug] for slug in slugs if answers[slug] < 3} == {}
    assert sorted(set(answers) - set(slugs)) == []


def test_no_answer_is_a_copy_of_a_model_solution() -> None:
    models = {path.read_bytes() for path in ROOT.glob("solutions/*/accepted/*.py")}
    assert [path.name for path in FAIR if path.read_bytes() in models] == []
