"""You apply the stride across the columns but move by one pixel down; the layer uses it in both
directions.
"""

import numpy as np


def conv2d_valid(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    rows, cols = kernel.shape
    output = np.zeros((image.shape[0] - rows + 1, image.shape[1] - cols + 1))
    for i, j in np.ndindex(output.shape):
        output[i, j] = np.sum(image[i : i + rows, j : j + cols] * kernel)
    return output


def conv2d_stride(image: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    return conv2d_valid(image, kernel)[:, ::stride]
