"""A window is a block that goes through all channels."""

import numpy as np


def conv2d_multi_in(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    _, kh, kw = w.shape
    rows, cols = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    return np.array(
        [[np.sum(x[:, i : i + kh, j : j + kw] * w) for j in range(cols)] for i in range(rows)]
    )
