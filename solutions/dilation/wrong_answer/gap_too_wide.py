"""You skip as many pixels as the dilation says; in the layer it is the distance from one
weight to the next, so that dilation 1 skips none.
"""

import numpy as np


def dilated(image: np.ndarray, kernel: np.ndarray, down: int, across: int) -> np.ndarray:
    height = image.shape[0] - down * (kernel.shape[0] - 1)
    width = image.shape[1] - across * (kernel.shape[1] - 1)
    output = np.zeros((height, width))
    for (u, v), weight in np.ndenumerate(kernel):
        top, left = u * down, v * across
        output += weight * image[top : top + height, left : left + width]
    return output


def conv2d_dilated(image: np.ndarray, kernel: np.ndarray, dilation: tuple[int, int]) -> np.ndarray:
    return dilated(image, kernel, dilation[0] + 1, dilation[1] + 1)
