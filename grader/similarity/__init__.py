"""Pairs of submissions that are more alike than chance explains.

    tokens         a source without what renaming and reformatting change
    fingerprints   a few hashes that stand for it, and where each was found
    pairs          who shares fingerprints that few others have
    spans          the lines in which the two are alike

What it finds is a reason to look, and no proof: two may have worked together, or from one book.
"""

from grader.similarity.pairs import AlikeProblem, SimilarPair, Source, similar_pairs
from grader.similarity.spans import Span

__all__ = ["AlikeProblem", "SimilarPair", "Source", "Span", "similar_pairs"]
