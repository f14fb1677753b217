"""Channels to the end, one matrix product, channels back."""

import numpy as np


def conv1x1(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    pixels = x.transpose(0, 2, 3, 1)
    return (pixels @ w.T + b).transpose(0, 3, 1, 2)
