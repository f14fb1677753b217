"""The formula letter by letter, pixels of the frame skipped."""

import numpy as np


def conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None,
    stride: int | tuple[int, int],
    padding: int | tuple[int, int],
    dilation: int | tuple[int, int],
) -> np.ndarray:
    if isinstance(stride, int):
        stride = (stride, stride)
    if isinstance(padding, int):
        padding = (padding, padding)
    if isinstance(dilation, int):
        dilation = (dilation, dilation)
    N, C, H, W = x.shape
    O, _, KH, KW = w.shape
    rows = (H + 2 * padding[0] - dilation[0] * (KH - 1) - 1) // stride[0] + 1
    cols = (W + 2 * padding[1] - dilation[1] * (KW - 1) - 1) // stride[1] + 1
    y = np.zeros((N, O, rows, cols))
    for n, o, i, j in np.ndindex(*y.shape):
        total = 0.0 if b is None else b[o]
        for c, u, v in np.ndindex(C, KH, KW):
            row = i * stride[0] + u * dilation[0] - padding[0]
            col = j * stride[1] + v * dilation[1] - padding[1]
            if 0 <= row < H and 0 <= col < W:
                total += x[n, c, row, col] * w[o, c, u, v]
        y[n, o, i, j] = total
    return y
