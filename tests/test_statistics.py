"""Statistics: worked by hand, against NumPy, and silent where there is nothing to say."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.table import Column, Heading, Mark, Row, Student
from grader.report import NamedMistake, Tally
from grader.statistics import (
    FEWEST,
    ClassStatistics,
    ProblemStatistics,
    class_statistics,
    cronbach_alpha,
    discrimination,
)
from grader.verdict import Verdict

ACCEPTED, WRONG = Verdict.ACCEPTED, Verdict.WRONG_ANSWER


def mark(slug: str, verdict: Verdict, score: float, mistake: str = "") -> Mark:
    named = NamedMistake(mistake, f"You did {mistake}.") if mistake else None
    return Mark(slug, verdict, score, 10.0, Tally(0, 1), Tally(0, 1), mistake=named)


def row(number: int, *marks: Mark, missing: bool = False) -> Row:
    held = {one.slug: one for one in marks}
    score = sum(one.score for one in marks)
    return Row(Student(f"s{number}"), held, score, 20.0, missing)


def of(*rows: Row) -> ClassStatistics:
    columns = tuple(Column(slug, slug, "One", 10.0) for slug in ("a", "b"))
    return class_statistics(Heading("A class", columns, "none", len(rows)), iter(rows))


def problem(*rows: Row) -> ProblemStatistics:
    return of(*rows).problems[0]


def test_rates_are_of_those_who_attempted() -> None:
    found = problem(
        row(0, mark("a", ACCEPTED, 10)),
        row(1, mark("a", WRONG, 4)),
        row(2, mark("a", WRONG, 1)),
        row(3, mark("a", Verdict.TIME_LIMIT, 0)),
        row(4, mark("a", Verdict.NOT_ATTEMPTED, 0)),
        row(5),
    )
    assert (found.attempted, found.passed, found.pass_rate) == (4, 1, 0.25)
    assert found.mean_share == pytest.approx((1 + 0.4 + 0.1 + 0) / 4)
    assert found.difficulty == pytest.approx(1 - 0.375)


def test_a_fault_of_the_grader_is_no_attempt() -> None:
    found = problem(row(0, mark("a", Verdict.JUDGE_ERROR, 0)), row(1, mark("a", ACCEPTED, 10)))
    assert (found.attempted, found.pass_rate, found.judge_errors) == (1, 1.0, 1)


def test_of_nobody_nothing_is_said() -> None:
    found = of()
    assert found.mean_share is found.median_share is found.alpha is None
    assert found.distribution == (0,) * 10
    one = found.problems[0]
    assert one.pass_rate is one.mean_share is one.difficulty is one.discrimination is None


def test_mistakes_are_counted_and_so_is_what_fits_none() -> None:
    found = problem(
        row(0, mark("a", WRONG, 0, "flipped")),
        row(1, mark("a", WRONG, 0, "mean")),
        row(2, mark("a", WRONG, 0, "mean")),
        row(3, mark("a", WRONG, 0)),
        row(4, mark("a", ACCEPTED, 10)),
        row(5, mark("b", WRONG, 0, "flipped")),
    )
    counted = [(one.mistake.name, one.students) for one in found.mistakes]
    assert counted == [("mean", 2), ("flipped", 1)]
    assert found.unexplained == 1


def test_the_distribution_has_its_edges_where_it_says() -> None:
    scores = [0, 1.99, 2, 6, 14, 19.9, 20]
    rows = [row(n, mark("a", WRONG, score)) for n, score in enumerate(scores)]
    assert of(*rows).distribution == (2, 1, 0, 1, 0, 0, 0, 1, 0, 2)
    ninths = row(0, *(mark("a", WRONG, sum([20 / 30] * 9)) for _ in range(1)))  # 30 % in ninths
    assert of(ninths).distribution[3] == 1


def test_who_handed_in_nothing_is_in_no_figure_but_one() -> None:
    found = of(row(0, mark("a", ACCEPTED, 10)), row(1, missing=True), row(2, mark("b", WRONG, 0)))
    assert (found.students, found.missing) == (3, 1)
    assert sum(found.distribution) == 2
    assert found.mean_share == pytest.approx(0.25)
    assert found.median_share == pytest.approx(0.25)


def test_discrimination_worked_by_hand() -> None:
    # Five pass with 6, 8, 8, 9, 9 (mean 8); five fail with 2, 3, 5, 4, 6 (mean 4). The mean of
    # all is 6, the squares of the gaps add up to 56, so s = sqrt(5.6) and r = 4 / s * 1/2.
    passed = [True] * 5 + [False] * 5
    rest = [6, 8, 8, 9, 9, 2, 3, 5, 4, 6]
    assert discrimination(passed, rest) == pytest.approx(2 / 5.6**0.5)


def test_discrimination_is_pearsons_correlation_without_the_item() -> None:
    random = Random(7)
    rows, passed, rest = [], [], []
    for number in range(60):
        good = random.random()
        first, second = random.random() < good, round(10 * good, 1)
        rows.append(
            row(
                number,
                mark("a", ACCEPTED if first else WRONG, 10.0 if first else 3.0),
                mark("b", WRONG, second),
            )
        )
        passed.append(first)
        rest.append(second)
    found = problem(*rows).discrimination
    assert found == pytest.approx(np.corrcoef(passed, rest)[0, 1], abs=1e-12)
    assert found != pytest.approx(np.corrcoef(passed, [one.score for one in rows])[0, 1], abs=0.01)


def test_discrimination_is_of_those_who_attempted() -> None:
    rows = [
        row(n, mark("a", ACCEPTED if n % 2 else WRONG, 0), mark("b", WRONG, n % 7))
        for n in range(20)
    ]
    others = [row(n, mark("b", ACCEPTED, 10)) for n in range(20, 30)]
    assert problem(*rows, *others).discrimination == problem(*rows).discrimination


@pytest.mark.parametrize(
    ("passed", "rest"),
    [
        ([True] * 20, list(range(20))),
        ([False] * 20, list(range(20))),
        ([True, False] * 10, [5] * 20),
        ([True, False] * 10, [0.1 + 0.2, 0.3] * 10),  # equal but for rounding
        ([True, False] * 4, list(range(8))),
        ([], []),
    ],
    ids=["all pass", "none passes", "equal rest", "equal but for rounding", "too few", "nobody"],
)
def test_where_nothing_varies_there_is_no_discrimination(
    passed: list[bool], rest: list[float]
) -> None:
    assert discrimination(passed, rest) is None


def test_alpha_worked_by_hand() -> None:
    # Two items, 0 to 4 and 0, 2, 1, 3, 4, twice over, so ten students. The squares of the gaps from
    # the mean 2 add up to 20 in each, their products to 2 * (4 + 0 + 0 + 1 + 4) = 18. All over 9:
    # variances 20/9, covariance 18/9, the totals' variance (20 + 20 + 36)/9.
    items = [[0, 1, 2, 3, 4] * 2, [0, 2, 1, 3, 4] * 2]
    assert cronbach_alpha(items) == pytest.approx(2 / 1 * (1 - 40 / 76))


def test_alpha_against_numpy() -> None:
    random = np.random.default_rng(3)
    items = random.normal(size=(6, 40)) + random.normal(size=40)
    spread = items.var(axis=1, ddof=1).sum() / items.sum(axis=0).var(ddof=1)
    assert cronbach_alpha(items.tolist()) == pytest.approx(6 / 5 * (1 - spread))


@pytest.mark.parametrize(
    "items",
    [
        [],
        [list(range(20))],
        [[1.0] * 5, [2.0] * 5],
        [[1.0] * 20, [2.0] * 20],
        [[1.0, 0.0] * 10, [0.0, 1.0] * 10],
    ],
    ids=["none", "one item", "too few", "constant", "equal totals"],
)
def test_where_totals_do_not_vary_there_is_no_alpha(items: list[list[float]]) -> None:
    assert cronbach_alpha(items) is None


marked = st.lists(
    st.tuples(st.booleans(), st.floats(0, 100, allow_nan=False).map(lambda one: round(one, 2))),
    min_size=FEWEST,
    max_size=40,
)


@given(marked)
def test_discrimination_stays_within_its_bounds_and_turns_with_the_item(
    marks: list[tuple[bool, float]],
) -> None:
    passed, rest = [one for one, _ in marks], [one for _, one in marks]
    found = discrimination(passed, rest)
    turned = discrimination([not one for one in passed], rest)
    if found is None or turned is None:
        assert found is turned is None
    else:
        assert -1 - 1e-9 <= found <= 1 + 1e-9
        assert turned == pytest.approx(-found, abs=1e-9)
