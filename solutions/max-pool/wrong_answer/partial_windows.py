"""You rounded the size of the output up and kept windows that hang over the edge of the padded
image; the layer drops them.
"""

import math

import numpy as np


def max_pool2d(x: np.ndarray, kernel: int, stride: int | None, padding: int) -> np.ndarray:
    """Return the largest pixel of every window, each channel by itself."""
    step = kernel if stride is None else stride
    n, c, height, width = x.shape
    rows = math.ceil((height + 2 * padding - kernel) / step) + 1
    cols = math.ceil((width + 2 * padding - kernel) / step) + 1
    frame = (padding, padding + step)
    padded = np.pad(x, ((0, 0), (0, 0), frame, frame), constant_values=-np.inf)
    out = np.zeros((n, c, rows, cols))
    for i in range(rows):
        for j in range(cols):
            top, left = i * step, j * step
            window = padded[:, :, top : top + kernel, left : left + kernel]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out
