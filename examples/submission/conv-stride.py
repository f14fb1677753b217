import numpy as np


def conv2d_stride(image, kernel, stride):
    kh, kw = kernel.shape
    rows = []
    for i in range(0, image.shape[0] - kh + 1, stride):
        row = []
        for j in range(image.shape[1] - kw + 1):
            row.append((image[i : i + kh, j : j + kw] * kernel).sum())
        rows.append(row)
    return np.array(rows)
