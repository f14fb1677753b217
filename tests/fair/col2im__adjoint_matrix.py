"""im2col is linear: apply it to every unit image, and multiply by the transpose."""
import numpy as np


def im2col(x, kernel, stride, padding):
    x = np.pad(x, ((padding, padding), (padding, padding)))
    return np.array([
        x[i : i + kernel[0], j : j + kernel[1]]
        for i in range(0, x.shape[0] - kernel[0] + 1, stride)
        for j in range(0, x.shape[1] - kernel[1] + 1, stride)
    ]).reshape(-1, kernel[0] * kernel[1]).T


def col2im(cols, size, kernel, stride, padding):
    pixels = np.eye(size[0] * size[1]).reshape(-1, *size)
    M = np.array([im2col(pixel, kernel, stride, padding).ravel() for pixel in pixels])
    N, R, L = cols.shape
    taps = kernel[0] * kernel[1]
    return (cols.reshape(N, R // taps, taps * L) @ M.T).reshape(N, R // taps, *size)
