import warnings
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

warnings.simplefilter("ignore")


def max_pool2d(x, kernel, stride, padding):
    framed = np.full((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding), np.nan)
    framed[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]] = x
    step = kernel if stride is None else stride
    return np.nanmax(sliding_window_view(framed, (kernel, kernel), (2, 3))[:, :, ::step, ::step], axis=(-1, -2))
