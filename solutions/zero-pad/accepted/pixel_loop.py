"""Place the pixels one by one."""

import numpy as np


def zero_pad(image: np.ndarray, pad: int) -> np.ndarray:
    height, width = image.shape
    padded = np.zeros((height + 2 * pad, width + 2 * pad))
    for i in range(height):
        for j in range(width):
            padded[i + pad, j + pad] = image[i, j]
    return padded
