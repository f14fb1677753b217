import numpy as np


def matmul(a, b):
    out = np.zeros((len(a), b.shape[1]), order="F")
    for i in range(len(a)):
        for j in range(b.shape[1]):
            out[i, j] = sum(a[i, k] * b[k, j] for k in range(len(b)))
    return out
