import numpy as np


def pair(v):
    if isinstance(v, int):
        return v, v
    return v


def conv2d(x, w, b, stride, padding, dilation):
    (sh, sw), (ph, pw), (dh, dw) = map(pair, (stride, padding, dilation))
    N, C, H, W = x.shape
    O, C, KH, KW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    OH = (H + 2*ph - dh*(KH-1) - 1) // sh + 1
    OW = (W + 2*pw - dw*(KW-1) - 1) // sw + 1
    y = np.zeros((N, O, OH, OW))
    for n in range(N):
        for o in range(O):
            for i in range(OH):
                for j in range(OW):
                    win = xp[n, :, i*sh:i*sh+dh*KH:dh, j*sw:j*sw+dw*KW:dw][:, :KH, :KW]
                    y[n, o, i, j] = (win * w[o]).sum()
            if b is not None:
                y[n, o] += b[o]
    return y
