"""Nothing but loops over plain numbers."""

import numpy as np


def conv2d_multi_in(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    channels, height, width = x.shape
    _, kh, kw = w.shape
    output = np.zeros((height - kh + 1, width - kw + 1))
    for i in range(height - kh + 1):
        for j in range(width - kw + 1):
            for c in range(channels):
                for u in range(kh):
                    for v in range(kw):
                        output[i, j] += x[c, i + u, j + v] * w[c, u, v]
    return output
