"""Cut each window out with the dilation as the step of the slices."""

import numpy as np


def conv2d_dilated(image: np.ndarray, kernel: np.ndarray, dilation: tuple[int, int]) -> np.ndarray:
    DH, DW = dilation
    KH, KW = kernel.shape
    tall, wide = DH * (KH - 1) + 1, DW * (KW - 1) + 1
    output = np.zeros((image.shape[0] - tall + 1, image.shape[1] - wide + 1))
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            window = image[i : i + tall : DH, j : j + wide : DW]
            output[i, j] = np.sum(window * kernel)
    return output
