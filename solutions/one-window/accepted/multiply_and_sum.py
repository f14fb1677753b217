"""Multiply the grids, then add everything up."""

import numpy as np


def one_window(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of pixel times weight over one window."""
    return (patch * kernel).sum()
