"""The formula of the statement, letter by letter."""

import numpy as np


def attention_scores(q: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Return the scaled dot product of every query with every key."""
    return np.einsum("btd,bsd->bts", q, k) * q.shape[-1] ** -0.5
