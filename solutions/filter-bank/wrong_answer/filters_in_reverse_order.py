"""You returned the output channels in reverse order; in the layer output channel and filter
have the same number.
"""

import numpy as np


def conv2d_multi_in(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    rows, cols = x.shape[1] - w.shape[1] + 1, x.shape[2] - w.shape[2] + 1
    output = np.zeros((rows, cols))
    for (c, u, v), weight in np.ndenumerate(w):
        output += weight * x[c, u : u + rows, v : v + cols]
    return output


def conv2d_bank(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.stack([conv2d_multi_in(x, w[o]) + b[o] for o in reversed(range(len(w)))])
