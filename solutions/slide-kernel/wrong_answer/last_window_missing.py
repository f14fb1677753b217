"""You stopped one window too early in both directions; the layer also uses the position where
the kernel touches the bottom edge or the right edge of the image.
"""

import numpy as np


def conv2d_valid(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the cross-correlation of an image with a kernel, without padding."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh, image.shape[1] - kw
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return out
