"""You share the padding out between the two sides; in the layer it is the number of zeros on
each side.
"""

import numpy as np


def slide(image: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    rows, cols = kernel.shape
    height = (image.shape[0] - rows) // stride + 1
    width = (image.shape[1] - cols) // stride + 1
    output = np.zeros((height, width))
    for i, j in np.ndindex(height, width):
        top, left = i * stride, j * stride
        output[i, j] = np.sum(image[top : top + rows, left : left + cols] * kernel)
    return output


def conv2d(image: np.ndarray, kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    before = padding // 2
    return slide(np.pad(image, (before, padding - before)), kernel, stride)
