"""Spread dout out by the stride, then slide the filters, turned by 180 degrees, over it."""

import numpy as np


def conv_grad_input(
    dout: np.ndarray,
    w: np.ndarray,
    x_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    (images, filters), (rows, cols) = dout.shape[:2], w.shape[2:]
    tall, wide = x_shape[2] + 2 * padding, x_shape[3] + 2 * padding
    spread = np.zeros((images, filters, tall + rows - 1, wide + cols - 1))
    down, across = ((size - 1) * stride + 1 for size in dout.shape[2:])
    spread[:, :, rows - 1 : rows - 1 + down : stride, cols - 1 : cols - 1 + across : stride] = dout
    windows = np.lib.stride_tricks.sliding_window_view(spread, (rows, cols), axis=(2, 3))
    framed = np.einsum("noyzuv,ocuv->ncyz", windows, w[:, :, ::-1, ::-1])
    return framed[:, :, padding : tall - padding, padding : wide - padding]
