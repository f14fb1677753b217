"""You raise e to the scores as they are, which overflows for large ones; shift each row first."""

import numpy as np


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, causal: bool) -> np.ndarray:
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
    if causal:
        scores = np.where(np.tri(*scores.shape[1:]) > 0, scores, -np.inf)
    powers = np.exp(scores)
    return powers @ v / powers.sum(axis=-1, keepdims=True)
