import copy, numpy as np

class MyConv2d():
    def __init__(self, weight, bias, stride, padding):
        self.weight = copy.deepcopy(weight)
        self.bias = copy.deepcopy(bias)
        self.s = stride
        self.p = padding

    def forward(self, x):
        N, C, H, W = x.shape
        O, _, KH, KW = self.weight.shape
        self.xp = np.zeros((N, C, H + 2*self.p, W + 2*self.p))
        for n in range(N):
            for c in range(C):
                for i in range(H):
                    for j in range(W):
                        self.xp[n, c, i + self.p, j + self.p] = x[n, c, i, j]
        self.oh = (H + 2*self.p - KH)//self.s + 1
        self.ow = (W + 2*self.p - KW)//self.s + 1
        out = np.zeros((N, O, self.oh, self.ow))
        for n in range(N):
            for o in range(O):
                for i in range(self.oh):
                    for j in range(self.ow):
                        out[n, o, i, j] = np.sum(self.xp[n, :, i*self.s:i*self.s + KH, j*self.s:j*self.s + KW]*self.weight[o]) + self.bias[o]
        return out

    def backward(self, dout):
        N, O, oh, ow = dout.shape
        O, C, KH, KW = self.weight.shape
        self.dw = np.zeros(self.weight.shape)
        self.db = np.zeros(O)
        dxp = np.zeros(self.xp.shape)
        for n in range(N):
            for o in range(O):
                for i in range(oh):
                    for j in range(ow):
                        g = dout[n, o, i, j]
                        self.db[o] += g
                        for c in range(C):
                            for u in range(KH):
                                for v in range(KW):
                                    self.dw[o, c, u, v] += g*self.xp[n, c, i*self.s + u, j*self.s + v]
                                    dxp[n, c, i*self.s + u, j*self.s + v] += g*self.weight[o, c, u, v]
        if self.p == 0:
            return dxp
        return dxp[:, :, self.p:-self.p, self.p:-self.p]

    def step(self, lr):
        for o in range(len(self.bias)):
            self.weight[o] -= lr*self.dw[o]
            self.bias[o] -= lr*self.db[o]
