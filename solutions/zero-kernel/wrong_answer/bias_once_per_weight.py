"""You added the bias to each product, so it is counted once for every weight of the kernel; the
layer adds it once, to the finished sum of a window.
"""

import numpy as np


def conv2d_bias(image: np.ndarray, kernel: np.ndarray, bias: float) -> np.ndarray:
    """Return the cross-correlation of an image with a kernel, plus a bias."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            out[i, j] = (image[i : i + kh, j : j + kw] * kernel + bias).sum()
    return out
