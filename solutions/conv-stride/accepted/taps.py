"""Loop over the kernel's entries; each meets a thinned-out slice of the image."""

import numpy as np


def conv2d_stride(image: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    down = image.shape[0] - kernel.shape[0] + 1
    across = image.shape[1] - kernel.shape[1] + 1
    output = np.zeros((len(range(0, down, stride)), len(range(0, across, stride))))
    for (a, b), weight in np.ndenumerate(kernel):
        output += weight * image[a : a + down : stride, b : b + across : stride]
    return output
