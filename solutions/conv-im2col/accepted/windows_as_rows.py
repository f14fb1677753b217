"""The other way round: windows as rows of one large matrix, filters as columns."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_im2col(
    x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: int, padding: int
) -> np.ndarray:
    """Return the output of a convolution layer, computed as a matrix product."""
    o, c, kh, kw = w.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(padded, (c, kh, kw), axis=(1, 2, 3))[:, 0, ::stride, ::stride]
    n, rows, cols = windows.shape[:3]
    table = windows.reshape(n * rows * cols, c * kh * kw)
    out = table @ w.reshape(o, -1).T + b
    return out.reshape(n, rows, cols, o).transpose(0, 3, 1, 2)
