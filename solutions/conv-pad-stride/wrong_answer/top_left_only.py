"""You pad at the top and the left only; the layer pads all four sides."""

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
    return slide(np.pad(image, (padding, 0)), kernel, stride)
