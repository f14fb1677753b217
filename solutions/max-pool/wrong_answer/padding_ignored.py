"""You left the padding out; the layer lets windows start in a frame around the image, so that
its output is larger and begins with windows that hang over the edge.
"""

import numpy as np


def max_pool2d(x: np.ndarray, kernel: int, stride: int | None, padding: int) -> np.ndarray:
    """Return the largest pixel of every window, each channel by itself."""
    step = kernel if stride is None else stride
    padded = x
    n, c, height, width = padded.shape
    rows, cols = (height - kernel) // step + 1, (width - kernel) // step + 1
    out = np.zeros((n, c, rows, cols))
    for i in range(rows):
        for j in range(cols):
            top, left = i * step, j * step
            window = padded[:, :, top : top + kernel, left : left + kernel]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out
