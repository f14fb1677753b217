"""Black-box packs: each submission under a folder named after the verdict that it must get."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.load import open_pack
from grader.render.json_report import json_report
from grader.render.text import problem_text, summary_text
from grader.report import ProblemResult, Report
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict
from grader.verify import prove

PACKS = Path(__file__).with_name("packs")
HOSTILE = set(PACKS.glob("adversarial/submissions/*/*.py"))  # test_adversarial judges them
SUBMISSIONS = sorted({*PACKS.glob("*/submissions/*/*.py")} - HOSTILE)
NAMES = sorted(path.name for path in PACKS.iterdir() if path.joinpath("exercises").is_dir())
WORTHLESS = {Verdict.FORBIDDEN, Verdict.NOT_ATTEMPTED}

OpenSession = Callable[[str], Session]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenSession]:
    """Return what opens the session of a pack, once each."""
    opened: dict[str, Session] = {}
    with pytest.MonkeyPatch.context() as patch, Sandboxes() as sandboxes:
        patch.setenv("GRADER_CACHE", str(tmp_path_factory.mktemp("cache")))

        def of(name: str) -> Session:
            if name not in opened:
                folder = PACKS / name
                pack = open_pack(folder / "exercises", folder / "solutions")
                opened[name] = Session(pack, sandboxes)
                opened[name].prepare(pack.slugs)
            return opened[name]

        yield of


def judged(path: Path, session: OpenSession) -> ProblemResult:
    slug = path.stem.partition("__")[0]
    submission = Submission(slug, path.name, path.read_bytes())
    (result,) = session(path.relative_to(PACKS).parts[0]).results([submission], jobs=1)
    return result


def verdict_of(path: Path) -> str:
    """Return the verdict that the folder of a submission is named after."""
    return re.sub("[-_]", " ", path.parent.name)


def named(path: Path) -> str:
    return f"{path.parts[-4]}/{path.parts[-2]}/{path.stem}"


@pytest.mark.parametrize("path", SUBMISSIONS, ids=named)
def test_a_submission_gets_the_verdict_of_its_folder(path: Path, session: OpenSession) -> None:
    result = judged(path, session)
    report = Report((result,), "as it is")
    text = problem_text(result) + summary_text(report)
    assert result.verdict.value == verdict_of(path), text
    full = result.verdict is Verdict.ACCEPTED
    assert (result.score == result.max_score) == full
    assert result.score == 0 or result.verdict not in WORTHLESS
    assert result.score == sum(group.points for group in result.groups)
    assert result.max_score == sum(group.max_points for group in result.groups)
    assert result.secret is not None
    assert (result.public.passed, result.secret.passed) == tuple(
        sum(group.passed for group in result.groups if group.secret is secret)
        for secret in (False, True)
    )
    (as_json,) = json.loads(json_report(report))["problems"]
    assert as_json["verdict"] == result.verdict.value
    assert as_json["score"] == result.score
    assert result.verdict.value in text


@pytest.mark.parametrize("name", NAMES)
def test_the_packs_themselves_hold(name: str, session: OpenSession) -> None:
    opened = session(name)
    for slug in opened.pack.slugs:
        assert prove(opened, slug).faults == ()


@pytest.mark.parametrize(
    ("path", "mistake"),
    [
        ("signals/submissions/wrong-answer/moving-average__sums.py", "sums"),
        ("signals/submissions/wrong-answer/moving-average__list.py", None),
        ("signals/submissions/wrong-answer/softmax__overflows.py", "overflows"),
        ("text/submissions/wrong-answer/count-letter__case.py", "case_matters"),
        ("text/submissions/wrong-answer/count-letter__float.py", None),
        ("algebra/submissions/wrong-answer/matrix-product__transposed.py", "transposed"),
        ("algebra/submissions/runtime-error/matrix-product__elementwise.py", "elementwise"),
        ("algebra/submissions/wrong-answer/shape-of__swapped.py", "swapped"),
        ("algebra/submissions/runtime-error/shape-of__segfault.py", None),
        ("objects/submissions/wrong-answer/running-mean__two.py", "average_of_two"),
        (
            "objects/submissions/wrong-answer/running-mean__in_place.py",
            "keeps_the_callers_array",
        ),
        ("objects/submissions/wrong-answer/running-mean__float_count.py", None),
        ("tensors/submissions/wrong-answer/softmax-rows__columns.py", "columns"),
        ("tensors/submissions/forbidden/softmax-rows.py", None),
    ],
)
def test_a_known_mistake_is_named_and_nothing_else(
    path: str, mistake: str | None, session: OpenSession
) -> None:
    found = judged(PACKS / path, session).mistake
    assert (found.name if found else None) == mistake


def test_every_verdict_of_a_submission_is_there() -> None:
    never = {Verdict.JUDGE_ERROR, Verdict.SKIPPED}
    assert {verdict_of(path) for path in SUBMISSIONS} == set(Verdict) - never
