"""The kernel as one big (Toeplitz) matrix."""

import numpy as np
from itertools import product


def operator_matrix(shape, kernel):
    H, W = shape
    kh, kw = kernel.shape
    rows = []
    for i, j in product(range(H - kh + 1), range(W - kw + 1)):
        row = np.zeros(shape)
        row[i : i + kh, j : j + kw] = kernel
        rows.append(row.ravel())
    return np.vstack(rows)


def conv2d_bias(image, kernel, bias, *, dtype=np.float64):
    A = operator_matrix(image.shape, kernel)
    out = A.dot(image.flatten().astype(dtype)) + bias
    return out.reshape(image.shape[0] - kernel.shape[0] + 1, -1)
