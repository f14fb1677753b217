"""Two loops and a running total."""

import numpy as np


def one_window(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of pixel times weight over one window."""
    total = 0.0
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            total += patch[u, v] * kernel[u, v]
    return float(total)
