"""The weight is e to the power of: the score less the logarithm of the row's sum."""

import numpy as np


def softmax(x: np.ndarray) -> np.ndarray:
    """Return the weights of every row of scores."""
    sums = np.logaddexp.reduce(x, axis=-1)
    return np.exp(x - np.expand_dims(sums, -1))
