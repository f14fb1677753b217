"""The formula word for word: the weights are read from the last to the first."""

import numpy as np


def true_convolution(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    H, W = image.shape
    KH, KW = kernel.shape
    output = np.zeros((H - KH + 1, W - KW + 1))
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            for u in range(KH):
                for v in range(KW):
                    output[i, j] += image[i + u, j + v] * kernel[KH - 1 - u, KW - 1 - v]
    return output
