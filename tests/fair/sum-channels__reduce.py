from functools import reduce
import numpy as np
import operator


def conv2d_valid(image, kernel):
    kh, kw = kernel.shape
    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            out[i, j] = np.sum(image[i:i + kh, j:j + kw] * kernel)
    return out


def conv2d_multi_in(x, w):
    return reduce(operator.add, map(conv2d_valid, x, w))
