import numpy as np


class Conv1d:
    def __init__(self, w):
        self.w = w

    def correlate(self, x):
        return self.convolve(x, self.w)

    @staticmethod
    def convolve(x, w):
        size = len(x) - len(w) + 1
        return sum(w[u] * x[u : u + size] for u in range(len(w)))


def conv1d(x, w, stride, padding):
    padded = np.r_[np.zeros(padding), x, np.zeros(padding)]
    return Conv1d(w).correlate(padded)[::stride]
