"""You divide the gradient by the number of images; the layer adds up over the images and
divides by nothing.
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
    return gradient / x.shape[0]
