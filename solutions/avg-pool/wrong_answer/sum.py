"""You added the pixels of each window up but did not divide; the layer divides by their number."""

import numpy as np


def avg_pool2d(
    x: np.ndarray, kernel: int, stride: int, padding: int, count_include_pad: bool
) -> np.ndarray:
    """Return the mean of every window, each channel by itself."""
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    n, c, height, width = padded.shape
    rows, cols = (height - kernel) // stride + 1, (width - kernel) // stride + 1
    out = np.zeros((n, c, rows, cols))
    for i in range(rows):
        for j in range(cols):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + kernel, left : left + kernel]
            out[:, :, i, j] = window.sum(axis=(2, 3))
    return out
