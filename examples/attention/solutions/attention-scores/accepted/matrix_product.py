"""One stack of matrix products."""

import numpy as np


def attention_scores(q: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Return the scaled dot product of every query with every key."""
    return q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
