import numpy as np


def one_window(patch, kernel):
    return np.tensordot(patch, kernel, axes=([0, 1], [0, 1]))
