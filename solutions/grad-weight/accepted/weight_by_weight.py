"""For each place of the kernel, the pixels it meets are a slice of the shape of dout."""

import numpy as np


def conv_grad_weight(
    x: np.ndarray,
    dout: np.ndarray,
    weight_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    down, across = ((size - 1) * stride + 1 for size in dout.shape[2:])
    gradient = np.empty(weight_shape)
    for u, v in np.ndindex(*weight_shape[2:]):
        met = padded[:, :, u : u + down : stride, v : v + across : stride]
        gradient[:, :, u, v] = np.tensordot(dout, met, axes=([0, 2, 3], [0, 2, 3]))
    return gradient
