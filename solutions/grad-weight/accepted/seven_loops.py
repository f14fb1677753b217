"""The formula letter by letter, skipping what lies in the frame."""

import numpy as np


def conv_grad_weight(
    x: np.ndarray,
    dout: np.ndarray,
    weight_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    images, _, height, width = x.shape
    filters, channels, rows, cols = weight_shape
    gradient = np.zeros(weight_shape)
    for o in range(filters):
        for c in range(channels):
            for u in range(rows):
                for v in range(cols):
                    total = 0.0
                    for n in range(images):
                        for i in range(dout.shape[2]):
                            for j in range(dout.shape[3]):
                                y, z = i * stride + u - padding, j * stride + v - padding
                                if 0 <= y < height and 0 <= z < width:
                                    total += dout[n, o, i, j] * x[n, c, y, z]
                    gradient[o, c, u, v] = total
    return gradient
