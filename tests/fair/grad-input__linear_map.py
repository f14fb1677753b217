"""Forward is linear in x, so ask it for every unit pixel and transpose."""
import numpy as np


def forward(x, w, stride, padding):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    _, C, KH, KW = w.shape
    v = np.lib.stride_tricks.sliding_window_view(x, (KH, KW), axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("cijuv,ocuv->oij", v, w)


def conv_grad_input(dout, w, x_shape, stride, padding):
    N, C, H, W = x_shape
    dx = np.zeros(x_shape)
    for c in range(C):
        for r in range(H):
            for q in range(W):
                unit = np.zeros((C, H, W))
                unit[c, r, q] = 1
                dx[:, c, r, q] = np.tensordot(dout, forward(unit, w, stride, padding), 3)
    return dx
