import numpy as np


def col2im(cols, size, kernel, stride, padding):
    (H, W), (KH, KW) = size, kernel
    HP, WP = H + 2 * padding, W + 2 * padding
    tall, wide = (HP - KH) // stride + 1, (WP - KW) // stride + 1
    N = cols.shape[0]
    C = cols.shape[1] // (KH * KW)
    n, c, u, v, i, j = np.indices((N, C, KH, KW, tall, wide))
    where = np.ravel_multi_index((n, c, i * stride + u, j * stride + v), (N, C, HP, WP))
    flat = np.bincount(where.ravel(), weights=cols.ravel(), minlength=N * C * HP * WP)
    return flat.reshape(N, C, HP, WP)[:, :, padding : padding + H, padding : padding + W]
