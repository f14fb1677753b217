import numpy as np


def conv_grad_input(dout, w, x_shape, stride, padding):
    N, C, H, W = x_shape
    O, _, KH, KW = w.shape
    dx = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for n, o, i, j in np.ndindex(dout.shape):
        r, q = i * stride, j * stride
        dx[n, :, r : r + KH, q : q + KW] += dout[n, o, i, j] * w[o]
    return dx[:, :, padding : H + padding, padding : W + padding]
