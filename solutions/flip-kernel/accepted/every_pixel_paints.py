"""Every pixel paints the kernel; then cut out where the whole kernel was inside."""

import numpy as np


def true_convolution(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    (height, width), (rows, cols) = image.shape, kernel.shape
    canvas = np.zeros((height + rows - 1, width + cols - 1))
    for (i, j), pixel in np.ndenumerate(image):
        canvas[i : i + rows, j : j + cols] += pixel * kernel
    return canvas[rows - 1 : height, cols - 1 : width]
