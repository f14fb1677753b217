import numpy as np


def im2col(x, kernel, stride, padding):
    x = np.pad(x, [(0, 0)] * 2 + [(padding,) * 2] * 2)
    windows = np.lib.stride_tricks.sliding_window_view(x, tuple(kernel), axis=(-2, -1))
    windows = windows[:, :, ::stride, ::stride]
    N, C, h, w, KH, KW = windows.shape
    columns = windows.transpose(0, 2, 3, 1, 4, 5).reshape(N, h * w, -1)
    return columns.swapaxes(1, 2)
