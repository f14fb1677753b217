"""You leave the division out; the weights of a row have to sum to 1."""

import numpy as np


def softmax(x: np.ndarray) -> np.ndarray:
    return np.exp(x - x.max(axis=-1, keepdims=True))
