import numpy as np

try:
    from scipy.signal import correlate2d
except ImportError:
    correlate2d = None

try:
    from numba import njit
except ModuleNotFoundError:

    def njit(f):
        return f


@njit
def slide(x, k, s):
    oh = (x.shape[0] - k.shape[0]) // s + 1
    ow = (x.shape[1] - k.shape[1]) // s + 1
    out = np.empty((oh, ow))
    for i in range(oh):
        for j in range(ow):
            acc = 0.0
            for u in range(k.shape[0]):
                for v in range(k.shape[1]):
                    acc += x[i * s + u, j * s + v] * k[u, v]
            out[i, j] = acc
    return out


def conv2d(image, kernel, stride, padding):
    H, W = image.shape
    x = np.zeros((H + 2 * padding, W + 2 * padding))
    x[padding : padding + H, padding : padding + W] = image
    if correlate2d is not None:
        return correlate2d(x, kernel, "valid")[::stride, ::stride]
    return slide(x, kernel, stride)
