import numpy as np


def values(image, kernel, bias):
    (H, W), (kh, kw) = image.shape, kernel.shape
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            yield bias + np.einsum("uv,uv->", image[i : i + kh, j : j + kw], kernel)


def conv2d_bias(image, kernel, bias):
    shape = np.subtract(image.shape, kernel.shape) + 1
    return np.fromiter(values(image, kernel, bias), float).reshape(shape)
