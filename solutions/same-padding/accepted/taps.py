"""np.pad with uneven sides, then one shifted slice for each weight."""

import numpy as np


def conv2d_same(image: np.ndarray, kernel: np.ndarray, dilation: int = 1) -> np.ndarray:
    totals = [dilation * (size - 1) for size in kernel.shape]
    padded = np.pad(image, [(total // 2, total - total // 2) for total in totals])
    output = np.zeros(image.shape)
    for (u, v), weight in np.ndenumerate(kernel):
        top, left = u * dilation, v * dilation
        output += weight * padded[top : top + image.shape[0], left : left + image.shape[1]]
    return output
