"""You put the zeros before the first number only; the layer puts as many after the last."""

import numpy as np


def slide(x: np.ndarray, w: np.ndarray, stride: int) -> np.ndarray:
    output = np.zeros((len(x) - len(w)) // stride + 1)
    for i in range(len(output)):
        output[i] = np.sum(x[i * stride : i * stride + len(w)] * w)
    return output


def conv1d(x: np.ndarray, w: np.ndarray, stride: int, padding: int) -> np.ndarray:
    return slide(np.pad(x, (padding, 0)), w, stride)
