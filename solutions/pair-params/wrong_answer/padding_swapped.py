"""You take the padding as (left and right, above and below); in the layer the first number of
a pair belongs to the height.
"""

import numpy as np


def slide(image: np.ndarray, kernel: np.ndarray, down: int, across: int) -> np.ndarray:
    rows, cols = kernel.shape
    height = (image.shape[0] - rows) // down + 1
    width = (image.shape[1] - cols) // across + 1
    output = np.zeros((height, width))
    for i, j in np.ndindex(height, width):
        top, left = i * down, j * across
        output[i, j] = np.sum(image[top : top + rows, left : left + cols] * kernel)
    return output


def conv2d(
    image: np.ndarray, kernel: np.ndarray, stride: tuple[int, int], padding: tuple[int, int]
) -> np.ndarray:
    padded = np.pad(image, ((padding[1],) * 2, (padding[0],) * 2))
    return slide(padded, kernel, stride[0], stride[1])
