import numpy as np

def conv2d_grouped(x, w, groups):
    N, C, H, W = x.shape
    O, CG, KH, KW = w.shape
    OG = O // groups
    y = np.zeros((N, O, H - KH + 1, W - KW + 1))
    for n in range(N):
        for o in range(O):
            g = o // OG
            for i in range(H - KH + 1):
                for j in range(W - KW + 1):
                    t = 0
                    for c in range(CG):
                        for u in range(KH):
                            for v in range(KW):
                                t += x[n][g * CG + c][i + u][j + v] * w[o][c][u][v]
                    y[n][o][i][j] = t
    return y
