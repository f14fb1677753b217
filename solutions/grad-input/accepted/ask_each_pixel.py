"""Each pixel asks which windows read it, and with which weight."""

import numpy as np


def conv_grad_input(
    dout: np.ndarray,
    w: np.ndarray,
    x_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    rows, cols = w.shape[2:]
    gradient = np.zeros(x_shape)
    for y in range(x_shape[2]):
        for z in range(x_shape[3]):
            for i, j in np.ndindex(*dout.shape[2:]):
                u, v = y + padding - i * stride, z + padding - j * stride
                if 0 <= u < rows and 0 <= v < cols:
                    gradient[:, :, y, z] += dout[:, :, i, j] @ w[:, :, u, v]
    return gradient
