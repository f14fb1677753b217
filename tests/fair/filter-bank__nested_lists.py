import numpy as np


def conv2d_bank(x, w, b):
    x, w, b = x.tolist(), w.tolist(), b.tolist()
    O = len(w); C = len(x); H = len(x[0]); W = len(x[0][0]); KH = len(w[0][0]); KW = len(w[0][0][0])
    y = []
    for o in range(O):
        plane = []
        for i in range(H - KH + 1):
            line = []
            for j in range(W - KW + 1):
                s = b[o]
                for c in range(C):
                    for u in range(KH):
                        for v in range(KW):
                            s += x[c][i + u][j + v] * w[o][c][u][v]
                line.append(s)
            plane.append(line)
        y.append(plane)
    return np.array(y)
