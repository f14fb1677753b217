"""You rounded the size of the output up and kept windows that hang over the edge of the padded
image; the layer drops them.
"""

import math

import numpy as np


def avg_pool2d(
    x: np.ndarray, kernel: int, stride: int, padding: int, count_include_pad: bool
) -> np.ndarray:
    """Return the mean of every window, each channel by itself."""
    real = np.pad(np.ones(x.shape[2:]), padding)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    n, c, height, width = padded.shape
    rows = math.ceil((height - kernel) / stride) + 1
    cols = math.ceil((width - kernel) / stride) + 1
    out = np.zeros((n, c, rows, cols))
    for i in range(rows):
        for j in range(cols):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + kernel, left : left + kernel]
            places = real[top : top + kernel, left : left + kernel]
            count = places.size if count_include_pad else places.sum()
            out[:, :, i, j] = window.sum(axis=(2, 3)) / count
    return out
