import numpy as np


def im2col(x, kernel, stride, padding):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    KH, KW = kernel
    h, w = (x.shape[2] - KH) // stride + 1, (x.shape[3] - KW) // stride + 1
    cols = np.zeros((x.shape[0], x.shape[1] * KH * KW, h * w))
    for i in range(h):
        for j in range(w):
            cols[:, :, i * w + j] = x[:, :, i*stride:i*stride+KH, j*stride:j*stride+KW].reshape(x.shape[0], -1)
    return cols, h, w


def col2im(cols, shape, kernel, stride, padding):
    N, C, H, W = shape
    KH, KW = kernel
    out = np.zeros((N, C, H + 2*padding, W + 2*padding))
    w = (W + 2*padding - KW) // stride + 1
    for l in range(cols.shape[2]):
        i, j = l // w, l % w
        out[:, :, i*stride:i*stride+KH, j*stride:j*stride+KW] += cols[:, :, l].reshape(N, C, KH, KW)
    return out[:, :, padding:padding+H, padding:padding+W]


class MyConv2d:
    dw = None
    db = None
    trained = 0

    def __init__(self, weight, bias, stride, padding):
        self.weight = np.array(weight, dtype=np.float64, order="F")
        self.bias = np.array(bias, dtype=np.float64)
        self.args = stride, padding

    def __repr__(self):
        return f"MyConv2d{self.weight.shape}"

    def forward(self, x):
        print(self, "forward", x.shape)
        self.x_shape = x.shape
        self.cols, h, w = im2col(x, self.weight.shape[2:], *self.args)
        y = self.weight.reshape(len(self.weight), -1) @ self.cols + self.bias[:, None]
        return y.reshape(x.shape[0], -1, h, w)

    def backward(self, dout):
        d = dout.reshape(dout.shape[0], dout.shape[1], -1)
        self.dw = np.einsum("nol,nrl->or", d, self.cols).reshape(self.weight.shape)
        self.db = d.sum((0, 2))
        dcols = self.weight.reshape(len(self.weight), -1).T @ d
        return col2im(dcols, self.x_shape, self.weight.shape[2:], *self.args)

    def step(self, lr):
        self.trained += 1
        self.weight = self.weight - lr*self.dw
        self.bias = self.bias - lr*self.db

    __call__ = forward
