"""You read each window column by column; the layer reads it row by row, from left to right."""

import numpy as np


def im2col(x: np.ndarray, kernel: tuple[int, int], stride: int, padding: int) -> np.ndarray:
    """Return every window of the zero-padded images as a column."""
    kh, kw = kernel
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    n, c, height, width = padded.shape
    rows, cols = (height - kh) // stride + 1, (width - kw) // stride + 1
    patches = np.zeros((n, c, kh, kw, rows, cols))
    for u in range(kh):
        for v in range(kw):
            down, across = u + stride * rows, v + stride * cols
            patches[:, :, u, v] = padded[:, :, u:down:stride, v:across:stride]
    patches = patches.transpose(0, 1, 3, 2, 4, 5)
    return patches.reshape(n, c * kh * kw, rows * cols)
