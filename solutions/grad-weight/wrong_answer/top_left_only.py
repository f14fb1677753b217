"""You pad the images at the top and the left only; the layer read images with zeros on all
four sides.
"""

import numpy as np


def conv_grad_weight(
    x: np.ndarray,
    dout: np.ndarray,
    weight_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    rows, cols = weight_shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, 0), (padding, 0)))
    gradient = np.zeros(weight_shape)
    for n, o, i, j in np.ndindex(*dout.shape):
        top, left = i * stride, j * stride
        window = padded[n, :, top : top + rows, left : left + cols]
        gradient[o] += dout[n, o, i, j] * window
    return gradient
