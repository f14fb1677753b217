import numpy as np


def conv2d_bias(image, kernel, bias):
    kh, kw = kernel.shape
    h = image.shape[0] - kh + 1
    w = image.shape[1] - kw + 1
    result = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            total = 0
            for a in range(kh):
                for b in range(kw):
                    total = total + image[i + a][j + b] * kernel[a][b]
            result[i][j] = total + bias
    return result
