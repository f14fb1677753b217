"""You index the gradient by input channel, then filter; the layer's weight has the shape (O,
C, KH, KW), with the filters first.
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
        for c in range(x.shape[1]):
            window = padded[n, c, top : top + rows, left : left + cols]
            gradient[c, o] += dout[n, o, i, j] * window
    return gradient
