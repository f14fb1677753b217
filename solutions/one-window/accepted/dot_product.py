"""The grids as two long vectors, and their dot product."""

import numpy as np


def one_window(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of pixel times weight over one window."""
    return float(patch.ravel() @ kernel.ravel())
