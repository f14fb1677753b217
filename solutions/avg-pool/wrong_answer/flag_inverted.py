"""You count the zeros of the frame when the flag is False and leave them out when it is True;
the layer does it the other way round.
"""

import numpy as np


def avg_pool2d(
    x: np.ndarray, kernel: int, stride: int, padding: int, count_include_pad: bool
) -> np.ndarray:
    """Return the mean of every window, each channel by itself."""
    real = np.pad(np.ones(x.shape[2:]), padding)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    n, c, height, width = padded.shape
    rows, cols = (height - kernel) // stride + 1, (width - kernel) // stride + 1
    out = np.zeros((n, c, rows, cols))
    for i in range(rows):
        for j in range(cols):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + kernel, left : left + kernel]
            count = real[top : top + kernel, left : left + kernel].sum()
            divisor = kernel * kernel if not count_include_pad else count
            out[:, :, i, j] = window.sum(axis=(2, 3)) / divisor
    return out
