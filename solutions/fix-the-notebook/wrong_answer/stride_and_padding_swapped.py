"""You read each pair of the list as padding and stride; the list gives the stride first and the
padding second.
"""

import numpy as np


def layer(image: np.ndarray, kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    height = (image.shape[0] + 2 * padding - kernel.shape[0]) // stride + 1
    width = (image.shape[1] + 2 * padding - kernel.shape[1]) // stride + 1
    return np.zeros((height, width))


def output_shapes(
    image: np.ndarray, kernel: np.ndarray, settings: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    return [layer(image, kernel, stride, padding).shape for padding, stride in settings]
