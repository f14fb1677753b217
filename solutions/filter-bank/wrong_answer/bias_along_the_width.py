"""You added the biases along the last axis, one for each column; in the layer there is one
for each output channel, the same everywhere in it.
"""

import numpy as np


def conv2d_multi_in(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    rows, cols = x.shape[1] - w.shape[1] + 1, x.shape[2] - w.shape[2] + 1
    output = np.zeros((rows, cols))
    for (c, u, v), weight in np.ndenumerate(w):
        output += weight * x[c, u : u + rows, v : v + cols]
    return output


def conv2d_bank(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.stack([conv2d_multi_in(x, w[o]) for o in range(len(w))]) + b
