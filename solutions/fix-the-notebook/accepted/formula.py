"""The size formula alone, for both axes of every layer."""

import numpy as np


def output_shapes(
    image: np.ndarray, kernel: np.ndarray, settings: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    return [
        (
            (image.shape[0] + 2 * padding - kernel.shape[0]) // stride + 1,
            (image.shape[1] + 2 * padding - kernel.shape[1]) // stride + 1,
        )
        for stride, padding in settings
    ]
