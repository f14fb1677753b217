"""You put one row or column of zeros on each side, which keeps the size for a 3x3 kernel only;
the layer counts the zeros that this kernel and dilation need.
"""

import numpy as np


def slide(image: np.ndarray, kernel: np.ndarray, dilation: int) -> np.ndarray:
    height = image.shape[0] - dilation * (kernel.shape[0] - 1)
    width = image.shape[1] - dilation * (kernel.shape[1] - 1)
    output = np.zeros((height, width))
    for (u, v), weight in np.ndenumerate(kernel):
        top, left = u * dilation, v * dilation
        output += weight * image[top : top + height, left : left + width]
    return output


def conv2d_same(image: np.ndarray, kernel: np.ndarray, dilation: int = 1) -> np.ndarray:
    return slide(np.pad(image, 1), kernel, dilation)
