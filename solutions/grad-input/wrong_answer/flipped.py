"""You stamp the kernel turned by 180 degrees; the layer's kernel lies on its window as it is,
and so does its stamp. Turned kernels belong to the way that slides them over dout instead of
stamping.
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
        padded[n, :, top : top + rows, left : left + cols] += dout[n, o, i, j] * w[o, :, ::-1, ::-1]
    return padded[:, :, padding : padding + height, padding : padding + width]
