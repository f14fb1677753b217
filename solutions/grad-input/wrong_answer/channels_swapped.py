"""You take the weight's first axis for the input channels and its second for the filters; the
layer has the filters first, and each stamps all its channels.
"""

import numpy as np


def conv_grad_input(
    dout: np.ndarray,
    w: np.ndarray,
    x_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    (images, channels, height, width), (rows, cols) = x_shape, w.shape[2:]
    padded = np.zeros((images, channels, height + 2 * padding, width + 2 * padding))
    for n, o, i, j in np.ndindex(*dout.shape):
        top, left = i * stride, j * stride
        padded[n, :, top : top + rows, left : left + cols] += dout[n, o, i, j] * w[:, o]
    return padded[:, :, padding : padding + height, padding : padding + width]
