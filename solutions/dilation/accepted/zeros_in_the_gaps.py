"""Write the kernel out with zeros in its gaps, and slide that."""

import numpy as np


def conv2d_dilated(image: np.ndarray, kernel: np.ndarray, dilation: tuple[int, int]) -> np.ndarray:
    rows, cols = kernel.shape
    large = np.zeros((dilation[0] * (rows - 1) + 1, dilation[1] * (cols - 1) + 1))
    large[:: dilation[0], :: dilation[1]] = kernel
    tall, wide = large.shape
    return np.array(
        [
            [
                np.sum(image[i : i + tall, j : j + wide] * large)
                for j in range(image.shape[1] - wide + 1)
            ]
            for i in range(image.shape[0] - tall + 1)
        ]
    )
