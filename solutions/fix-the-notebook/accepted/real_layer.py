"""Run the whole layer and ask its output for the shape."""

import numpy as np


def conv2d(image: np.ndarray, kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    padded = np.pad(image, padding)
    down = padded.shape[0] - kernel.shape[0] + 1
    across = padded.shape[1] - kernel.shape[1] + 1
    output = np.zeros((len(range(0, down, stride)), len(range(0, across, stride))))
    for (a, b), weight in np.ndenumerate(kernel):
        output += weight * padded[a : a + down : stride, b : b + across : stride]
    return output


def output_shapes(
    image: np.ndarray, kernel: np.ndarray, settings: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    return [conv2d(image, kernel, stride, padding).shape for stride, padding in settings]
