import numpy as np
from numpy import float32


def conv2d_stride(image, kernel, stride):
    im, ke = image.astype(float32), kernel.astype(float32)
    kh, kw = ke.shape
    oh = (im.shape[0] - kh) // stride + 1
    ow = (im.shape[1] - kw) // stride + 1
    out = np.zeros((oh, ow), dtype=float32)
    i = 0
    while i < oh:
        j = 0
        while j < ow:
            win = im[i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[i][j] = (win * ke).sum()
            j += 1
        i += 1
    return out
