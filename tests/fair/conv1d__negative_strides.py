import numpy as np


def conv1d(x, w, stride, padding):
    x, w = np.pad(x, (padding, padding))[::-1], w[::-1]  # both from the right
    n = len(x) - len(w) + 1
    backwards = np.array([np.dot(x[i : i + len(w)], w) for i in range(n)])
    return backwards[::-1][::stride]
