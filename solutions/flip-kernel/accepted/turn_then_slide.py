"""Turn the kernel, then slide it as before."""

import numpy as np


def slide(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    rows, cols = kernel.shape
    output = np.zeros((image.shape[0] - rows + 1, image.shape[1] - cols + 1))
    for i, j in np.ndindex(output.shape):
        output[i, j] = np.sum(image[i : i + rows, j : j + cols] * kernel)
    return output


def true_convolution(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slide(image, kernel[::-1, ::-1])
