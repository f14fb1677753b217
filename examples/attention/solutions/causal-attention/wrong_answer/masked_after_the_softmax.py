"""You mask the weights after the softmax, so that those of a row no longer sum to 1; mask the
scores before it.
"""

import numpy as np


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, causal: bool) -> np.ndarray:
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)
    if causal:
        weights = weights * np.tri(*scores.shape[1:])
    return weights @ v
