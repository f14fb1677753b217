"""Every entry of dout goes to the bias of its channel."""

import numpy as np


def conv_grad_bias(dout: np.ndarray) -> np.ndarray:
    images, filters, height, width = dout.shape
    gradient = np.zeros(filters)
    for n in range(images):
        for o in range(filters):
            for i in range(height):
                for j in range(width):
                    gradient[o] += dout[n, o, i, j]
    return gradient
