"""You turn the weights around before you slide, as np.convolve does; the layer multiplies the
leftmost number by the first weight.
"""

import numpy as np


def slide(x: np.ndarray, w: np.ndarray, stride: int) -> np.ndarray:
    output = np.zeros((len(x) - len(w)) // stride + 1)
    for i in range(len(output)):
        output[i] = np.sum(x[i * stride : i * stride + len(w)] * w)
    return output


def conv1d(x: np.ndarray, w: np.ndarray, stride: int, padding: int) -> np.ndarray:
    return slide(np.pad(x, padding), w[::-1], stride)
