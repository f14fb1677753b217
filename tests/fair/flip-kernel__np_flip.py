import numpy as np


def true_convolution(image, kernel):
    k = np.flip(kernel)
    kh, kw = k.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = np.vdot(image[i : i + kh, j : j + kw], k)
    return out
