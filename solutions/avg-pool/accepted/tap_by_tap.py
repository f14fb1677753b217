"""Sums tap by tap; a frame of nan marks what does not count."""

import numpy as np


def avg_pool2d(
    x: np.ndarray, kernel: int, stride: int, padding: int, count_include_pad: bool
) -> np.ndarray:
    """Return the mean of every window, each channel by itself."""
    frame = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded = np.pad(x, frame, constant_values=0 if count_include_pad else np.nan)
    rows = (padded.shape[2] - kernel) // stride + 1
    cols = (padded.shape[3] - kernel) // stride + 1
    taps = [
        padded[:, :, u : u + stride * rows : stride, v : v + stride * cols : stride]
        for u in range(kernel)
        for v in range(kernel)
    ]
    return np.nanmean(taps, axis=0)
