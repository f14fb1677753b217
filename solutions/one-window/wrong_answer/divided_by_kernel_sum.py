"""You divided by the sum of the kernel, as one does for a weighted average; the layer returns
the plain sum of the products, and a kernel may well sum to 0.
"""

import numpy as np


def one_window(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of pixel times weight over one window."""
    return (patch * kernel).sum() / kernel.sum()
