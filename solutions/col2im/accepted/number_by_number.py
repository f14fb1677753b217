"""Nothing but loops; what would land on the frame is skipped."""

import numpy as np


def col2im(
    cols: np.ndarray,
    size: tuple[int, int],
    kernel: tuple[int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    """Return images into which every column is added at the place of its window."""
    (height, width), (kh, kw) = size, kernel
    columns = (width + 2 * padding - kw) // stride + 1
    images = np.zeros((cols.shape[0], cols.shape[1] // (kh * kw), height, width))
    for n, row, window in np.ndindex(*cols.shape):
        channel, place = divmod(row, kh * kw)
        u, v = divmod(place, kw)
        i, j = divmod(window, columns)
        y, x = i * stride + u - padding, j * stride + v - padding
        if 0 <= y < height and 0 <= x < width:
            images[n, channel, y, x] += cols[n, row, window]
    return images
