import numpy as np


def conv2d(image, kernel, stride, padding):
    """Column by column; the result is a transposed view."""
    x = np.pad(image, tuple((p, p) for p in padding))
    kh, kw = kernel.shape
    columns = []
    for j in range(0, x.shape[1] - kw + 1, stride[1]):
        columns.append(
            [
                np.sum(x[i : i + kh, j : j + kw] * kernel)
                for i in range(0, x.shape[0] - kh + 1, stride[0])
            ]
        )
    return np.array(columns).T
