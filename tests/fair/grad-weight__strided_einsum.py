import numpy as np
from numpy.lib.stride_tricks import sliding_window_view as windows


def conv_grad_weight(x, dout, weight_shape, stride, padding):
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    v = windows(xp, weight_shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    v = v[:, :, : dout.shape[2], : dout.shape[3]]
    return np.einsum("ncijuv,noij->ocuv", v, dout, optimize="greedy")
