import numpy as np


def conv_grad_input(dout, w, x_shape, stride, padding):
    N, C, H, W = x_shape
    KH, KW = w.shape[-2:]
    stamps = np.einsum("noij,ocuv->ncijuv", dout, w)
    rows = np.arange(dout.shape[2])[:, None] * stride + np.arange(KH)
    cols = np.arange(dout.shape[3])[:, None] * stride + np.arange(KW)
    dx = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    np.add.at(dx, (slice(None), slice(None), rows[:, None, :, None], cols[None, :, None, :]), stamps)
    inner = slice(padding, padding + H), slice(padding, padding + W)
    return dx[(..., *inner)]
