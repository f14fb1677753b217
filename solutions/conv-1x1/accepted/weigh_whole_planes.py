"""Loops over the channels, never over pixels."""

import numpy as np


def conv1x1(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    images, channels, height, width = x.shape
    output = np.zeros((images, len(b), height, width))
    for o in range(len(b)):
        output[:, o] = b[o]
        for c in range(channels):
            output[:, o] += w[o, c] * x[:, c]
    return output
