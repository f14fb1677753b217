"""One query at a time; the future is cut off before it is looked at."""

import numpy as np


def softmax(row: np.ndarray) -> np.ndarray:
    """Return the weights of one row of scores."""
    powers = np.exp(row - row.max())
    return powers / powers.sum()


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, causal: bool) -> np.ndarray:
    """Return what each query learns from the values: their mean, weighted by attention."""
    batch, queries, length = q.shape
    out = np.zeros((batch, queries, v.shape[-1]))
    for b in range(batch):
        for t in range(queries):
            seen = t + 1 if causal else k.shape[1]
            scores = k[b, :seen] @ q[b, t] / length**0.5
            out[b, t] = softmax(scores) @ v[b, :seen]
    return out
