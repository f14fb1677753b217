"""You put the zeros after the last number only; the layer puts as many before the first."""

import numpy as np


def slide(x: np.ndarray, w: np.ndarray, stride: int) -> np.ndarray:
    output = np.zeros((len(x) - len(w)) // stride + 1)
    for i in range(len(output)):
        output[i] = np.sum(x[i * stride : i * stride + len(w)] * w)
    return output


def conv1d(x: np.ndarray, w: np.ndarray, stride: int, padding: int) -> np.ndarray:
    return slide(np.pad(x, (0, padding)), w, stride)
