"""Gather the pixels under the weights with index arrays, then sum with einsum."""

import numpy as np


def conv2d_same(image: np.ndarray, kernel: np.ndarray, dilation: int = 1) -> np.ndarray:
    totals = [dilation * (size - 1) for size in kernel.shape]
    padded = np.pad(image, [(total // 2, (total + 1) // 2) for total in totals])
    rows, cols = (
        np.arange(pixels)[:, None] + dilation * np.arange(size)
        for pixels, size in zip(image.shape, kernel.shape)
    )
    return np.einsum("ijuv,uv->ij", padded[rows[:, None, :, None], cols[None, :, None, :]], kernel)
