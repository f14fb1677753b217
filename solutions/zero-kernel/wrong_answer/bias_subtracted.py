"""You subtracted the bias; the layer adds it, so a positive bias makes each output larger."""

import numpy as np


def conv2d_bias(image: np.ndarray, kernel: np.ndarray, bias: float) -> np.ndarray:
    """Return the cross-correlation of an image with a kernel, plus a bias."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum() - bias
    return out
