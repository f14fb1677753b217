"""You take the rows along the first axis; they run along the last one."""

import numpy as np


def softmax(x: np.ndarray) -> np.ndarray:
    powers = np.exp(x - x.max(axis=0))
    return powers / powers.sum(axis=0)
