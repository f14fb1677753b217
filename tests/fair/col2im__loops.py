import numpy as np

def col2im(cols, size, kernel, stride, padding):
    H, W = size
    KH, KW = kernel
    N, R, L = cols.shape
    C = R // (KH * KW)
    wide = (W + 2 * padding - KW) // stride + 1
    out = np.zeros((N, C, H, W))
    for n in range(N):
        for r in range(R):
            c, rest = divmod(r, KH * KW)
            u, v = divmod(rest, KW)
            for l in range(L):
                i, j = divmod(l, wide)
                y, x = i * stride + u - padding, j * stride + v - padding
                if y >= 0 and x >= 0 and y < H and x < W:
                    out[n, c, y, x] += cols[n, r, l]
    return out
