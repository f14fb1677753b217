"""One shifted slice of the image for each weight."""

import numpy as np


def conv2d_dilated(image: np.ndarray, kernel: np.ndarray, dilation: tuple[int, int]) -> np.ndarray:
    height = image.shape[0] - dilation[0] * (kernel.shape[0] - 1)
    width = image.shape[1] - dilation[1] * (kernel.shape[1] - 1)
    output = np.zeros((height, width))
    for (u, v), weight in np.ndenumerate(kernel):
        top, left = u * dilation[0], v * dilation[1]
        output += weight * image[top : top + height, left : left + width]
    return output
