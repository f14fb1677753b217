import numpy as np


def conv_grad_weight(x, dout, weight_shape, stride, padding):
    O, C, KH, KW = map(int, weight_shape)
    N, _, H, W = x.shape
    dw = [[[[0] * KW for _ in range(KH)] for _ in range(C)] for _ in range(O)]
    for (n, o, i, j), d in np.ndenumerate(dout):
        for c in range(C):
            for u in range(KH):
                r = i * stride + u - padding
                if not 0 <= r < H:
                    continue
                for v in range(KW):
                    q = j * stride + v - padding
                    if 0 <= q < W:
                        dw[o][c][u][v] += d * x[n, c, r, q]
    return np.array(dw, dtype=np.double)
