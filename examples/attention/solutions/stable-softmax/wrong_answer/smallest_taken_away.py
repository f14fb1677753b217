"""You take the smallest score of the row away; it is the largest one that keeps the powers small."""

import numpy as np


def softmax(x: np.ndarray) -> np.ndarray:
    powers = np.exp(x - x.min(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
