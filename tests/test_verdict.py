"""The verdicts: a closed set, ordered, whose worst does not depend on the order."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from grader.verdict import Verdict, worst

verdicts = st.lists(st.sampled_from(Verdict), max_size=6)


def test_nothing_at_all_is_accepted() -> None:
    assert worst([]) is Verdict.ACCEPTED


@given(verdicts, st.randoms())
def test_the_order_does_not_matter(given_verdicts: list[Verdict], random: Random) -> None:
    shuffled = given_verdicts.copy()
    random.shuffle(shuffled)
    assert worst(shuffled) is worst(given_verdicts)


@given(verdicts, verdicts)
def test_groups_of_groups_come_to_the_same(one: list[Verdict], other: list[Verdict]) -> None:
    assert worst([worst(one), worst(other)]) is worst(one + other)


@given(verdicts)
def test_the_judges_own_fault_dominates(given_verdicts: list[Verdict]) -> None:
    assert worst([*given_verdicts, Verdict.JUDGE_ERROR]) is Verdict.JUDGE_ERROR


@given(verdicts)
def test_only_the_accepted_is_accepted(given_verdicts: list[Verdict]) -> None:
    accepted = all(verdict is Verdict.ACCEPTED for verdict in given_verdicts)
    assert (worst(given_verdicts) is Verdict.ACCEPTED) == accepted


def test_severities_are_distinct_and_verdicts_read_as_words() -> None:
    assert len({verdict.severity for verdict in Verdict}) == len(Verdict)
    assert all(verdict.value.replace(" ", "").isalpha() for verdict in Verdict)
