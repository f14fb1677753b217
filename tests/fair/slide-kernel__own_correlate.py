# np.correlate and np.convolve are forbidden, so this is my own. No torch, no scipy.
import numpy as np


def correlate(signal, weights):
    n = len(signal) - len(weights) + 1
    return np.array([signal[i : i + len(weights)] @ weights for i in range(n)])


def conv2d_valid(image, kernel):
    kh = len(kernel)
    rows = []
    for i in range(len(image) - kh + 1):
        rows.append(sum(correlate(image[i + u], kernel[u]) for u in range(kh)))
    return np.stack(rows)
