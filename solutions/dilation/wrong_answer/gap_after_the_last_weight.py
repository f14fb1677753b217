"""You leave a gap after the last weight, too, so your kernel covers more pixels than it reads;
in the layer the gaps lie only between two weights.
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
    large = np.zeros((kernel.shape[0] * dilation[0], kernel.shape[1] * dilation[1]))
    large[:: dilation[0], :: dilation[1]] = kernel
    return dilated(image, large, 1, 1)
