"""The convolution on its own, and the bias on top."""

import numpy as np


def conv2d_valid(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the cross-correlation of an image with a kernel, without padding."""
    kh, kw = kernel.shape
    rows = range(image.shape[0] - kh + 1)
    cols = range(image.shape[1] - kw + 1)
    return np.array([[np.vdot(image[i : i + kh, j : j + kw], kernel) for j in cols] for i in rows])


def conv2d_bias(image: np.ndarray, kernel: np.ndarray, bias: float) -> np.ndarray:
    """Return the cross-correlation of an image with a kernel, plus a bias."""
    return conv2d_valid(image, kernel) + bias
