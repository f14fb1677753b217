"""You ignored the groups and let every filter see all channels, its kernels used again for
each block; in the layer a filter sees only the channels of its own group.
"""

import numpy as np


def conv2d(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    kh, kw = w.shape[2:]
    rows, cols = x.shape[2] - kh + 1, x.shape[3] - kw + 1
    output = np.zeros((len(x), len(w), rows, cols))
    for u in range(kh):
        for v in range(kw):
            pixels = x[:, :, u : u + rows, v : v + cols]
            output += np.einsum("ncij,oc->noij", pixels, w[:, :, u, v])
    return output


def conv2d_grouped(x: np.ndarray, w: np.ndarray, groups: int) -> np.ndarray:
    return conv2d(x, np.tile(w, (1, groups, 1, 1)))
