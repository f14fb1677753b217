"""Four names for four numbers, then pad and slide."""

import numpy as np


def conv2d(
    image: np.ndarray, kernel: np.ndarray, stride: tuple[int, int], padding: tuple[int, int]
) -> np.ndarray:
    (SH, SW), (PH, PW) = stride, padding
    (H, W), (KH, KW) = image.shape, kernel.shape
    padded = np.zeros((H + 2 * PH, W + 2 * PW))
    padded[PH : PH + H, PW : PW + W] = image
    output = np.zeros(((H + 2 * PH - KH) // SH + 1, (W + 2 * PW - KW) // SW + 1))
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            top, left = i * SH, j * SW
            output[i, j] = np.sum(padded[top : top + KH, left : left + KW] * kernel)
    return output
