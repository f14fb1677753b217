"""Where cases may be drawn from, the shipped practice groups among it, and rounds of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_problem import DRAWN, small_problem
from trying import DRAWS, practised_problem

from grader.answers import KeyStore
from grader.errors import PackError
from grader.judging import Judge
from grader.load import load_course, load_problem
from grader.pack_file import Group, PracticeGroup
from grader.practice import Bound, Trials, practice_sources, practise
from grader.practice.sources import sources_for
from grader.problem import Problem
from grader.sandbox import Sandboxes
from grader.submission import Submission

ROOT = Path(__file__).parents[2]
SLUGS = load_course(ROOT / "exercises").slugs
CASES = 40


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    with Sandboxes() as sandboxes:
        yield Judge(sandboxes, KeyStore(tmp_path_factory.mktemp("cache"), pytest.fail), 0)


def names(problem: Problem, group: int) -> list[str]:
    return [source.group.name for source in sources_for(problem, group)]


def test_public_groups_that_draw_serve_beside_the_practice_groups() -> None:
    problem = practised_problem(groups=[DRAWN, Group(name="by hand", inputs={"x": [1]})])
    assert [source.group.name for source in practice_sources(problem)] == ["any row", "drawn"]
    assert (names(problem, 0), names(problem, 1)) == (["drawn", "any row"], ["any row", "drawn"])


def test_a_secret_group_is_a_source_for_itself_alone_and_only_if_it_says_so() -> None:
    allowed = Group(name="allowed", inputs=DRAWN.inputs, shrink=True)
    problem = small_problem(secret=(DRAWN, allowed), practice=[DRAWS])
    assert [source.group.name for source in practice_sources(problem)] == ["any row"]
    assert [names(problem, number) for number in range(3)] == [["any row"], [], ["allowed"]]
    assert all(source.problem.secret_groups is None for source in sources_for(problem, 2))


def test_a_call_is_lent_to_draws_without_one_and_never_mixed_with_another() -> None:
    other = PracticeGroup(name="other", inputs=DRAWN.inputs, call="double(-x)")
    law = Group(name="law", inputs={"x": [1]}, call="double(x) - double(x)")
    problem = practised_problem(DRAWS, other, groups=[law])
    assert [(one.group.name, one.group.call) for one in sources_for(problem, 0)] == [
        ("any row", law.call)
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_model_solution_is_right_on_what_is_practised(judge: Judge, slug: str) -> None:
    problem = load_problem(slug, ROOT / "exercises")
    solution = min((ROOT / "solutions" / slug / "accepted").glob("*.py"))
    submission = Submission(slug, solution.name, solution.read_bytes())
    right: list[int] = []
    bound = Bound(60.0, 1, lambda: len(right) >= CASES)
    with Trials(judge, problem, submission) as trials:
        practised = practise(trials, practice_sources(problem), bound, right.append)
        assert (practised.failed, trials.refusal) == (None, None)
    assert practised.right == CASES


@pytest.mark.parametrize("slug", SLUGS)
def test_practice_draws_give_no_secret_group_away(slug: str) -> None:
    problem = load_problem(slug, ROOT / "exercises", ROOT / "solutions")
    secret = [(group.let, group.inputs) for group in problem.secret_groups or ()]
    assert problem.file.practice
    for group in problem.file.practice:
        assert (group.let, group.inputs) not in secret
        assert group.inputs not in [inputs for _, inputs in secret]


def test_the_seed_decides_the_cases(judge: Judge) -> None:
    problem = practised_problem()
    source = b"def double(x):\n    return 2 * x + (abs(x).sum() > 12)\n"
    counts = []
    for seed in (3, 3, 5):
        with Trials(judge, problem, Submission("double", "double.py", source)) as trials:
            practised = practise(trials, practice_sources(problem), Bound(60.0, seed))
        assert practised.failed is not None
        counts.append((practised.right, practised.failed.case))
    assert counts[0] == counts[1] != counts[2]


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"reference": "x.reshape(-7)"}, "the reference does not evaluate"),
        ({"practice": [PracticeGroup(name="odd", inputs={"x": "zeros(integers(-9, -1))"})]}, "odd"),
    ],
)
def test_draws_that_give_nothing_are_the_pack_s_fault(
    judge: Judge, entries: dict[str, object], says: str
) -> None:
    problem = practised_problem(**{"practice": [DRAWS], **entries})
    submission = Submission("double", "double.py", b"def double(x):\n    return 2 * x\n")
    with (
        Trials(judge, problem, submission) as trials,
        pytest.raises(PackError, match=says),
    ):
        practise(trials, practice_sources(problem), Bound(60.0))
