"""You let the weights hang over both ends down to a single number, which is NumPy's mode
'full'; the layer adds only as many zeros as the padding says.
"""

import numpy as np


def slide(x: np.ndarray, w: np.ndarray, stride: int) -> np.ndarray:
    output = np.zeros((len(x) - len(w)) // stride + 1)
    for i in range(len(output)):
        output[i] = np.sum(x[i * stride : i * stride + len(w)] * w)
    return output


def conv1d(x: np.ndarray, w: np.ndarray, stride: int, padding: int) -> np.ndarray:
    return slide(np.pad(x, len(w) - 1), w, stride)
