"""Zeros first, then the image into the middle."""

import numpy as np


def zero_pad(image: np.ndarray, pad: int) -> np.ndarray:
    height, width = image.shape
    padded = np.zeros((height + 2 * pad, width + 2 * pad))
    padded[pad : pad + height, pad : pad + width] = image
    return padded
