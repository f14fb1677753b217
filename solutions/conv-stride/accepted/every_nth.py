"""Slide by one pixel, then keep every stride-th value."""

import numpy as np


def conv2d_valid(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    rows, cols = kernel.shape
    return np.array(
        [
            [
                np.vdot(image[i : i + rows, j : j + cols], kernel)
                for j in range(image.shape[1] - cols + 1)
            ]
            for i in range(image.shape[0] - rows + 1)
        ]
    )


def conv2d_stride(image: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    return conv2d_valid(image, kernel)[::stride, ::stride]
