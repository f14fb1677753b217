"""You let all sequences look at the keys of the first one; each has keys of its own."""

import numpy as np


def attention_scores(q: np.ndarray, k: np.ndarray) -> np.ndarray:
    return q @ k[0].T / np.sqrt(q.shape[-1])
