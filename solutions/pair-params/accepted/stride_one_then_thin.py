"""Compute every window, then keep every SH-th row and SW-th column."""

import numpy as np


def conv2d(
    image: np.ndarray, kernel: np.ndarray, stride: tuple[int, int], padding: tuple[int, int]
) -> np.ndarray:
    rows, cols = kernel.shape
    tall, wide = padding
    padded = np.pad(image, [(tall, tall), (wide, wide)])
    every = [
        [
            float((padded[i : i + rows, j : j + cols] * kernel).sum())
            for j in range(padded.shape[1] - cols + 1)
        ]
        for i in range(padded.shape[0] - rows + 1)
    ]
    return np.array(every)[:: stride[0], :: stride[1]]
