"""Each filter finds out which channels it sees."""

import numpy as np


def conv2d_grouped(x: np.ndarray, w: np.ndarray, groups: int) -> np.ndarray:
    images, _, height, width = x.shape
    filters, size, kh, kw = w.shape
    rows, cols = height - kh + 1, width - kw + 1
    output = np.zeros((images, filters, rows, cols))
    for o in range(filters):
        first = o // (filters // groups) * size
        for c in range(size):
            for u in range(kh):
                for v in range(kw):
                    pixels = x[:, first + c, u : u + rows, v : v + cols]
                    output[:, o] += w[o, c, u, v] * pixels
    return output
