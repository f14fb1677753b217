"""One thinned-out slice of the padded image for each weight."""

import numpy as np


def conv2d(
    image: np.ndarray, kernel: np.ndarray, stride: tuple[int, int], padding: tuple[int, int]
) -> np.ndarray:
    padded = np.pad(image, ((padding[0], padding[0]), (padding[1], padding[1])))
    down, across = (size - k + 1 for size, k in zip(padded.shape, kernel.shape))
    output = np.zeros((len(range(0, down, stride[0])), len(range(0, across, stride[1]))))
    for (u, v), weight in np.ndenumerate(kernel):
        output += weight * padded[u : u + down : stride[0], v : v + across : stride[1]]
    return output
