"""You work out the size of the input from the windows, which forgets the pixels left over at
the bottom and on the right; the layer's input has them, with the gradient 0.
"""

import numpy as np


def conv_grad_input(
    dout: np.ndarray,
    w: np.ndarray,
    x_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    (images, channels), (rows, cols) = x_shape[:2], w.shape[2:]
    tall, wide = ((size - 1) * stride for size in dout.shape[2:])
    padded = np.zeros((images, channels, tall + rows, wide + cols))
    for n, o, i, j in np.ndindex(*dout.shape):
        top, left = i * stride, j * stride
        padded[n, :, top : top + rows, left : left + cols] += dout[n, o, i, j] * w[o]
    return padded[:, :, padding : tall + rows - padding, padding : wide + cols - padding]
