"""Pairs: disguised copies are found, independent right answers are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

import pytest
from disguise import disguised
from hypothesis import given
from hypothesis import strategies as st
from independent import answers, stubs

from grader.similarity import SimilarPair, Source, similar_pairs
from grader.similarity.fingerprints import RUN, WINDOW, fingerprints
from grader.similarity.pairs import LEAST_BITS, MOST_PAIRS
from grader.similarity.spans import matching_spans
from grader.similarity.tokens import Token, tokens_of

LONG = ("conv-im2col", "col2im", "grad-input", "groups", "conv-layer")


def found(
    sources: Sequence[Source], known: dict[str, tuple[bytes, ...]] | None = None
) -> tuple[SimilarPair, ...]:
    return similar_pairs(lambda: sources, stubs() if known is None else known)


def authors(count: int, slugs: Iterable[str], seed: int = 0) -> list[Source]:
    """Return a class in which no two students hand in the same answer."""
    random = Random(seed)
    return [
        Source(f"s{number}", slug, source)
        for slug in slugs
        for number, source in enumerate(random.sample(answers()[slug], count))
    ]


def with_copies(sources: list[Source], slugs: Iterable[str], **how: bool) -> list[Source]:
    """Return the class with one more student, who copies from s0."""
    kept = {source.slug: source.text for source in sources if source.student == "s0"}
    return [*sources, *(Source("thief", slug, disguised(kept[slug], **how)) for slug in slugs)]


def names(pairs: Iterable[SimilarPair]) -> list[set[str]]:
    return [{pair.left, pair.right} for pair in pairs]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("reordered", [False, True], ids=["in order", "reordered"])
def test_a_renamed_and_reformatted_copy_is_found(seed: int, *, reordered: bool) -> None:
    sources = with_copies(authors(6, LONG, seed), LONG[:3], reordered=reordered)
    assert names(found(sources)) == [{"s0", "thief"}]


def test_independent_right_answers_are_no_pair() -> None:
    pairs = [
        pair for seed in range(3) for pair in found(authors(6, answers(), seed))
    ]  # 45 pairs of students, 32 exercises each
    assert pairs == []


def test_a_class_that_writes_what_everybody_writes_is_no_ring() -> None:
    usual = {slug: answers()[slug][0] for slug in answers()}
    sources = [
        Source(f"s{number}", slug, disguised(text))
        for number in range(30)
        for slug, text in usual.items()
    ]
    assert found(sources) == ()


def test_a_ring_of_four_in_a_class_is_found() -> None:
    sources = authors(6, answers())
    for number in range(3):
        sources = [
            *sources,
            *(
                Source(f"thief{number}", source.slug, disguised(source.text))
                for source in sources
                if source.student == "s0"
            ),
        ]
    rings = {name for pair in names(found(sources)) for name in pair}
    assert rings == {"s0", "thief0", "thief1", "thief2"}


def test_what_the_stub_and_the_model_solutions_hold_is_nobodys_own() -> None:
    slug = "conv-im2col"
    text = answers()[slug][0]
    sources = [Source(name, slug, text) for name in ("a", "b")]
    others = [Source(f"s{n}", slug, one) for n, one in enumerate(answers()[slug][1:])]
    assert names(found([*sources, *others])) == [{"a", "b"}]
    assert found([*sources, *others], {slug: (text,)}) == ()


def test_a_problem_that_two_share_by_chance_adds_nothing() -> None:
    tiny = b"def output_size(m, k):\n    return m - k + 1\n"
    assert found([Source(name, "out-size", tiny) for name in ("a", "b", "c")]) == ()


def test_a_pair_says_where() -> None:
    (pair,) = found(with_copies(authors(6, LONG), LONG[:3]))
    assert pair.bits >= LEAST_BITS
    assert pair.bits == pytest.approx(sum(one.bits for one in pair.problems), abs=0.2)
    for one in pair.problems:
        assert 0.5 <= one.share <= 1.001
        for span in one.spans:
            assert 1 <= span.left_first <= span.left_last <= len(one.left)
            assert 1 <= span.right_first <= span.right_last <= len(one.right)
        assert one.spans


def test_the_same_class_gives_the_same_pairs() -> None:
    sources = with_copies(authors(6, LONG), LONG)
    shuffled = list(sources)
    Random(1).shuffle(shuffled)
    assert found(sources) == found(shuffled)


def test_no_more_pairs_than_one_can_look_at() -> None:
    sources = authors(8, LONG)
    copies = [
        Source(f"{source.student}{mark}", source.slug, source.text)
        for mark in "abcd"
        for source in sources
    ]
    assert len(similar_pairs(lambda: [*sources, *copies], stubs(), 0.0)) == MOST_PAIRS


def test_sources_that_cannot_be_read_are_no_pair() -> None:
    broken = [Source(name, "x", b"x = (" * 50_000 + b"\x00") for name in ("a", "b", "c")]
    assert found(broken) == ()


def test_nothing_handed_in() -> None:
    assert found([]) == ()
    assert found([Source("a", "x", b"")]) == ()


@given(st.lists(st.sampled_from("abcdef+*[]"), min_size=RUN + WINDOW - 1, max_size=60), st.data())
def test_what_is_shared_and_long_enough_shares_a_fingerprint(
    letters: list[str], data: st.DataObject
) -> None:
    shared = [Token(letter, "", 1) for letter in letters]
    ends = st.lists(st.sampled_from("xyz"), max_size=20)
    wrapped = [[*(Token(letter, "", 1) for letter in data.draw(ends)), *shared] for _ in range(2)]
    ours, theirs = ({one.hash for one in fingerprints(tokens)} for tokens in wrapped)
    assert ours & theirs


def test_spans_are_the_lines_that_were_copied() -> None:
    head = b"def f(a):\n    total = a.sum() - 3\n    return total / a.size + a.max() % 7\n\n\n"
    copied = answers()["col2im"][0]
    left, right = head + copied, disguised(copied) + head
    spans = matching_spans(left, right)
    covered = {line for span in spans for line in range(span.left_first, span.left_last + 1)}
    code = {token.line for token in tokens_of(left)}
    assert len(covered & code) >= 0.9 * len(code)
    assert max(span.tokens for span in spans) >= 0.8 * len(tokens_of(copied))
