"""One query and one key at a time, in plain Python."""

import math

import numpy as np


def attention_scores(q: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Return the scaled dot product of every query with every key."""
    batch, queries, length = q.shape
    keys = k.shape[1]
    out = np.zeros((batch, queries, keys))
    for b in range(batch):
        for t in range(queries):
            for s in range(keys):
                dot = sum(q[b, t, d] * k[b, s, d] for d in range(length))
                out[b, t, s] = dot / math.sqrt(length)
    return out
