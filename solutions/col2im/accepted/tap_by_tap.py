"""For each place of the window, add all windows at once through a strided slice."""

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
    tall, wide = height + 2 * padding, width + 2 * padding
    rows, columns = (tall - kh) // stride + 1, (wide - kw) // stride + 1
    patches = cols.reshape(len(cols), -1, kh, kw, rows, columns)
    framed = np.zeros((*patches.shape[:2], tall, wide))
    for u in range(kh):
        for v in range(kw):
            down, across = u + stride * rows, v + stride * columns
            framed[:, :, u:down:stride, v:across:stride] += patches[:, :, u, v]
    return framed[:, :, padding : padding + height, padding : padding + width]
