import numpy as np


def conv_grad_weight(x, dout, weight_shape, stride, padding):
    O, C, KH, KW = weight_shape
    (N, _, h, w), p, s = dout.shape, padding, stride
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    cols = np.stack([
        xp[:, :, i * s : i * s + KH, j * s : j * s + KW].reshape(N, -1) for i in range(h) for j in range(w)
    ])
    dw = np.tensordot(cols, dout.reshape(N, O, h * w), axes=([0, 1], [2, 0]))
    return dw.T.reshape(weight_shape)
