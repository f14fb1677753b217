import numpy as np

def conv_grad_weight(x, dout, weight_shape, stride, padding):
    O, C, KH, KW = weight_shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    N, _, h, w = dout.shape
    dw = np.zeros(weight_shape)
    for n in range(N):
        for i in range(h):
            for j in range(w):
                window = xp[n, :, i*stride:i*stride + KH, j*stride:j*stride + KW]
                for o in range(O):
                    dw[o] += dout[n, o, i, j] * window
    return dw
