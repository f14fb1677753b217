import numpy as np


def conv2d_grouped(x, w, groups):
    N, C, H, W = x.shape
    O, CG, KH, KW = w.shape
    x = x.reshape(N, groups, CG, H, W)
    w = w.reshape(groups, O // groups, CG, KH, KW)
    h, wd = H - KH + 1, W - KW + 1
    y = np.empty((N, groups, O // groups, h, wd), order="F")
    for i in range(h):
        for j in range(wd):
            y[..., i, j] = np.einsum("ngcuv,gocuv->ngo", x[..., i:i + KH, j:j + KW], w)
    return y.reshape(N, O, h, wd)
