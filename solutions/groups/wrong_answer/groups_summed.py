"""You added up the outputs of the groups; the layer puts them one behind the other, so that
there are as many output channels as filters.
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
    ins, outs = w.shape[1], len(w) // groups
    return sum(
        conv2d(x[:, g * ins : (g + 1) * ins], w[g * outs : (g + 1) * outs]) for g in range(groups)
    )
