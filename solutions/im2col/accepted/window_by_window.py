"""Flatten one window after the other."""

import numpy as np


def im2col(x: np.ndarray, kernel: tuple[int, int], stride: int, padding: int) -> np.ndarray:
    """Return every window of the zero-padded images as a column."""
    kh, kw = kernel
    frame = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), frame, frame))
    columns = []
    for i in range(0, padded.shape[2] - kh + 1, stride):
        for j in range(0, padded.shape[3] - kw + 1, stride):
            columns.append(padded[:, :, i : i + kh, j : j + kw].reshape(len(x), -1))
    return np.stack(columns, axis=2)
