"""Key after key: the mean so far is kept, and made smaller whenever a larger score turns up."""

import numpy as np


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, causal: bool) -> np.ndarray:
    """Return what each query learns from the values: their mean, weighted by attention."""
    batch, queries, length = q.shape
    largest = np.full((batch, queries, 1), -np.inf)
    total = np.zeros((batch, queries, 1))
    mixed = np.zeros((batch, queries, v.shape[-1]))
    place = np.arange(queries)[:, None]
    for s in range(k.shape[1]):
        score = (q * k[:, s : s + 1]).sum(axis=-1, keepdims=True) / np.sqrt(length)
        if causal:
            score = np.where(place < s, -np.inf, score)
        grown = np.maximum(largest, score)
        shrink, power = np.exp(largest - grown), np.exp(score - grown)
        total = total * shrink + power
        mixed = mixed * shrink + power * v[:, s : s + 1]
        largest = grown
    return mixed / total
