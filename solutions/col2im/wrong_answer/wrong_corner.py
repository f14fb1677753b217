"""You kept the top left corner of the framed images, which still has the frame above and on
the left; the layer keeps the middle.
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
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            framed[:, :, top : top + kh, left : left + kw] += patches[..., i, j]
    return framed[:, :, :height, :width]
