"""You turned the kernel by 180 degrees first, which is what mathematicians call convolution; the
layer lays the kernel on the patch just as it is.
"""

import numpy as np


def one_window(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of pixel times weight over one window."""
    return (patch * kernel[::-1, ::-1]).sum()
