"""Points: whatever the groups state, they add up to the problem's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.pack_file import Group
from grader.scoring import share, total

Groups = list[tuple[Group, bool]]
points = st.floats(0.5, 1000)
quarters = st.integers(0, 40).map(lambda quarter: quarter / 4)


def groups(*stated: float | None, secret: bool) -> Groups:
    return [(Group(name=str(number), points=own), secret) for number, own in enumerate(stated)]


@given(points, st.integers(1, 60))
def test_public_groups_alone_share_everything(whole: float, count: int) -> None:
    shared = share(whole, groups(*[None] * count, secret=False))
    assert total(shared) == whole
    assert max(shared) - min(shared) <= 1e-9 * whole


@given(points, st.integers(0, 5), st.integers(1, 60))
def test_secret_groups_share_everything_where_none_states_points(
    whole: float, public: int, secret: int
) -> None:
    shared = share(
        whole, groups(*[None] * public, secret=False) + groups(*[None] * secret, secret=True)
    )
    assert total(shared) == whole
    assert shared[:public] == (0.0,) * public


@given(
    st.lists(quarters | st.none(), max_size=5),
    st.lists(quarters | st.none(), min_size=1, max_size=8),
    st.integers(0, 40),
)
def test_stated_points_are_kept_and_the_rest_is_shared(
    public: list[float | None], secret: list[float | None], more: int
) -> None:
    stated = sum(own or 0 for own in public + secret)
    whole = stated + (more / 4 if None in secret else 0)
    shared = share(whole, groups(*public, secret=False) + groups(*secret, secret=True))
    assert total(shared) == whole
    assert min(shared) >= 0
    for own, given_points in zip(public + secret, shared, strict=True):
        assert own is None or own == given_points


def test_public_points_count_where_they_are_stated() -> None:
    shared = share(10, groups(1, None, secret=False) + groups(None, 3, None, secret=True))
    assert shared == (1, 0, 3, 3, 3)


@pytest.mark.parametrize("count", range(1, 101))
def test_full_marks_are_whole_however_many_groups(count: int) -> None:
    assert total(share(10, groups(*[None] * count, secret=True))) == 10
