"""Four counts of zeros, then the windows with a step."""

import numpy as np


def conv2d_same(image: np.ndarray, kernel: np.ndarray, dilation: int = 1) -> np.ndarray:
    H, W = image.shape
    KH, KW = kernel.shape
    TH, TW = dilation * (KH - 1), dilation * (KW - 1)
    padded = np.zeros((H + TH, W + TW))
    padded[TH // 2 : TH // 2 + H, TW // 2 : TW // 2 + W] = image
    output = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + TH + 1 : dilation, j : j + TW + 1 : dilation]
            output[i, j] = np.sum(window * kernel)
    return output
