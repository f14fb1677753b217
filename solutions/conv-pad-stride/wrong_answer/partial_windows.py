"""You also compute windows that hang over the edge of the padded image; the layer drops a
window that does not fit completely.
"""

import numpy as np


def conv2d(image: np.ndarray, kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    padded = np.pad(image, padding)
    rows, cols = kernel.shape
    height = -(-(padded.shape[0] - rows) // stride) + 1
    width = -(-(padded.shape[1] - cols) // stride) + 1
    output = np.zeros((height, width))
    for i, j in np.ndindex(height, width):
        window = padded[i * stride : i * stride + rows, j * stride : j * stride + cols]
        output[i, j] = np.sum(window * kernel[: window.shape[0], : window.shape[1]])
    return output
