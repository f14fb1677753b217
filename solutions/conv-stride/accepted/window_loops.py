"""Cut out one window for each output pixel."""

import numpy as np


def conv2d_stride(image: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    rows, cols = kernel.shape
    height = (image.shape[0] - rows) // stride + 1
    width = (image.shape[1] - cols) // stride + 1
    output = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            top, left = i * stride, j * stride
            output[i, j] = np.sum(image[top : top + rows, left : left + cols] * kernel)
    return output
