import numpy as np


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> np.int64:
    taps = np.arange(k) * dilation
    starts = np.arange(0, m + 2 * padding, stride)
    return (starts + taps[-1] < m + 2 * padding).sum()
