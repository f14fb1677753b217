import numpy as np

def conv_grad_input(dout, w, x_shape, stride, padding):
    s, p = stride, padding
    N, C, H, W = x_shape; O, _, KH, KW = w.shape; h, wd = dout.shape[2:]
    cols = w.reshape(O, -1).T @ dout.reshape(N, O, -1)
    cols = cols.reshape(N, C, KH, KW, h, wd)
    dx = np.zeros((N, C, H + 2*p, W + 2*p))
    for u in range(KH):
        for v in range(KW):
            dx[:, :, u:u + s*(h-1) + 1:s, v:v + s*(wd-1) + 1:s] += cols[:, :, u, v]
    return dx[:, :, p:H+p, p:W+p]
