"""You turn the kernel by 90 degrees; a true convolution turns it by 180, which is two quarter
turns.
"""

import numpy as np


def slide(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    rows, cols = kernel.shape
    output = np.zeros((image.shape[0] - rows + 1, image.shape[1] - cols + 1))
    for i, j in np.ndindex(output.shape):
        output[i, j] = np.sum(image[i : i + rows, j : j + cols] * kernel)
    return output


def true_convolution(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slide(image, np.rot90(kernel))
