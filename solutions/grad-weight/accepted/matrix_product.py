"""im2col again: dout as a matrix times the columns of the windows, turned on their side."""

import numpy as np


def conv_grad_weight(
    x: np.ndarray,
    dout: np.ndarray,
    weight_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
) -> np.ndarray:
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight_shape[2:], axis=(2, 3))
    used = windows[:, :, ::stride, ::stride][:, :, : dout.shape[2], : dout.shape[3]]
    columns = used.transpose(0, 2, 3, 1, 4, 5).reshape(dout[:, 0].size, -1)
    rows = dout.transpose(1, 0, 2, 3).reshape(dout.shape[1], -1)
    return (rows @ columns).reshape(weight_shape)
