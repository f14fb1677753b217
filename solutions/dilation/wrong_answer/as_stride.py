"""You move the window by the dilation and leave its pixels next to each other, which is a
stride; the layer's dilation moves the weights apart and starts a window at every pixel.
"""

import numpy as np


def conv2d_dilated(image: np.ndarray, kernel: np.ndarray, dilation: tuple[int, int]) -> np.ndarray:
    rows, cols = kernel.shape
    height = (image.shape[0] - rows) // dilation[0] + 1
    width = (image.shape[1] - cols) // dilation[1] + 1
    output = np.zeros((height, width))
    for i, j in np.ndindex(height, width):
        top, left = i * dilation[0], j * dilation[1]
        output[i, j] = np.sum(image[top : top + rows, left : left + cols] * kernel)
    return output
