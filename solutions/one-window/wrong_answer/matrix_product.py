"""You took the matrix product of patch and kernel, which multiplies rows by columns; the layer
multiplies each pixel by the one weight that lies on it.
"""

import numpy as np


def one_window(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of pixel times weight over one window."""
    return (patch @ kernel).sum()
