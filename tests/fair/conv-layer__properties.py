import numpy as np


class Base:
    def __init__(self):
        self._cache = {}

    @property
    def weight(self):
        return self._w

    @property
    def bias(self):
        return self._b

    @property
    def dw(self):
        return self._cache["dw"]

    @property
    def db(self):
        return self._cache["db"]


class MyConv2d(Base):
    def __init__(self, weight, bias, stride=1, padding=0):
        super().__init__()
        self._w = np.array(weight)
        self._b = np.array(bias)
        self.stride, self.padding = stride, padding

    def forward(self, x):
        p, s = self.padding, self.stride
        self._cache["x"] = xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        O, C, KH, KW = self._w.shape
        h, w = (xp.shape[2] - KH) // s + 1, (xp.shape[3] - KW) // s + 1
        y = np.zeros((len(x), O, h, w))
        for i in range(h):
            for j in range(w):
                y[:, :, i, j] = np.tensordot(xp[:, :, i*s:i*s+KH, j*s:j*s+KW], self._w, ((1, 2, 3), (1, 2, 3))) + self._b
        return y

    def backward(self, dout):
        xp, p, s = self._cache["x"], self.padding, self.stride
        KH, KW = self._w.shape[2:]
        dxp, dw = np.zeros_like(xp), np.zeros_like(self._w)
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                d = dout[:, :, i, j]
                dw += np.tensordot(d, xp[:, :, i*s:i*s+KH, j*s:j*s+KW], (0, 0))
                dxp[:, :, i*s:i*s+KH, j*s:j*s+KW] += np.tensordot(d, self._w, (1, 0))
        self._cache.update(dw=dw, db=dout.sum((0, 2, 3)))
        return dxp[:, :, p:xp.shape[2]-p, p:xp.shape[3]-p]

    def step(self, lr):
        self._w = self._w - lr * self.dw
        self._b = self._b - lr * self.db
