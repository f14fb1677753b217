"""You multiplied the columns of all images at once and reshaped the product as if the image
came first, so the pixels of different images get mixed; in that product the filter is the
first axis, while the layer's output has the image first.
"""

import numpy as np


def im2col(x: np.ndarray, kernel: tuple[int, int], stride: int, padding: int) -> np.ndarray:
    """Return every window of the zero-padded images as a column."""
    kh, kw = kernel
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    n, c, height, width = padded.shape
    rows, cols = (height - kh) // stride + 1, (width - kw) // stride + 1
    patches = np.zeros((n, c, kh, kw, rows, cols))
    for u in range(kh):
        for v in range(kw):
            down, across = u + stride * rows, v + stride * cols
            patches[:, :, u, v] = padded[:, :, u:down:stride, v:across:stride]
    return patches.reshape(n, c * kh * kw, rows * cols)


def conv2d_im2col(
    x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: int, padding: int
) -> np.ndarray:
    """Return the output of a convolution layer, computed as a matrix product."""
    o, _, kh, kw = w.shape
    rows = (x.shape[2] + 2 * padding - kh) // stride + 1
    cols = (x.shape[3] + 2 * padding - kw) // stride + 1
    columns = np.concatenate(list(im2col(x, (kh, kw), stride, padding)), axis=1)
    out = w.reshape(o, -1) @ columns + b[:, None]
    return out.reshape(len(x), o, rows, cols)
