"""You return the input channels as the first axis and the filters as the second; the layer's
weight, and so its gradient, has the filters first.
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
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    gradient = np.zeros(weight_shape)
    for n, o, i, j in np.ndindex(*dout.shape):
        top, left = i * stride, j * stride
        window = padded[n, :, top : top + rows, left : left + cols]
        gradient[o] += dout[n, o, i, j] * window
    return gradient.transpose(1, 0, 2, 3)
