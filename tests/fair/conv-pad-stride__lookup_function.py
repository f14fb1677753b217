import numpy as np


def conv2d(image, kernel, stride, padding):
    H, W = image.shape
    KH, KW = kernel.shape

    def pixel(i, j):
        """0 outside"""
        i, j = i - padding, j - padding
        return image[i, j] if 0 <= i < H and 0 <= j < W else 0.0

    def window(i, j):
        return sum(pixel(i + u, j + v) * kernel[u, v] for u in range(KH) for v in range(KW))

    tops = range(0, H + 2 * padding - KH + 1, stride)
    lefts = range(0, W + 2 * padding - KW + 1, stride)
    return np.array([[window(i, j) for j in lefts] for i in tops])
