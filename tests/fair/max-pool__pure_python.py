import numpy as np


def max_pool2d(x, kernel, stride, padding):
    if stride is None: stride = kernel
    N, C, H, W = x.shape
    def top(plane, i, j):
        best = None
        for u in range(kernel):
            for v in range(kernel):
                if 0 <= i + u < H and 0 <= j + v < W and (best is None or plane[i + u][j + v] > best):
                    best = plane[i + u][j + v]
        return best
    I = range(-padding, H + padding - kernel + 1, stride)
    J = range(-padding, W + padding - kernel + 1, stride)
    return np.array([[[[top(plane, i, j) for j in J] for i in I] for plane in image] for image in x.tolist()])
