"""You let each weight of the kernel replace what the weights before it left there; the layer
adds up what comes back through each of them.
"""

import numpy as np


def conv_grad_input(
    dout: np.ndarray,
    w: np.ndarray,
    x_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    images, channels, height, width = x_shape
    padded = np.zeros((images, channels, height + 2 * padding, width + 2 * padding))
    down, across = ((size - 1) * stride + 1 for size in dout.shape[2:])
    for u, v in np.ndindex(*w.shape[2:]):
        part = np.einsum("noij,oc->ncij", dout, w[:, :, u, v])
        padded[:, :, u : u + down : stride, v : v + across : stride] = part
    return padded[:, :, padding : padding + height, padding : padding + width]
