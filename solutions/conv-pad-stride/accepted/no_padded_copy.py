"""Leave the image as it is and skip the taps that would read the frame."""

import numpy as np


def conv2d(image: np.ndarray, kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    (height, width), (rows, cols) = image.shape, kernel.shape
    output = np.zeros(
        ((height + 2 * padding - rows) // stride + 1, (width + 2 * padding - cols) // stride + 1)
    )
    for i, j in np.ndindex(output.shape):
        top, left = i * stride - padding, j * stride - padding
        for a, b in np.ndindex(rows, cols):
            if 0 <= top + a < height and 0 <= left + b < width:
                output[i, j] += kernel[a, b] * image[top + a, left + b]
    return output
