"""The filters as a matrix, turned on its side, times dout gives columns; put them back."""

import numpy as np


def conv_grad_input(
    dout: np.ndarray,
    w: np.ndarray,
    x_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    (images, channels, height, width), (filters, _, rows, cols) = x_shape, w.shape
    columns = w.reshape(filters, -1).T @ dout.reshape(images, filters, -1)
    parts = columns.reshape(images, channels, rows, cols, *dout.shape[2:])
    padded = np.zeros((images, channels, height + 2 * padding, width + 2 * padding))
    for i, j in np.ndindex(*dout.shape[2:]):
        top, left = i * stride, j * stride
        padded[:, :, top : top + rows, left : left + cols] += parts[..., i, j]
    return padded[:, :, padding : padding + height, padding : padding + width]
