"""You pull the weights apart but count the zeros for a kernel without gaps, so your output is
too small; the layer counts them for the kernel as it is used.
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
    totals = [size - 1 for size in kernel.shape]
    padded = np.pad(image, [(total // 2, total - total // 2) for total in totals])
    return slide(padded, kernel, dilation)
