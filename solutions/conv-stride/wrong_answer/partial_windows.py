"""You also compute windows that hang over the bottom or the right edge; the layer drops a
window that does not fit completely.
"""

import numpy as np


def conv2d_stride(image: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    rows, cols = kernel.shape
    height = -(-(image.shape[0] - rows) // stride) + 1
    width = -(-(image.shape[1] - cols) // stride) + 1
    output = np.zeros((height, width))
    for i, j in np.ndindex(output.shape):
        window = image[i * stride : i * stride + rows, j * stride : j * stride + cols]
        output[i, j] = np.sum(window * kernel[: window.shape[0], : window.shape[1]])
    return output
