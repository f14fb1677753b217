import numpy as np

def im2col(x, kernel, stride, padding):
    N, C, H, W = x.shape
    KH, KW = kernel
    result = []
    for n in range(N):
        columns = []
        for i in range(-padding, H + padding - KH + 1, stride):
            for j in range(-padding, W + padding - KW + 1, stride):
                column = []
                for c in range(C):
                    for u in range(KH):
                        for v in range(KW):
                            inside = 0 <= i + u < H and 0 <= j + v < W
                            column.append(x[n, c, i + u, j + v] if inside else 0)
                columns.append(column)
        result.append(list(zip(*columns)))
    return np.array(result)
