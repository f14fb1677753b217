"""You left the biases out; the layer adds each output channel's bias to all of its pixels."""

import numpy as np


def conv1x1(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    pixels = x.transpose(0, 2, 3, 1)
    return (pixels @ w.T).transpose(0, 3, 1, 2)
