import numpy as np


def avg_pool2d(x, kernel, stride, padding, count_include_pad):
    N, C, H, W = x.shape
    size = (N, C, H + 2 * padding, W + 2 * padding)
    data, mask = np.zeros(size), np.ones(size, dtype=bool)
    inner = np.s_[:, :, padding : padding + H, padding : padding + W]
    data[inner], mask[inner] = x, False
    framed = data if count_include_pad else np.ma.masked_array(data, mask)
    rows = range(0, size[2] - kernel + 1, stride)
    cols = range(0, size[3] - kernel + 1, stride)
    out = np.empty((N, C, len(rows), len(cols)))
    for i, r in enumerate(rows):
        for j, c in enumerate(cols):
            out[:, :, i, j] = framed[:, :, r : r + kernel, c : c + kernel].mean(axis=(2, 3))
    return out
