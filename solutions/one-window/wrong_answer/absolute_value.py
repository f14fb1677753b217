"""You dropped the sign of the sum; the layer returns a negative sum as it is, and for the
notebook's kernel the sign tells on which side of the window the line lies.
"""

import numpy as np


def one_window(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of pixel times weight over one window."""
    return abs((patch * kernel).sum())
