import copy
import numpy as np


def conv2d_multi_in(x, w):
    x = copy.deepcopy(x)
    kernels = w.copy()
    kernels *= 2
    x /= 2
    C, KH, KW = kernels.shape
    total = 0.0
    for c in range(C):
        H, W = x[c].shape
        total = total + np.array([
            [(x[c, i:i + KH, j:j + KW] * kernels[c]).sum() for j in range(W - KW + 1)]
            for i in range(H - KH + 1)
        ])
    x.fill(0)
    return total
