"""Start from the bias, then add one shifted image for each weight."""

import numpy as np


def conv2d_bias(image: np.ndarray, kernel: np.ndarray, bias: float) -> np.ndarray:
    """Return the cross-correlation of an image with a kernel, plus a bias."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.full((rows, cols), float(bias))
    for u in range(kh):
        for v in range(kw):
            out += kernel[u, v] * image[u : u + rows, v : v + cols]
    return out
