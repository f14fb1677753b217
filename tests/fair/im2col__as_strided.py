import numpy as np
from numpy.lib.stride_tricks import as_strided


def im2col(x, kernel, stride, padding):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    N, C, H, W = x.shape
    KH, KW = kernel
    h, w = (H - KH) // stride + 1, (W - KW) // stride + 1
    sN, sC, sH, sW = x.strides
    view = as_strided(x, (N, C, KH, KW, h, w), (sN, sC, sH, sW, sH * stride, sW * stride), writeable=False)
    return view.reshape(N, C * KH * KW, h * w)
