"""Compute where each entry comes from, then gather all of them at once."""

import numpy as np


def im2col(x: np.ndarray, kernel: tuple[int, int], stride: int, padding: int) -> np.ndarray:
    """Return every window of the zero-padded images as a column."""
    (n, c, height, width), (kh, kw) = x.shape, kernel
    padded = np.zeros((n, c, height + 2 * padding, width + 2 * padding))
    padded[:, :, padding : padding + height, padding : padding + width] = x
    rows = np.arange(0, height + 2 * padding - kh + 1, stride)
    cols = np.arange(0, width + 2 * padding - kw + 1, stride)
    channel, u, v = (place.reshape(-1, 1) for place in np.indices((c, kh, kw)))
    top, left = (corner.reshape(1, -1) for corner in np.meshgrid(rows, cols, indexing="ij"))
    return padded[:, channel, top + u, left + v]
