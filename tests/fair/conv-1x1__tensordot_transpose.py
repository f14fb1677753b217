import numpy as np


def conv1x1(x, w, b):
    y = np.tensordot(x, w, axes=(1, 1)) + b
    return y.transpose(0, 3, 1, 2)
