"""You let each window replace what the windows before it left there; where windows overlap the
layer adds up what comes back through each of them.
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
    for i, j in np.ndindex(*dout.shape[2:]):
        top, left = i * stride, j * stride
        stamp = np.einsum("no,ocuv->ncuv", dout[:, :, i, j], w)
        padded[:, :, top : top + rows, left : left + cols] = stamp
    return padded[:, :, padding : padding + height, padding : padding + width]
