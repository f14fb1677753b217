"""Your rows belong to the keys and your columns to the queries; a row of scores belongs to a query."""

import numpy as np


def attention_scores(q: np.ndarray, k: np.ndarray) -> np.ndarray:
    return k @ q.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
