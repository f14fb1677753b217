import numpy as np


def conv2d(image, kernel, stride, padding):
    h, w = image.shape
    big = np.zeros((h + 2 * padding, w + 2 * padding))
    big[padding : padding + h, padding : padding + w] = image
    kh, kw = kernel.shape
    rows = []
    i = 0
    while i <= big.shape[0] - kh:
        row = []
        j = 0
        while j <= big.shape[1] - kw:
            row.append((big[i : i + kh, j : j + kw] * kernel).sum())
            j += stride
        rows.append(row)
    return np.array(rows)
