import numpy as np


def conv2d_im2col(x, w, b, stride, padding):
    x32, w32, b32 = (a.astype("f4") for a in (x, w, b))
    n, c, _, _ = x.shape
    o, _, kh, kw = w.shape
    xp = np.pad(x32, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    oh, ow = (xp.shape[2] - kh) // stride + 1, (xp.shape[3] - kw) // stride + 1
    cols = np.empty((n, c, kh, kw, oh, ow), np.float32)
    for u in range(kh):
        for v in range(kw):
            cols[:, :, u, v] = xp[:, :, u:u + stride * oh:stride, v:v + stride * ow:stride][:, :, :oh, :ow]
    y = np.matmul(w32.reshape(o, -1), cols.reshape(n, c * kh * kw, oh * ow))
    y += b32[:, np.newaxis]
    return y.reshape(n, o, oh, ow)
