"""One small layer for each group, their outputs joined."""

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
    blocks = zip(np.split(x, groups, axis=1), np.split(w, groups))
    return np.concatenate([conv2d(channels, filters) for channels, filters in blocks], axis=1)
