"""You fill the frame with copies of the pixels at the edge; the layer fills it with zeros."""

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
    frame = [(total // 2, total - total // 2) for total in totals]
    return slide(np.pad(image, frame, mode="edge"), kernel, dilation)
